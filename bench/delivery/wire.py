"""What is measured over the wire: the whole program as a process, Telegram's real limits, a Telegram of our own."""

from __future__ import annotations

import asyncio
import bisect
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.report import results
from data.desk import Delivery, Desk, Posting
from data.desk.rates import RATES
from data.due import make_due
from data.editing import Newsroom, correction
from data.publish import load_shipped
from tests.data.editing.helping import push
from tests.fakes.telegram import TOKEN, Call, Fake
from tests.fakes.telegram_chats import ME
from tests.harness.process import environment

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "data/dossiers/pakistan-2021"
UPDATE = SHIPPED / "updates/2021-03-03-islamabad-full-count.yaml"
REJECTED = "pk-senate-2021-ict-general-votes-the-news/rejected"
LINE = "news 2"
ASKED = datetime.now(UTC) - timedelta(hours=2)
"""Of late: what was posted long ago is kept no more."""

PEOPLE = 1_000_000
"""Where the numbers of those who ask begin; what is broadcast goes to the numbers below."""

RATE = RATES["telegram"]
WINDOW = 1.0
MOST_TIME, MOST_WAIT = 1.05, 1.5
"""What is expected: of a broadcast's time against the least, of an answer's p99 during one against without."""

APART = 0.25
"""Seconds between two questions."""


class Watched(Fake):
    """A Telegram that notes when each message arrived in a chat."""

    def __init__(self) -> None:
        super().__init__(on_call=self._note)
        self.bulk: list[float] = []
        self.answered: dict[int, float] = {}

    def _note(self, call: Call) -> None:
        chat = call.params.get("chat_id")
        if call.status != 200 or not isinstance(chat, int):
            return
        if chat >= PEOPLE:
            self.answered[chat] = time.perf_counter()
        else:
            self.bulk.append(time.perf_counter())

    @property
    def polled(self) -> bool:
        """Say whether somebody serves."""
        return self._poller > 0

    def busiest(self) -> int:
        """Give the most that arrived in any window of a second."""
        times = self.bulk
        return max((bisect.bisect_left(times, at + WINDOW) - index for index, at in enumerate(times)), default=0)


def person(number: int) -> dict[str, Any]:
    """Give somebody's private chat."""
    return {"id": number, "type": "private", "first_name": "Somebody"}


@asynccontextmanager
async def served(path: Path, fake: Watched) -> AsyncIterator[None]:
    """Run the program until the block ends."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        cwd=ROOT,
        env=environment(path, TELEGRAM_TOKEN=TOKEN, TELEGRAM_API_URL=fake.url, LOG_LEVEL="WARNING"),
        stdin=asyncio.subprocess.DEVNULL,
    )
    try:
        await _until(lambda: fake.polled)
        yield
    finally:
        process.terminate()
        await process.wait()


async def broadcasts(path: Path, chats: int, questions: int, only: set[str]) -> None:
    """Measure a broadcast alone, and answers without one and during one."""
    async with Newsroom(path) as room:
        await load_shipped(room, [SHIPPED], at=ASKED)
        desk = Desk(room)
        async with Watched() as fake:
            for chat in range(1, 2 * chats + 1):
                fake.chats[chat] = person(chat)
            async with served(path, fake):
                if "broadcast" in only:
                    await _alone(fake, desk, chats)
                if "answers" in only:
                    await _beside(fake, desk, questions, chats)


async def _alone(fake: Watched, desk: Desk, chats: int) -> None:
    start = time.perf_counter()
    await desk.enqueue(*_due(1, chats))
    await _arrived(fake, chats)
    _tell(f"broadcast to {chats} chats", fake, fake.bulk[-1] - start, chats)


def _tell(what: str, fake: Watched, took: float, number: int) -> None:
    """Say how long something took against the least, and the most that arrived in any second."""
    least, busiest = number / RATE, fake.busiest()
    over = "" if took <= MOST_TIME * least else "  OVER"
    results.row("", what, _beside_least(took, least))
    results.row("", f"most in any second: {what}", {"measured": f"{busiest}", "at best": f"{RATE:.0f}"})
    print(f"{what}: {took:.1f} s, at least {least:.1f} s, {took / least:.3f} times{over}")
    print(f"at most {busiest} arrived in any second of {RATE:.0f}{'' if busiest <= RATE else '  OVER'}", flush=True)


async def _beside(fake: Watched, desk: Desk, questions: int, chats: int) -> None:
    """Ask the same number of questions without and during a broadcast that outlasts them."""
    alone = await _ask(fake, questions, PEOPLE)
    number = min(chats, int(questions * APART * RATE))
    before = len(fake.bulk)
    await desk.enqueue(*_due(chats + 1, number))
    await _arrived(fake, before + 1)
    during = await _ask(fake, questions, PEOPLE + questions)
    beside = len(fake.bulk) - before
    for share, name in ((0.5, "p50"), (0.99, "p99")):
        one, other = (_percentile(times, share) * 1e3 for times in (alone, during))
        cells = {"measured": f"{other:.1f} ms ({other / one:.2f} times)", "at best": f"{one:.1f} ms without"}
        results.row("", f"an answer's {name} during a broadcast", cells)
        over = "" if share < 0.99 or other <= MOST_WAIT * one else "  OVER"
        print(f"an answer's {name}: {one:.1f} ms, during a broadcast {other:.1f} ms, {other / one:.2f} times{over}")
    print(f"({beside} messages of the broadcast went out meanwhile)", flush=True)


async def _ask(fake: Watched, questions: int, first: int) -> list[float]:
    """Give how long each answer took, from when somebody asked until it arrived."""
    asked = {}
    for number in range(first, first + questions):
        asked[number] = time.perf_counter()
        await fake.say("/sources senate", person(number), person(number) | {"is_bot": False})
        await asyncio.sleep(APART)
    await _until(lambda: all(number in fake.answered for number in asked))
    return [fake.answered[number] - at for number, at in asked.items()]


async def corrections(path: Path, postings: int) -> None:
    """Measure how long it takes until every message that showed a wrong figure is put right."""
    async with Newsroom(path, plan=make_due) as room:
        await load_shipped(room, [SHIPPED, UPDATE], at=ASKED)
        desk = Desk(room)
        revision = await desk.head()
        async with Watched() as fake:
            for chat in range(1, postings + 1):
                fake.chats[chat] = person(chat)
                fake.messages[chat, 55] = {"message_id": 55, "date": 1, "from": ME, "chat": person(chat), "text": "…"}
            await desk.post(*(_posting(chat, revision) for chat in range(1, postings + 1)))
            async with served(path, fake):
                start = time.perf_counter()
                await push(room, correction(REJECTED, 7, "A miscount", "source"), at=ASKED + timedelta(hours=1))
                await _arrived(fake, postings)
    assert all("Corrected" in fake.messages[chat, 55]["text"] for chat in range(1, postings + 1))
    _tell(f"correction of {postings} messages", fake, fake.bulk[-1] - start, postings)


def _beside_least(took: float, least: float) -> dict[str, str]:
    return {"measured": f"{took:.1f} s ({took / least:.3f} times)", "at best": f"{least:.1f} s"}


def _posting(chat: int, revision: int) -> Posting:
    shown = ((REJECTED, "6 unofficial"),)
    return Posting(*(f"telegram:{chat}", "55", "text", "contest islamabad", None, "en", "UTC", revision, shown, ASKED))


def _due(first: int, number: int) -> list[Delivery]:
    return [Delivery(f"telegram:{chat}", 2, "send", LINE, ASKED) for chat in range(first, first + number)]


async def _arrived(fake: Watched, number: int) -> None:
    await _until(lambda: len(fake.bulk) >= number)


async def _until(condition: Callable[[], bool]) -> None:
    while True:
        if condition():
            return
        await asyncio.sleep(0.02)


def _percentile(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]
