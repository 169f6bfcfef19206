"""Interactions as they come off the gateway: commands, presses and what is being typed stand in line at once."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import partial

import discord

from bot.adapters.discord import ways
from bot.adapters.discord.callbacks import Written
from bot.adapters.discord.convert import Interaction
from bot.adapters.discord.declare import native
from bot.adapters.discord.line import Clock, Job, Line, received
from bot.adapters.discord.receive import WAYLAID, Receiver
from bot.adapters.discord.render import CHOSEN, PRESSED
from bot.adapters.discord.weighing import Nods, Raw, Weighing, asker, weighed
from bot.commands import Command, Option
from bot.cooldown import Verdict

log = logging.getLogger(__name__)

COMMAND, COMPONENT, COMPLETION, FORM = 2, 3, 4, 5
TYPED, BUTTON, LIST, FILE = 1, 2, 3, 11
"""Discord's numbers for interactions, commands, components and options."""

ASKED = {COMMAND, COMPONENT, FORM}
"""What counts as a question."""


class _Job:
    """An interaction as the gateway tells it: read closer only when it is its turn."""

    def __init__(self, client: discord.Client, receiver: Receiver, raw: Raw) -> None:
        self._client = client
        self._receiver = receiver
        self._raw = raw
        self._read: Interaction | None = None

        self._said: Written | None = None

    def _interaction(self) -> Interaction:
        if self._read is None:
            self._read = discord.Interaction(data=self._raw, state=self._client._connection)  # type: ignore[arg-type]  # noqa: SLF001  # as discord.py makes one
            if self._said is not None:
                ways.begun(self._read, self._said)
        return self._read

    async def _deferred(self, body: Written) -> bool:
        """Say that the answer will come, and whether that was in time; it takes no more than the token."""
        try:
            await ways.begin(self._client, int(self._raw["id"]), self._raw["token"], body)
        except WAYLAID as error:
            await self._receiver.failed(self._interaction(), error)
            return False
        self._said = body
        return True


class Asked(_Job):
    """A command that was typed; `alone` says whether its answer is for the asker alone."""

    alone = False

    async def answer(self) -> None:
        """Hand it to the receiver."""
        await self._receiver.ask(self._interaction())

    async def defer(self) -> bool:
        """Say that the answer will come, and whether that was in time."""
        return await self._deferred(ways.LATER_ALONE if self.alone else ways.LATER)


class Pressed(_Job):
    """A button that was pressed, or what was chosen from a list: a line to run."""

    line = ""

    async def answer(self) -> None:
        """Hand it to the receiver."""
        await self._receiver.press(self._interaction(), self.line)

    async def defer(self) -> bool:
        """Say that the answer will come, and whether that was in time."""
        return await self._deferred(ways.LATER_HERE)


class Typing(_Job):
    """An option that is being typed; `over` is told when that was answered."""

    def __init__(
        self,
        client: discord.Client,
        receiver: Receiver,
        raw: Raw,
        *,
        of: tuple[Command, Option, str],
        over: Callable[[], None],
    ) -> None:
        super().__init__(client, receiver, raw)
        self._of = of
        self._over = over

    async def answer(self) -> None:
        """Offer completions."""
        try:
            found = await self._receiver.suggest(self._interaction(), *self._of)
            await self._receiver.offer(self._interaction(), native(self._of[1], found))
        finally:
            self._over()

    async def defer(self) -> bool:
        """Offer none: more is typed by now, and nothing can follow."""
        try:
            await self._receiver.offer(self._interaction(), [])
        finally:
            self._over()
        return False


class Told(_Job):
    """Somebody who asks too much, and is told so: `body` says it."""

    def __init__(self, client: discord.Client, receiver: Receiver, raw: Raw, *, body: Written) -> None:
        super().__init__(client, receiver, raw)
        self._body = body

    async def answer(self) -> None:
        """Say it."""
        await self._deferred(self._body)

    async def defer(self) -> bool:
        """Say it: it is as short as a deferral, and nothing follows."""
        await self._deferred(self._body)
        return False


class Gate:
    """Takes each interaction in. What discord.py must lead to its place (forms, commands on messages) goes its way.

    What is asked is weighed first. What is typed into an option is not: of each person one is completed at a time, and
    of what they type meanwhile the newest, as nothing older is shown any more.
    """

    def __init__(
        self,
        client: discord.Client,
        receiver: Receiver,
        line: Line,
        clock: Clock,
        *,
        weighing: Weighing,
        patience: float,
    ) -> None:
        self._client = client
        self._receiver = receiver
        self._line = line
        self._clock = clock
        self._weighing = weighing
        self._nods = Nods(self._nod, line.aside, patience=patience, clock=clock)
        self._typing: dict[str, tuple[float, Raw] | None] = {}
        parsers = client._connection.parsers  # noqa: SLF001  # what discord.py calls for each event of the gateway
        self._otherwise = parsers["INTERACTION_CREATE"]
        parsers["INTERACTION_CREATE"] = self.heard

    def heard(self, raw: Raw) -> None:
        """Take in an interaction that was read just now."""
        at = self._clock()
        if log.isEnabledFor(logging.DEBUG):
            age = time.time() - discord.utils.snowflake_time(int(raw["id"])).timestamp()
            log.debug("interaction %s is %.3f s old by Discord's clock", raw["id"], age)
        kind = raw["type"]
        if kind == COMPLETION:
            self._typed(at, raw)
            return
        verdict = self._weighing.weigh(raw) if kind in ASKED else "go"
        if verdict == "hush":
            if kind == COMPONENT:
                self._nods.take(at, raw)
        elif verdict == "say" and kind != FORM:
            self._line.put(at, Told(self._client, self._receiver, raw, body=self._weighing.too_much(raw)))
        else:
            self._take(at, raw, self._job(raw, kind), verdict)

    def _take(self, at: float, raw: Raw, job: Job | None, verdict: Verdict = "go") -> None:
        if job is not None:
            self._line.put(at, job)
            return
        tokens = received.set(at), weighed.set(verdict)  # the tasks discord.py begins now know them
        try:
            self._otherwise(raw)
        finally:
            received.reset(tokens[0])
            weighed.reset(tokens[1])

    async def _nod(self, raw: Raw) -> None:
        await Pressed(self._client, self._receiver, raw).defer()

    def _typed(self, at: float, raw: Raw) -> None:
        person = asker(raw)
        if person in self._typing:
            self._typing[person] = at, raw
            return
        data = raw.get("data") or {}
        of = self._receiver.typing(data) if data.get("type") == TYPED else None
        if of is None:
            self._take(at, raw, None)
            return
        self._typing[person] = None
        over = partial(self._completed, person)
        self._line.put(at, Typing(self._client, self._receiver, raw, of=of, over=over))

    def _completed(self, person: str) -> None:
        newest = self._typing.pop(person)
        if newest is not None:
            self._typed(*newest)

    def _job(self, raw: Raw, kind: int) -> Job | None:
        """Give what stands in line, nothing for what discord.py must lead to its place."""
        data = raw.get("data") or {}
        if kind == COMPONENT:
            return self._pressed(raw, data)
        return self._asked(raw, data) if kind == COMMAND and data.get("type") == TYPED else None

    def _pressed(self, raw: Raw, data: Raw) -> Pressed | None:
        job = Pressed(self._client, self._receiver, raw)
        if data["component_type"] == BUTTON and (pressed := PRESSED.fullmatch(data["custom_id"])):
            job.line = pressed["line"]
        elif data["component_type"] == LIST and CHOSEN.fullmatch(data["custom_id"]):
            job.line = data["values"][0]
        return job if job.line else None

    def _asked(self, raw: Raw, data: Raw) -> Asked | None:
        alone = self._receiver.alone(data["name"])
        if alone is None or any(option["type"] == FILE for option in data.get("options", ())):
            return None
        job = Asked(self._client, self._receiver, raw)
        job.alone = alone
        return job
