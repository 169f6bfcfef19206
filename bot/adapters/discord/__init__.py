"""Discord: commands as app commands with typed options, cards with Components V2, buttons that outlive restarts."""

from bot.adapters.discord.adapter import DiscordAdapter
from bot.adapters.discord.inquiry import inquire

__all__ = ["DiscordAdapter", "inquire"]
