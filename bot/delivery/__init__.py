"""What goes out without being asked for, and what is kept of what went out: the desk as the bot sees it."""

from bot.delivery.ledger import Ledger
from bot.delivery.memory import DeskMemory

__all__ = ["DeskMemory", "Ledger"]
