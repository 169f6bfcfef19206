"""Interactions as they come off the gateway: what a command or a button of ours asks stands in line at once."""

from __future__ import annotations

import logging
import time
from typing import Any

import discord

from bot.adapters.discord.convert import Interaction
from bot.adapters.discord.line import Clock, Line, received
from bot.adapters.discord.receive import Receiver
from bot.adapters.discord.render import PRESSED

log = logging.getLogger(__name__)

COMMAND, COMPONENT = 2, 3
TYPED, BUTTON, FILE = 1, 2, 11
"""Discord's numbers for interactions, commands, components and options."""

Raw = dict[str, Any]


class Asked:
    """A command or a press as the gateway tells it: read closer only when it is its turn."""

    def __init__(self, client: discord.Client, receiver: Receiver, raw: Raw, *, line: str = "", alone: bool) -> None:
        self._client = client
        self._receiver = receiver
        self._raw = raw
        self._line = line
        self._alone = alone
        self._read: Interaction | None = None

    async def answer(self) -> None:
        """Hand it to the receiver."""
        if self._line:
            await self._receiver.press(self._interaction(), self._line)
        else:
            await self._receiver.ask(self._interaction())

    async def defer(self) -> bool:
        """Say that the answer will come, and whether that was in time."""
        return await self._receiver.defer(self._interaction(), ephemeral=self._alone, thinking=not self._line)

    def _interaction(self) -> Interaction:
        if self._read is None:
            self._read = discord.Interaction(data=self._raw, state=self._client._connection)  # type: ignore[arg-type]  # noqa: SLF001  # as discord.py makes one
        return self._read


class Gate:
    """Takes each interaction in. What discord.py must find its way with (forms, lists, completions) goes its way."""

    def __init__(self, client: discord.Client, receiver: Receiver, line: Line, clock: Clock) -> None:
        self._client = client
        self._receiver = receiver
        self._line = line
        self._clock = clock
        parsers = client._connection.parsers  # noqa: SLF001  # what discord.py calls for each event of the gateway
        self._otherwise = parsers["INTERACTION_CREATE"]
        parsers["INTERACTION_CREATE"] = self.heard

    def heard(self, raw: Raw) -> None:
        """Take in an interaction that was read just now."""
        at = self._clock()
        if log.isEnabledFor(logging.DEBUG):
            age = time.time() - discord.utils.snowflake_time(int(raw["id"])).timestamp()
            log.debug("interaction %s is %.3f s old by Discord's clock", raw["id"], age)
        asked = self._asked(raw)
        if asked is not None:
            self._line.put(at, asked)
            return
        token = received.set(at)  # the tasks discord.py begins now know it
        try:
            self._otherwise(raw)
        finally:
            received.reset(token)

    def _asked(self, raw: Raw) -> Asked | None:
        data = raw.get("data") or {}
        if raw["type"] == COMPONENT and data["component_type"] == BUTTON:
            pressed = PRESSED.fullmatch(data["custom_id"])
            return pressed and Asked(self._client, self._receiver, raw, line=pressed["line"], alone=False)
        if raw["type"] != COMMAND or data.get("type") != TYPED:
            return None
        if any(option["type"] == FILE for option in data.get("options", ())):
            return None
        alone = self._receiver.alone(data["name"])
        return None if alone is None else Asked(self._client, self._receiver, raw, alone=alone)
