"""What goes out without being asked for, and what is kept of what went out: the desk as the bot sees it."""

from bot.delivery.alone import Alone
from bot.delivery.courier import Courier
from bot.delivery.ledger import Ledger
from bot.delivery.live import Keeper
from bot.delivery.memory import DeskMemory
from bot.delivery.render import Writing
from bot.delivery.sweeping import Sweeper

__all__ = ["Alone", "Courier", "DeskMemory", "Keeper", "Ledger", "Sweeper", "Writing"]
