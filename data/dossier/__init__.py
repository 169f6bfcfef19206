"""The one format for facts: its schema, its loader with positions, its references.

A package where the design says a file, because the four subjects together outgrow one.
"""

from data.dossier.load import load, load_bytes, load_text, salvage
from data.dossier.schema import Dossier

__all__ = ["Dossier", "load", "load_bytes", "load_text", "salvage"]
