"""What people can ask: one file a subject; a handler returns a reply, never sends, and knows no platform."""

from handlers import (
    chambers,
    claims,
    confidence,
    contests,
    editing,
    parties,
    people,
    quotes,
    search,
    sources,
    start,
    timeline,
    whatif,
)
from handlers.registry import commands

commands.arrange(
    *("senate", "assembly", "chamber", "confidence", "whatif", "contest", "party", "person"),
    *("quote", "quotes", "claims", "timeline", "search", "sources", "check", "start", "help"),
    *("result", "figure", "addquote", "event", "motion", "push", "preview", "publish", "discard", "approve"),
    *("correct", "retract", "prefer", "redact", "undo", "revisions", "editors", "grant", "revoke"),
)

__all__ = [
    "chambers",
    "claims",
    "commands",
    "confidence",
    "contests",
    "editing",
    "parties",
    "people",
    "quotes",
    "search",
    "sources",
    "start",
    "timeline",
    "whatif",
]
