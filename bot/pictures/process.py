"""One worker process as seen from the event loop."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from bot.pictures import wire

ROOT = Path(__file__).parents[2]
KEPT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "TEMP")
"""What the worker gets of our environment: it reads what strangers wrote, so no token is within its reach."""
START_LIMIT = 30.0
"""Seconds a new process may take until it can draw."""


class WorkerDied(Exception):
    """The process ended before it answered."""


class WorkerProcess:
    """A running worker. Used by one caller at a time; after any failure in `ask` it is dead."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None  # noqa: S101  # both are pipes, see `spawn`
        assert process.stdout is not None  # noqa: S101  # the same
        self._process, self._requests, self._answers = process, process.stdin, process.stdout

    @classmethod
    async def spawn(cls) -> WorkerProcess:
        """Give a worker that is ready. Raises WorkerDied, OSError where none can start, and TimeoutError."""
        environment = {name: os.environ[name] for name in KEPT if name in os.environ}
        environment["PYTHONSAFEPATH"] = "1"  # a package named like ours in the working directory is not ours
        environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), *filter(None, sys.path)])
        worker = cls(
            await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "bot.pictures.worker"),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                env=environment,
                start_new_session=True,  # Ctrl-C in our terminal is for us alone
            )
        )
        async with worker._or_dead(START_LIMIT):
            await worker._answer()
        return worker

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process is not known to have ended."""
        return self._process.returncode is None

    async def ask(self, request: bytes, limit: float) -> tuple[bytes, bytes]:
        """Give kind and body of the answer. Raises WorkerDied, and TimeoutError after `limit` seconds."""
        async with self._or_dead(limit):
            self._requests.write(wire.frame(wire.ASK, request))
            await self._requests.drain()
            return await self._answer()

    def kill(self) -> None:
        """End the process at once; it holds nothing that could be lost."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    async def stop(self) -> None:
        """End the process and wait until it is gone and its pipes are closed."""
        self.kill()
        await self._process.communicate()

    async def _answer(self) -> tuple[bytes, bytes]:
        kind, length = wire.HEAD.unpack(await self._answers.readexactly(wire.HEAD.size))
        return kind, await self._answers.readexactly(length)

    @contextlib.asynccontextmanager
    async def _or_dead(self, limit: float) -> AsyncIterator[None]:
        """Within `limit` seconds finish what is inside, or leave no process whose late answer could be misread."""
        finished = False
        try:
            async with asyncio.timeout(limit):
                yield
            finished = True
        except (EOFError, ConnectionError) as error:
            raise WorkerDied("the picture worker ended") from error
        finally:
            if not finished:
                await self.stop()
