"""The desk: what was accepted, what was said where, what is due, and who may do what, behind one asynchronous class."""

from data.desk.desk import Desk
from data.desk.holds import Hold
from data.desk.lives import LiveCard
from data.desk.sending import Outcome, Parcel
from data.desk.values import (
    ALL,
    LOUD,
    Chat,
    Count,
    Delivery,
    Editor,
    Entry,
    Issued,
    Kept,
    Loud,
    Mended,
    Posting,
    Revision,
    Settings,
    Shown,
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
    "Hold",
    "Issued",
    "Kept",
    "LiveCard",
    "Loud",
    "Mended",
    "Outcome",
    "Parcel",
    "Posting",
    "Revision",
    "Settings",
    "Shown",
    "Watch",
]
