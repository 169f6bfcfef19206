"""The desk: what was accepted, what was said where, what is due, and who may do what, behind one asynchronous class."""

from data.desk.desk import Desk
from data.desk.values import (
    ALL,
    LOUD,
    Chat,
    Count,
    Delivery,
    Editor,
    Entry,
    Issued,
    Loud,
    Mended,
    Posting,
    Revision,
    Settings,
    Watch,
)

__all__ = [
    "ALL",
    "LOUD",
    "Chat",
    "Count",
    "Delivery",
    "Desk",
    "Editor",
    "Entry",
    "Issued",
    "Loud",
    "Mended",
    "Posting",
    "Revision",
    "Settings",
    "Watch",
]
