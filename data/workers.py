"""Threads that hold one connection each and do queued work on it, so that the event loop never waits for the disk."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Generic, Protocol, TypeVar


class Closing(Protocol):
    """A connection, as far as the thread that holds it has to know it."""

    def close(self) -> None:
        """Close it."""


T = TypeVar("T")
C = TypeVar("C", bound=Closing)


class Link(Generic[C]):
    """A thread's own connection, made when it is first needed, so that failing to connect is the asker's to hear."""

    def __init__(self, connect: Callable[[], C], usable: Callable[[C], bool]) -> None:
        self._connect = connect
        self._usable = usable
        self._db: C | None = None

    def db(self) -> C:
        """Give the connection, a new one for one that broke; raises what connecting raises, and then tries anew."""
        if self._db is not None and not self._usable(self._db):
            broken, self._db = self._db, None
            broken.close()
        if self._db is None:
            self._db = self._connect()
        return self._db

    def close(self) -> None:
        """Close the connection, if one was made."""
        if self._db is not None:
            self._db.close()


class Job(Generic[C, T]):
    """One piece of work and the future its caller waits on."""

    def __init__(self, work: Callable[[C], T]) -> None:
        self._work = work
        self._loop = asyncio.get_running_loop()
        self.future: asyncio.Future[T] = self._loop.create_future()

    def run(self, link: Link[C]) -> None:
        """Do the work, unless its caller gave up while it was queued; whatever it raises goes to the caller."""
        if not self.future.cancelled():
            with _Handed(self):
                self.answer(self._work(link.db()), None)

    def answer(self, result: T | None, error: BaseException | None) -> None:
        """Settle the future from this thread."""
        # The loop is closed when the program ended without waiting: nobody is left to be told.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(_settle, self.future, result, error)


class _Handed:
    """Hands what is raised to the one who waits for the job: the thread outlives its jobs and swallows nothing."""

    def __init__(self, job: Job[Any, Any]) -> None:
        self._job = job

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if error is not None:
            self._job.answer(None, error)
        return error is not None


def _settle(future: asyncio.Future[Any], result: object, error: BaseException | None) -> None:
    if future.cancelled():
        return
    if isinstance(error, StopIteration):
        # A future refuses this one, and its caller would wait for ever.
        future.set_exception(RuntimeError("the work ran out of what it iterated over"))
    elif error is not None:
        future.set_exception(error)
    else:
        future.set_result(result)


def _always(_: object) -> bool:
    return True


class Pool(Generic[C]):
    """Some threads that take jobs from one queue, in order, each with a connection of its own."""

    def __init__(
        self, name: str, connect: Callable[[], C], threads: int, usable: Callable[[C], bool] = _always
    ) -> None:
        self._jobs: SimpleQueue[Job[C, Any] | None] = SimpleQueue()
        self._threads = [
            threading.Thread(target=self._run, args=(Link(connect, usable),), name=f"{name}-{number}", daemon=True)
            for number in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def call(self, work: Callable[[C], T]) -> asyncio.Future[T]:
        """Queue the work; the future gives what it returns or raises. Cancelled while queued, it is not done at all."""
        job: Job[C, T] = Job(work)
        self._jobs.put(job)
        return job.future

    async def close(self) -> None:
        """Let what is queued finish, then end the threads and close their connections."""
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            await asyncio.to_thread(thread.join)

    def _run(self, link: Link[C]) -> None:
        while (job := self._jobs.get()) is not None:
            job.run(link)
        link.close()
