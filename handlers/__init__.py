"""What people can ask: one file a subject; a handler returns a reply, never sends, and knows no platform."""

from handlers import (
    chambers,
    checking,
    claims,
    confidence,
    contests,
    corrected,
    deliveries,
    live,
    news,
    parties,
    people,
    privacy,
    quotes,
    search,
    settings,
    sources,
    start,
    timeline,
    watching,
    whatif,
)
from handlers.registry import commands

commands.arrange(
    *("senate", "assembly", "chamber", "confidence", "whatif", "contest", "party", "person"),
    *("quote", "quotes", "claims", "timeline", "search", "sources", "check", "corrections"),
    *("news", "watch", "unwatch", "watching", "why", "live", "settings", "privacy", "forget"),
    *("deliveries", "start", "help"),
)

__all__ = [
    "chambers",
    "checking",
    "claims",
    "commands",
    "confidence",
    "contests",
    "corrected",
    "deliveries",
    "live",
    "news",
    "parties",
    "people",
    "privacy",
    "quotes",
    "search",
    "settings",
    "sources",
    "start",
    "timeline",
    "watching",
    "whatif",
]
