"""What people can ask: one file a subject; a handler returns a reply, never sends, and knows no platform."""

from handlers import chambers, confidence, contests, quotes, start, whatif
from handlers.registry import commands

__all__ = ["chambers", "commands", "confidence", "contests", "quotes", "start", "whatif"]
