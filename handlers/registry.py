"""The commands there are; every subject adds its own."""

from bot.commands import Commands

commands = Commands()
