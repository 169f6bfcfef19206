"""Telegram, on python-telegram-bot: `receive` reads what arrives, `render` writes what leaves, `adapter` runs."""

from bot.adapters.telegram.adapter import TelegramAdapter
from bot.adapters.telegram.inquiry import inquire
from bot.adapters.telegram.webhook import Hook

__all__ = ["Hook", "TelegramAdapter", "inquire"]
