"""What readers and machines see over HTTP: cards as pages, a feed, an export, health and metrics."""

from bot.web.serving import listening, routes

__all__ = ["listening", "routes"]
