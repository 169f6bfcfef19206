"""What the bot counts about itself, for Prometheus: numbers and names of commands, never who or what was asked.

The values of labels are few and known beforehand: a declared command, a platform, an outcome, a lane.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics, generate_latest

from bot.errors import TryLater, UserError

disable_created_metrics()  # type: ignore[no-untyped-call]  # the library leaves it so
REGISTRY = CollectorRegistry(auto_describe=True)
"""Ours alone: what Python tells of itself is not asked for."""

QUICK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 3.0)
"""Seconds at which an answer is counted: the last two are Discord's patience and its limit."""

SLOW = (0.01, 0.1, 0.5, 1.0, 3.0, 10.0, 60.0)
"""Seconds at which a wait for a platform's limits is counted: a minute is Telegram's window for groups."""

LATE = (0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5)
"""Seconds at which the loop's lag is counted: nothing may hold it up for more than 0.02."""

COMMANDS = Counter(
    "bell_commands", "Answers by command, platform and outcome", ("command", "platform", "outcome"), registry=REGISTRY
)
SECONDS = Histogram(
    "bell_command_seconds", "Time to an answer", ("command", "platform"), buckets=QUICK, registry=REGISTRY
)
HUSHED = Counter(
    "bell_hushed", "Questions of who asks too much, met with one line or with silence", ("platform",), registry=REGISTRY
)
KEPT = Counter("bell_kept_answers", "Answers found in the cache, or not", ("found",), registry=REGISTRY)
DELIVERIES = Counter("bell_deliveries", "What became of what was due", ("platform", "outcome"), registry=REGISTRY)
DUE = Gauge("bell_due", "Deliveries that wait", ("platform",), registry=REGISTRY)
OLDEST = Gauge("bell_oldest_due_seconds", "How long the oldest delivery is overdue", ("platform",), registry=REGISTRY)
WAITED = Histogram(
    "bell_limiter_seconds",
    "Time a request waited for the platform's limits",
    ("platform", "lane"),
    buckets=SLOW,
    registry=REGISTRY,
)
TOO_MANY = Counter("bell_too_many_requests", "Requests a platform put off (429)", ("platform",), registry=REGISTRY)
LAG = Histogram("bell_loop_lag_seconds", "How late the event loop was", buckets=LATE, registry=REGISTRY)
REVISION = Gauge("bell_revision", "The newest revision of the record", registry=REGISTRY)

UNREAD = "(unread)"
"""Stands for the command of a line that could not be read; no command is called so."""

TICK = 0.25
"""Seconds between two looks at the loop."""


def exposition() -> bytes:
    """Give all of it in Prometheus' text format."""
    return generate_latest(REGISTRY)


@contextmanager
def answering(
    command: str, platform: str, later: tuple[type[Exception], ...] = (), clock: Callable[[], float] = time.perf_counter
) -> Iterator[None]:
    """Count an answer, how it ended and how long it took. `later` are errors after which asking again may help."""
    patient: tuple[type[Exception], ...] = (TryLater, *later)
    begun, outcome = clock(), "failed"
    try:
        yield
        outcome = "answered"
    except UserError:
        outcome = "refused"
        raise
    except patient:
        outcome = "later"
        raise
    except asyncio.CancelledError:
        outcome = "cancelled"
        raise
    finally:
        COMMANDS.labels(command, platform, outcome).inc()
        SECONDS.labels(command, platform).observe(clock() - begun)


@contextmanager
def reading(platform: str) -> Iterator[None]:
    """Count a line that cannot be read."""
    try:
        yield
    except UserError:
        COMMANDS.labels(UNREAD, platform, "refused").inc()
        raise


async def watch_loop(
    clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> None:
    """Note again and again how late the loop is, until cancelled."""
    while True:
        due = clock() + TICK
        await sleep(TICK)
        LAG.observe(max(clock() - due, 0.0))
