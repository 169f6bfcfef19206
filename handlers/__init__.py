"""What people can ask: one file a subject; a handler returns a reply, never sends, and knows no platform."""

from handlers import (
    chambers,
    claims,
    confidence,
    contests,
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

__all__ = [
    "chambers",
    "claims",
    "commands",
    "confidence",
    "contests",
    "parties",
    "people",
    "quotes",
    "search",
    "sources",
    "start",
    "timeline",
    "whatif",
]
