"""How people change the record: proposed, looked at, published by one or two, corrected, taken back."""

from data.editing.build import correction, preference, redaction, retraction, undo
from data.editing.newsroom import Newsroom
from data.editing.values import Card, Done, Outcome, Preview, Proposed, Reach, Refused, Renewed, Rules, Waiting
from data.publish import Plan

__all__ = [
    "Card",
    "Done",
    "Newsroom",
    "Outcome",
    "Plan",
    "Preview",
    "Proposed",
    "Reach",
    "Refused",
    "Renewed",
    "Rules",
    "Waiting",
    "correction",
    "preference",
    "redaction",
    "retraction",
    "undo",
]
