"""A broadcast seen from outside: who hears when and how often, and what the desk holds, asked in its own SQL."""

from __future__ import annotations

import asyncio
import bisect
import time
from collections import Counter
from collections.abc import Iterable
from typing import Any

import psycopg

from tests.fakes.telegram import Call, Fake

Json = dict[str, Any]
TITLE = "News:"
"""How a notice begins."""

ASKERS = 1_000_000
"""Where the numbers of those begin who ask and follow nothing."""


class Everybody(dict[int, Json]):
    """The private chats of a whole world."""

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int)

    def __missing__(self, number: int) -> Json:
        return person(number)[0]


class Telegram(Fake):
    """A Telegram where everybody has started the bot; it notes when each notice arrived, and where."""

    def __init__(self) -> None:
        super().__init__(on_call=self._note)
        self.chats = Everybody()
        self.heard: list[tuple[float, int]] = []
        self.answered: list[tuple[float, int, str]] = []

    def _note(self, call: Call) -> None:
        if call.status != 200 or not call.method.lower().startswith("send"):
            return
        chat, now = int(call.params["chat_id"]), time.perf_counter()
        if chat < ASKERS and call.text.startswith(TITLE):
            self.heard.append((now, chat))
        else:
            self.answered.append((now, chat, call.text))

    def told(self) -> Counter[int]:
        """Give how often each chat heard."""
        return Counter(chat for _, chat in self.heard)

    def busiest(self, seconds: float = 1.0) -> int:
        """Give the most notices that arrived within so many seconds, whoever sent them."""
        times = [at for at, _ in self.heard]
        return max((bisect.bisect_left(times, at + seconds) - index for index, at in enumerate(times)), default=0)


def person(number: int) -> tuple[Json, Json]:
    """Give somebody's private chat, and them."""
    name = {"id": number, "first_name": "Somebody"}
    return name | {"type": "private"}, name | {"is_bot": False}


def typed(line: str, number: int) -> Json:
    """Give the update of a line that somebody types for the first time, under a number of its own."""
    chat, user = person(number)
    message = {"message_id": number, "date": 1, "chat": chat, "from": user, "text": line}
    entity = {"type": "bot_command", "offset": 0, "length": len(line.partition(" ")[0])}
    return {"update_id": number, "message": message | {"entities": [entity]}}


def evening(number: int) -> Json:
    """Give a dossier that everybody hears of who follows everything."""
    event = {
        "names": {"en": f"Sitting {number} of the evening"},
        "date": "2021-03-03",
        "status": "happened",
        "source": "dawn-1392528",
        "about": ["pk-senate"],
    }
    said = {"dossier": f"evening-{number}", "title": f"Sitting {number}", "why": "It was held", "timezone": "UTC"}
    return said | {"events": {f"evening-sitting-{number}": event}}


SEAT = "hold/courier/telegram%"
"""How what is kept of who delivers on Telegram is called."""


class Desk:
    """A desk on PostgreSQL, looked at past the program."""

    def __init__(self, url: str) -> None:
        self._url = url

    async def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Give what a query finds."""
        return await asyncio.to_thread(self._rows, sql, values)

    async def follow(self, chats: Iterable[int]) -> None:
        """Have chats follow everything."""
        rows = [(f"telegram:{chat}", "2021-03-01T00:00:00+00:00") for chat in chats]
        await asyncio.to_thread(
            self._many, "INSERT INTO watches (chat, subject, level, at) VALUES (%s, '', 1, %s)", rows
        )

    async def unsettled(self) -> set[int]:
        """Give the chats to which something is due or under way."""
        found = await self.rows("SELECT DISTINCT chat FROM outbox WHERE state IN ('due', 'leased')")
        return {int(chat.partition(":")[2]) for (chat,) in found}

    async def holder(self) -> str:
        """Give who delivers on Telegram, nothing where nobody does."""
        found = await self.rows("SELECT value FROM memory WHERE key LIKE %s", SEAT)
        return str(found[0][0]) if found else ""

    async def states(self, revision: int) -> dict[str, int]:
        """Give how many deliveries of a revision are in which state."""
        sql = "SELECT state, count(*) FROM outbox WHERE revision = %s GROUP BY state"
        return dict(await self.rows(sql, revision))

    async def ended(self, revision: int) -> bool:
        """Say whether all that was due because of a revision has come to an end."""
        states = await self.states(revision)
        return bool(states) and not {"due", "leased"} & states.keys()

    def _rows(self, sql: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        with self._connected() as connection:
            return connection.execute(sql.encode(), values).fetchall()

    def _many(self, sql: str, rows: list[tuple[Any, ...]]) -> None:
        with self._connected() as connection, connection.cursor() as cursor:
            cursor.executemany(sql.encode(), rows)

    def _connected(self) -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(self._url, options="-c search_path=division_bell", connect_timeout=60)
