"""Applying any revision: what its dossier says, and what it takes back."""

from __future__ import annotations

from sqlite_utils import Database

from data import sayings
from data.dossier.schema import Dossier
from data.record.apply import apply
from data.record.undo import take_back


def revise(db: Database, number: int, dossier: Dossier) -> None:
    """Make revision `number` of the record, inside a transaction of the caller's. Raises DossierError.

    The same revisions in the same order give the same rows, to the last one.
    """
    apply(db, number, dossier)
    if dossier.undone is not None:
        take_back(db, number, dossier, dossier.undone)
    sayings.settle(db)
