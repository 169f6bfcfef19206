"""Who asks too much is seen on an interaction as the gateway tells it: no more of it is read, and hardly anything done.

A press is acknowledged all the same, as the client of whoever pressed says that it failed otherwise.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from contextvars import ContextVar
from functools import cache
from typing import Any

from bot import languages
from bot.adapters.discord.callbacks import Written
from bot.adapters.discord.convert import PLATFORM, spoken
from bot.adapters.discord.line import Clock
from bot.adapters.discord.render import MESSAGE, opening
from bot.cooldown import Verdict
from bot.dispatch import Bot
from bot.messages import Chat, Note, Reply, User, spans
from bot.metrics import HUSHED

Raw = dict[str, Any]
"""An interaction as the gateway tells it."""

MOST = 64
"""People whose presses wait to be acknowledged: as many as are in the patience, with 20 ms to Discord and back."""

DIRECT = 1
"""Discord's number for the place in which somebody is alone with the bot."""

weighed: ContextVar[Verdict] = ContextVar("weighed", default="go")
"""What is to be done with the interaction at work."""


def asker(raw: Raw) -> str:
    """Give the id of whoever asks: a server tells them as its member."""
    person: str = (raw.get("member") or raw)["user"]["id"]
    return person


def place(raw: Raw) -> Chat:
    """Give where it is asked, as far as a cooldown has to know."""
    return Chat(PLATFORM, str(raw.get("channel_id") or raw.get("guild_id") or asker(raw)), raw.get("context") == DIRECT)


class Weighing:
    """Counts what is asked on behalf of a bot. `language` is for those who speak none of ours."""

    def __init__(self, bot: Bot[Any], language: str) -> None:
        self._bot = bot
        self._language = language
        self._hushed = HUSHED.labels(PLATFORM)

    def weigh(self, raw: Raw) -> Verdict:
        """Count one more question, and say what to do with it: nothing, of somebody who asks too much and knows it.

        Where a channel asks too much together, each is told who asks there: the others do not see that one was.
        """
        person = asker(raw)
        if self._bot.hushes(f"{PLATFORM}:{person}"):
            self._hushed.inc()
            return "hush"
        verdict = self._bot.weigh(User(PLATFORM, person, ""), place(raw))
        return "go" if verdict == "go" else "say"

    def too_much(self, raw: Raw) -> Written:
        """Give the line that says so, to the asker alone, in the language of their client."""
        return _too_much(spoken(str(raw.get("locale"))) or self._language)


@cache
def _too_much(language: str) -> Written:
    texts = languages.texts(language)
    reply = Reply(blocks=(Note(spans(texts("too-much"))),), private=True)
    return opening(reply, kind=MESSAGE, rtl=texts.rtl, told=False)


class Nods:
    """Acknowledges presses that are not answered, one at a time, and shows nothing for them.

    Of each person one waits at most: whoever presses as fast as people do has each acknowledged, and a flood as many as
    fit one behind the other. One that has waited for longer than `patience` (seconds) is let go. `nod` acknowledges,
    `begin` begins a task.
    """

    def __init__(
        self,
        nod: Callable[[Raw], Awaitable[object]],
        begin: Callable[[Coroutine[Any, Any, None]], None],
        *,
        patience: float,
        clock: Clock,
    ) -> None:
        self._nod = nod
        self._begin = begin
        self._patience = patience
        self._clock = clock
        self._waiting: dict[str, tuple[float, Raw]] = {}
        self._at_work = False

    def take(self, at: float, raw: Raw) -> None:
        """Take in a press that was received at a time."""
        person = asker(raw)
        if person in self._waiting or len(self._waiting) >= MOST:
            return
        self._waiting[person] = at, raw
        if not self._at_work:
            self._at_work = True
            self._begin(self._work())

    async def _work(self) -> None:
        try:
            while self._waiting:
                person, (at, raw) = next(iter(self._waiting.items()))
                try:
                    if self._clock() - at <= self._patience:
                        await self._nod(raw)
                finally:
                    del self._waiting[person]
        finally:
            self._at_work = False
