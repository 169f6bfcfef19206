"""The whole program: settings, store, bot, adapters; each adapter under its own supervisor, an orderly stop."""

from __future__ import annotations

import asyncio
import json
import logging
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from bot import heap
from bot.adapters.base import Adapter, Inquiry, Outlet
from bot.adapters.console import ConsoleAdapter
from bot.cooldown import Cooldowns
from bot.delivery import Courier, DeskMemory, Keeper, Ledger, Sweeper, Writing
from bot.delivery.holding import shared
from bot.delivery.pace import wall
from bot.dispatch import Bot
from bot.errors import NotAdmitted
from bot.messages import Reply
from bot.pictures import Painter
from bot.settings import Settings, shards
from bot.web import listening, routes
from data.desk import Desk, Posting
from data.due import make_due
from data.editing import Newsroom, Rules
from data.editing.calls import OWNERS
from data.errors import DeskAway, DiskFull, StoreError, TooSlow
from data.publish import load_shipped
from data.shown import as_shown
from handlers import commands
from handlers.corrected import corrected, correction

log = logging.getLogger(__name__)

RESTARTS = (1.0, 2.0, 5.0, 15.0, 60.0)
"""Seconds before an adapter that failed is started again; the last one repeats."""

STEADY = 600.0
"""Seconds after which an adapter counts as having run well."""

TOLD: dict[type[Exception], str] = {
    TooSlow: "too-slow",
    DiskFull: "disk-full",
    DeskAway: "desk-away",
    StoreError: "store-away",
}
"""What people are told of errors of the data: the first that fits. The log has the line for the operator."""

Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Program:
    """What is there once the store is open: the bot, and what it keeps."""

    store: Newsroom
    desk: Desk
    bot: Bot[Newsroom]
    memory: DeskMemory


def pictures(settings: Settings) -> Path:
    """Give the folder in which drawn pictures are kept, beside the database."""
    return settings.database.parent / "pictures"


@asynccontextmanager
async def room(settings: Settings) -> AsyncIterator[Newsroom]:
    """Open the store as it is; close it in order. Where the desk is elsewhere, the record follows it meanwhile.

    Raises DataError where the store is at fault. PostgreSQL's library is loaded only for a desk that is there.
    """
    rules, drawn = Rules(settings.second_editor), pictures(settings)
    if settings.desk is None:
        async with Newsroom(settings.database, rules=rules, plan=make_due, drawn=drawn) as store:
            yield store
        return
    from data.postgres import Follower, Postgres  # noqa: PLC0415  # see above

    async with (
        Postgres(settings.desk.get_secret_value()) as desk,
        Newsroom(settings.database, rules=rules, plan=make_due, apart=desk, drawn=drawn) as store,
    ):
        follower = Follower(store, desk, tidy=store.scrubbed)
        with suppress(DeskAway):  # the follower says so, and waits for it
            await follower.step()
        async with _beside(follower):
            yield store


@asynccontextmanager
async def stored(settings: Settings) -> AsyncIterator[Newsroom]:
    """Open the store and load the shipped dossiers; close it in order.

    Raises DataError where the store, a dossier or the desk is at fault; nothing is half-written then. A desk that is
    away is waited for, unless there is no record yet.
    """
    async with room(settings) as store:
        try:
            await load_shipped(store, settings.dossier_paths(), at=datetime.now(UTC), plan=make_due)
        except DeskAway as error:
            if not await Desk(store).head():
                raise
            log.warning("answers are given from the record as it is here: %s", error)
        yield store


@asynccontextmanager
async def _beside(worker: Worker) -> AsyncIterator[None]:
    """Have something at work while the block lasts."""
    task = asyncio.create_task(supervise(worker), name=worker.name)
    try:
        yield
    finally:
        await _ended(task)


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Program]:
    """Give the program over the opened store; close everything in order. Raises DataError as `stored` does."""
    async with stored(settings) as store:
        desk = Desk(store)
        with suppress(DeskAway):  # the next start says so again
            await desk.remember(OWNERS, json.dumps(settings.owners))
        owners = frozenset(settings.owners)
        memory = DeskMemory(desk, Ledger(desk), owners=owners, timezone=settings.timezone)
        store.count_with(memory.write_down, alone=settings.desk is None and settings.role == "all")
        bot = Bot(commands, store, memory, version=desk.record_version, told=TOLD, cooldowns=Cooldowns(owners))
        heap.spare()
        try:
            yield Program(store, desk, bot, memory)
        finally:
            await memory.close()


@dataclass(frozen=True, slots=True)
class Corrected:
    """What is said of a message that is put right: the handlers' words."""

    store: Newsroom

    async def card(self, posting: Posting, reply: Reply) -> Reply | None:
        """Give the card made again, with a line that says what was put right; None where nothing was."""
        return await corrected(self.store, posting, reply)

    async def answer(self, posting: Posting) -> Reply | None:
        """Give what is said in reply to a message that cannot be edited; None where nothing was put right."""
        return await correction(self.store, posting)


def delivery(
    program: Program, outlet: Outlet, settings: Settings, now: Callable[[], datetime] = wall
) -> tuple[Courier, Keeper, Sweeper]:
    """Give what works beside an adapter: the courier of what is due, the keeper of live messages, and a sweeper."""
    writing = Writing(
        program.bot,
        program.desk,
        program.memory,
        then=partial(as_shown, program.store),
        corrections=Corrected(program.store),
        language=settings.language,
    )
    return (
        Courier(program.desk, outlet, writing, now=now),
        Keeper(program.desk, outlet, writing, now=now),
        Sweeper(program.desk, settings.postings_days, now=now),
    )


def platforms(program: Program, painter: Painter, settings: Settings) -> list[Outlet]:
    """Give an adapter for each platform that has a token; a library is loaded only for a platform that is served."""
    found: list[Outlet] = []
    if settings.telegram_token is not None:
        from bot.adapters.telegram import Hook, TelegramAdapter  # noqa: PLC0415  # see above

        hook = settings.webhook()
        found.append(
            TelegramAdapter(
                program.bot,
                program.memory,
                painter,
                token=settings.telegram_token.get_secret_value(),
                api_url=str(settings.telegram_api_url).rstrip("/"),
                language=settings.language,
                hook=None if hook is None else Hook(*hook),
                receives=settings.answers,
                holds=shared(program.desk),
            )
        )
    if settings.discord_token is not None:
        from bot.adapters.discord import DiscordAdapter  # noqa: PLC0415  # see above

        found.append(
            DiscordAdapter(
                program.bot,
                program.memory,
                painter,
                token=settings.discord_token.get_secret_value(),
                api_url=str(settings.discord_api_url).rstrip("/"),
                gateway_url=settings.discord_gateway_url,
                shards=shards(settings.discord_shards) if settings.discord_shards else None,
                language=settings.language,
                receives=settings.answers,
                holds=shared(program.desk),
            )
        )
    return found


def inquiries(settings: Settings) -> list[Inquiry]:
    """Give what asks each platform that has a token what it says of the bot; a library is loaded as for `platforms`."""
    found: list[Inquiry] = []
    if settings.telegram_token is not None:
        from bot.adapters.telegram import inquire as ask_telegram  # noqa: PLC0415  # see above

        token, url = settings.telegram_token.get_secret_value(), str(settings.telegram_api_url)
        hook = str(settings.telegram_webhook_url or "")
        found.append(partial(ask_telegram, commands, token=token, api_url=url, language=settings.language, hook=hook))
    if settings.discord_token is not None:
        from bot.adapters.discord import inquire as ask_discord  # noqa: PLC0415  # see above

        token, url = settings.discord_token.get_secret_value(), str(settings.discord_api_url)
        count = shards(settings.discord_shards)[1] if settings.discord_shards else None
        found.append(partial(ask_discord, commands, token=token, api_url=url, language=settings.language, shards=count))
    return found


async def introduce(memory: DeskMemory, outlets: Sequence[Outlet]) -> None:
    """Say where a desk was another bot's until now: its chats know only that one."""
    for each in outlets:
        key = f"account/{each.name}"
        before = await memory.recall(key)
        if before not in {None, each.account}:
            told = "%s: this is bot %s, and the chats of this desk know bot %s; give each bot a desk of its own"
            log.warning(told, each.name, each.account, before)
        if before != each.account:
            await memory.remember(key, each.account)


def console(program: Program, settings: Settings) -> ConsoleAdapter:
    """Give the adapter for this terminal."""
    history = settings.database.parent / "console_history"
    return ConsoleAdapter(program.bot, into=sys.stdin, out=sys.stdout, history=history, language=settings.language)


async def run(settings: Settings) -> int:
    """Serve the platforms that have tokens, or the console where none has; give the exit status.

    What works beside the adapters is there where this worker delivers. The status is 1 when no platform admitted the
    bot, 0 after an orderly stop. Raises SetUpError and DataError.
    """
    heap.give_back()
    settings.placed()
    settings.webhook()  # what is missing for one is told before anything is opened
    async with opened(settings) as program:
        painter = Painter(theme=settings.theme, folder=pictures(settings))
        if settings.telegram_token is None and settings.discord_token is None:
            return await _alone(program, painter, settings)
        async with painter:
            adapters = platforms(program, painter, settings)
            await introduce(program.memory, adapters)
            beside = {each.name: delivery(program, each, settings) for each in adapters if settings.delivers}
            web = listening(settings, routes(program.bot, program.store, adapters, painter, settings))
            async with web, _beside(heap.Trimming()):
                return await serve(adapters, beside)


async def _alone(program: Program, painter: Painter, settings: Settings) -> int:
    """Serve this terminal, and HTTP where it is set; a painter begins when the first page asks for a picture."""
    try:
        async with listening(settings, routes(program.bot, program.store, (), painter, settings)):
            await console(program, settings).run()
    finally:
        await painter.close()
    return 0


async def serve(
    adapters: Sequence[Adapter], beside: Mapping[str, Sequence[Worker]] | None = None, sleep: Sleep = asyncio.sleep
) -> int:
    """Run the adapters side by side until a signal to stop or until none is left; give the exit status.

    What works beside an adapter, by its name, ends before it does.
    """
    tasks = [
        asyncio.create_task(_attended(adapter, (beside or {}).get(adapter.name, ()), sleep), name=adapter.name)
        for adapter in adapters
    ]
    everything = asyncio.gather(*tasks)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, everything.cancel)
    try:
        admitted = await everything
    except asyncio.CancelledError:
        await asyncio.wait(tasks)
        log.info("stopped")
        return 0
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
    return 0 if any(admitted) else 1


async def _attended(adapter: Adapter, beside: Sequence[Worker], sleep: Sleep) -> bool:
    """Supervise an adapter and what works beside it; that ends first, as it needs the adapter to the last."""
    main = asyncio.create_task(supervise(adapter, sleep))
    others = [asyncio.create_task(supervise(each, sleep), name=each.name) for each in beside]
    try:
        await asyncio.wait({main})
        return main.result()
    finally:
        await _ended(*others)
        await _ended(main)


async def _ended(*tasks: asyncio.Task[bool]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


class Worker(Protocol):
    """What runs under a supervisor."""

    @property
    def name(self) -> str:
        """Its name, as it stands in logs."""

    async def run(self) -> None:
        """Work until cancelled; every call starts anew."""


async def supervise(adapter: Worker, sleep: Sleep = asyncio.sleep, clock: Callable[[], float] = time.monotonic) -> bool:
    """Run an adapter and start it again whenever it fails, ever later; what befalls it reaches no other.

    One that had run steadily is started again soon: what is counted is one failure after another.

    Gives True when it ended by itself, False when the platform does not admit it.
    """
    pauses = _Pauses(clock)
    while True:
        pauses.begin()
        try:
            log.info("%s starts", adapter.name)
            await adapter.run()
        except NotAdmitted as error:
            log.error("%s: %s", adapter.name, error)  # noqa: TRY400  # the operator needs the line, not the trace
            return False
        except OSError as error:  # the network is away, which needs no trace
            wait = pauses.after()
            log.warning("%s cannot reach its platform (%s) and starts again in %g s", adapter.name, error, wait)
        except StoreError as error:  # nor does a disk that is full, which the line says
            wait = pauses.after()
            log.warning("%s starts again in %g s: %s", adapter.name, wait, error)
        except Exception:  # the supervisor's net: a platform's failure must not reach another platform
            wait = pauses.after()
            log.exception("%s failed and starts again in %g s", adapter.name, wait)
        else:
            return True
        await sleep(wait)


class _Pauses:
    """The seconds before an adapter is started again: ever more, and few again once it had run steadily."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._begun = 0.0
        self._failures = 0

    def begin(self) -> None:
        self._begun = self._clock()

    def after(self) -> float:
        if self._clock() - self._begun > STEADY:
            self._failures = 0
            return RESTARTS[0]
        self._failures += 1
        return RESTARTS[min(self._failures, len(RESTARTS)) - 1]
