"""The terminal as a platform: a prompt for people, one answer per line of input for pipes."""

from bot.adapters.console.adapter import ConsoleAdapter
from bot.adapters.console.render import Screen, as_json, card

__all__ = ["ConsoleAdapter", "Screen", "as_json", "card"]
