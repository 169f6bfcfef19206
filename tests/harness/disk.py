"""A disk without room for a program that is really running: a small file system of its own, or a limit on its files."""

from __future__ import annotations

import asyncio
import os
import resource
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path
from typing import Protocol

SIZE = 24
"""Megabytes of the small file system."""

BLOCK = 1 << 16


class Disk(Protocol):
    """Where the database of a program lies."""

    def fill(self, process: int) -> None:
        """Leave no room for a process."""

    def empty(self, process: int) -> None:
        """Make room again."""


class Small:
    """A file system of its own, which others' files fill up."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def fill(self, process: int) -> None:
        """Leave no room; what the log of the database has room for in itself is cut off, too."""
        del process
        for _ in range(2):
            for database in self.folder.glob("*.db"):
                with closing(sqlite3.connect(database)) as connection, suppress(sqlite3.OperationalError):
                    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._fill()

    def empty(self, process: int) -> None:
        """Make room again."""
        del process
        self._filler.unlink()

    def _fill(self) -> None:
        size = BLOCK
        with self._filler.open("ab", buffering=0) as file:
            while size:
                try:
                    file.write(bytes(size))
                except OSError:
                    size //= 2


class Limited:
    """A limit on how long the files of a process may get, which its next write to the database exceeds."""

    def fill(self, process: int) -> None:
        """Let no file grow beyond its first byte."""
        self._limit(process, 1)

    def empty(self, process: int) -> None:
        """Let files grow again."""
        self._limit(process, resource.RLIM_INFINITY)

    @staticmethod
    def _limit(process: int, most: int) -> None:
        _, hard = resource.prlimit(process, resource.RLIMIT_FSIZE)
        resource.prlimit(process, resource.RLIMIT_FSIZE, (most if hard == resource.RLIM_INFINITY else hard, hard))


@asynccontextmanager
async def small(folder: Path) -> AsyncIterator[Small | None]:
    """Give a small file system on a folder; nothing where this machine lets nobody mount one."""
    if not await _ran("mount", "-t", "tmpfs", "-o", f"size={SIZE}m", "tmpfs", str(folder)):
        yield None
        return
    try:
        yield Small(folder)
    finally:
        await _ran("umount", "--lazy", str(folder))


async def _ran(*command: str) -> bool:
    try:
        process = await asyncio.create_subprocess_exec(
            *command, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
        )
    except OSError:
        return False
    return await process.wait() == 0


def limits() -> bool:
    """Say whether a limit of another process's can be set here."""
    return hasattr(resource, "prlimit") and os.name == "posix"
