"""Who asks and who follows, on both platforms; and what they see of it.

Who asks follows nothing and who follows asks nothing more, so that every message in a chat is what it seems to be.
"""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from bench.soak.weather import Discord, Telegram
from tests.fakes.discord import PERSON, Where
from tests.fakes.discord_gateway import MANAGE_CHANNELS
from tests.fakes.discord_rest import Call, Exchange
from tests.fakes.telegram import Call as TelegramCall
from tests.fakes.telegram_chats import Json

LINES = (
    *("/contest islamabad", "/senate", "/confidence", "/sources senate", "/search gillani"),
    *("/timeline", "/claims", "/quote", "/person gillani", "/party ppp", "/whatif confidence government -7", "/help"),
    *("/corrections", "/watching", "/nonsense"),
)
"""What is asked; one line is no command, which is answered too. The cards of the first two are what is corrected."""

CORRECTED = 2
"""How many of LINES show what is corrected."""

EVERYTHING, CONTEST = "all loud:everything", "pk-senate-2021-ict-general"
FOLLOWED = (EVERYTHING, CONTEST)
"""What is followed, by turns."""

SAID = re.compile(r"Soak (?:event|correction) (\d+)")
"""What a push calls itself in the notice about it."""

OK = 200
"""HTTP's status of what was done."""

ASKERS, FOLLOWERS = 1_000, 20_000
"""The first numbers of who asks and of who follows."""


@dataclass
class Person:
    """Somebody who asks, one line after another; `risked` are answers that a kill may have doubled."""

    number: int
    asked: int = 0
    answered: int = 0
    risked: int = 0
    cut_off: int = 0
    waits: list[float] = field(default_factory=list)
    heard: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass
class Follower:
    """A chat that follows something, and how often it heard of each push."""

    number: int
    what: str
    heard: Counter[int] = field(default_factory=Counter)


class Crowd:
    """People on one platform."""

    name = ""

    def __init__(self, seed: int, askers: int, followers: int) -> None:
        self._random = random.Random(seed)  # noqa: S311  # so that a run can be repeated; nothing secret
        self.people = [Person(ASKERS + each) for each in range(askers)]
        self.followers = {
            FOLLOWERS + each: Follower(FOLLOWERS + each, FOLLOWED[each % len(FOLLOWED)]) for each in range(followers)
        }
        self.up = asyncio.Event()
        self.leaving = asyncio.Event()
        self.lines: tuple[str, ...] = LINES
        self.unsure: set[str] = set()
        self._shown: dict[str, float] = {}

    def suffice(self) -> None:
        """Have nobody ask any more for cards that are corrected: each correction then takes the same work."""
        self.lines = LINES[CORRECTED:]

    def doubt(self, seconds: float) -> None:
        """Note the answers of the last seconds: the program may have lost its note of where they stand."""
        now = time.monotonic()
        self.unsure |= {message for message, at in self._shown.items() if now - at < seconds}

    async def ask(self, person: Person, line: str) -> None:
        """Have somebody ask a line, and wait until it is answered or cannot be any more."""
        raise NotImplementedError

    async def follow(self, follower: Follower) -> None:
        """Have a chat follow what it is to follow."""
        raise NotImplementedError

    def killed(self, taken: set[int]) -> None:
        """Note what was under way as the program was killed; `taken` are the updates it had written down."""
        raise NotImplementedError

    def cards(self) -> dict[str, str]:
        """Give the texts of all that stands in the chats of who asks, by message."""
        raise NotImplementedError

    async def live(self, person: Person, think: float, times: int | None = None) -> None:
        """Ask one line after another, with pauses of so many seconds in the middle, for ever or so many times."""
        left = times
        while not self.leaving.is_set() and (left is None or left > 0):
            await self.up.wait()
            before = time.monotonic()
            await self.ask(person, self._random.choice(self.lines))
            person.waits.append(time.monotonic() - before)
            left = None if left is None else left - 1
            await within(self.leaving, self._random.expovariate(1 / think) if think else 0.0)

    def told(self, number: int, text: str) -> None:
        """Note what a chat that follows something hears."""
        for said in SAID.findall(text):
            self.followers[number].heard[int(said)] += 1


class TelegramCrowd(Crowd):
    """People in private chats on Telegram."""

    name = "telegram"

    def __init__(self, seed: int, askers: int, followers: int) -> None:
        super().__init__(seed, askers, followers)
        self.fake: Telegram
        self._by = {person.number: person for person in self.people}
        self._updates: dict[int, Person] = {}
        self._joined: dict[int, asyncio.Event] = {}

    def heard(self, call: TelegramCall) -> None:
        """Note a message as it arrives in its chat."""
        if call.method.lower() not in ("sendmessage", "sendphoto") or call.status != OK:
            return
        chat = call.params["chat_id"]
        if chat in self._by:
            self._by[chat].answered += 1
            self._shown[f"{chat}/{call.result['message_id']}"] = time.monotonic()
            self._by[chat].heard.set()
        elif SAID.search(call.text):
            self.told(chat, call.text)
        else:
            self._joined[chat].set()

    async def ask(self, person: Person, line: str) -> None:
        """Write a line, and wait for a message: whatever happens, Telegram keeps what nobody has taken."""
        person.heard.clear()
        person.asked += 1
        self._updates[await self._say(line, person.number)] = person
        await person.heard.wait()

    async def follow(self, follower: Follower) -> None:
        """Follow, and wait until that is confirmed."""
        self._joined[follower.number] = asyncio.Event()
        await self._say(f"/watch {follower.what}", follower.number)
        await self._joined[follower.number].wait()

    async def _say(self, line: str, number: int) -> int:
        user: Json = {"id": number, "is_bot": False, "first_name": "Somebody", "language_code": "en"}
        return await self.fake.say(line, {"id": number, "type": "private", "first_name": "Somebody"}, user)

    def killed(self, taken: set[int]) -> None:
        """Note whose answer may come twice: answered, and neither Telegram nor the program knows it."""
        for number in {*self.fake.waiting, *taken}:
            if number in self._updates:
                self._updates[number].risked += 1

    def cards(self) -> dict[str, str]:
        """Give texts and captions."""
        all_ = {f"{chat}/{number}": each for (chat, number), each in self.fake.messages.items()}
        return {each: str(all_[each].get("text", all_[each].get("caption", ""))) for each in self._shown}


@dataclass(frozen=True)
class Seat(Where):
    """Somebody's own channel in a server."""

    number: int = 0

    def event(self) -> dict[str, Any]:
        """Give what an interaction from there says of the place and the person."""
        told, own = super().event(), str(self.number)
        told["member"]["user"] = {**PERSON, "id": own}
        return told | {"channel_id": own, "channel": told["channel"] | {"id": own}}


class DiscordCrowd(Crowd):
    """People in channels of a server on Discord, a channel each."""

    name = "discord"

    def __init__(self, seed: int, askers: int, followers: int) -> None:
        super().__init__(seed, askers, followers)
        self.fake: Discord
        self.late: list[str] = []
        self.patience = PATIENCE
        self._open: dict[str, tuple[Person, Exchange, float]] = {}

    def heard(self, channel: str, call: Call) -> None:
        """Note a message that nobody asked for."""
        self.told(int(channel), call.text)

    async def ask(self, person: Person, line: str) -> None:
        """Type a line into the form, and wait for its answer; a kill cuts it off, as Discord tells nobody again."""
        name, options = self._form(line)
        person.asked += 1
        exchange = await self.fake.slash(name, Seat(number=person.number), None, **options)
        self._open[exchange.token] = person, exchange, time.monotonic()
        person.heard.clear()
        answer = asyncio.create_task(_answered(exchange))
        gone = asyncio.create_task(person.heard.wait())
        await asyncio.wait({answer, gone}, return_when=asyncio.FIRST_COMPLETED)
        if answer.done():
            person.answered += 1
            if exchange.message is not None:
                self._shown[exchange.message["id"]] = time.monotonic()
        answer.cancel()
        gone.cancel()
        self._open.pop(exchange.token, None)

    def _form(self, line: str) -> tuple[str, dict[str, str | int]]:
        """Give a command and its options as the form has them; what is no command cannot be typed there."""
        name, _, rest = line.removeprefix("/").partition(" ")
        if name not in self.fake.commands:
            name, rest = "help", ""
        options = [each["name"] for each in self.fake.commands[name].get("options", [])]
        if name == "whatif":
            return name, dict(zip(options, rest.split(" ", 1), strict=False))
        words, _, loud = rest.partition(" loud:")
        given: dict[str, str | int] = {options[0]: words} if words else {}
        return name, given | ({"loud": loud} if loud else {})

    async def follow(self, follower: Follower) -> None:
        """Follow, and wait until that is confirmed."""
        name, options = self._form(f"/watch {follower.what}")
        seat = Seat(number=follower.number, held=MANAGE_CHANNELS)
        await _answered(await self.fake.slash(name, seat, None, **options))

    def killed(self, taken: set[int]) -> None:  # noqa: ARG002  # Discord hands nothing out again
        """Let those go whose interaction is cut off; one that was long under way should have been answered."""
        for person, exchange, since in self._open.values():
            if exchange.acknowledged is None and (age := time.monotonic() - since) > self.patience:
                self.late.append(f"an interaction of {person.number} had no first word after {age:.1f} s")
            person.cut_off += 1
            person.heard.set()

    def cards(self) -> dict[str, str]:
        """Give the texts of answers as they stand now."""
        return {each: _text(self.fake.rest.messages[each]) for each in self._shown}


PATIENCE = 3.0
"""Seconds Discord waits for a first word."""


def _text(message: dict[str, Any]) -> str:
    return Call("", "", {"components": message["components"]}, {}, 0.0).text


async def _answered(exchange: Exchange) -> None:
    """Wait until an interaction has its answer: what only puts it off is none."""
    while True:
        call = await exchange.calls.get()
        if call.body.get("type") not in (5, 6):
            return


async def within(event: asyncio.Event, seconds: float) -> None:
    """Wait for an event, and no longer than so many seconds."""
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
