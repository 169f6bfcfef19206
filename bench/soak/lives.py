"""The program as a process that is started, watched and killed; and what its log says."""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "data/dossiers/pakistan-2021"
COUNT = SHIPPED / "updates/2021-03-03-islamabad-full-count.yaml"
PAGE = os.sysconf("SC_PAGE_SIZE")

VARYING = (
    (re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”"), "'…'"),
    (re.compile(r"\b[0-9a-f]{6,}\b"), "…"),
    (re.compile(r"-?\d+(?:[.,:]\d+)*"), "N"),
)
"""What differs between two lines of one kind."""


@dataclass
class Life:
    """One life of the program: megabytes of memory by seconds of age, of itself and of what it started."""

    process: asyncio.subprocess.Process
    begun: float
    own: list[tuple[float, float]] = field(default_factory=list)
    others: list[tuple[float, float]] = field(default_factory=list)

    def sample(self) -> None:
        """Note the memory as it is now."""
        age, pid = time.monotonic() - self.begun, self.process.pid
        try:
            self.own.append((age, memory(pid)))
            if others := children(pid):  # there are none before the first picture, nor at the end
                self.others.append((age, sum(memory(each) for each in others)))
        except (FileNotFoundError, ProcessLookupError):  # it was killed in between
            return


@dataclass
class Log:
    """What a program logged at WARNING and above: kinds of lines with how often, and an example of each."""

    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: dict[tuple[str, str], str] = field(default_factory=dict)
    traces: list[str] = field(default_factory=list)
    stray: list[str] = field(default_factory=list)

    def line(self, text: str) -> None:
        """Take a line of the log."""
        try:
            told = json.loads(text)
        except ValueError:
            self.stray.append(text)
            return
        if told["level"] not in ("warning", "error", "critical"):
            return
        key = told["level"], f"{told['logger']}: {kind(told['event'])}"
        self.kinds[key] += 1
        self.examples.setdefault(key, text)
        if "trace" in told:
            self.traces.append(text)


def kind(event: str) -> str:
    """Give what lines that say the same of something else have in common."""
    for pattern, stands in VARYING:
        event = pattern.sub(stands, event)
    return event


def memory(pid: int) -> float:
    """Give the megabytes of memory a process takes."""
    return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * PAGE / 1e6


def children(pid: int) -> list[int]:
    """Give the processes that a process started."""
    found = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(each) for path in found for each in path.read_text(encoding="ascii").split()]


def free_port() -> int:
    """Give a port nobody listens at."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


class Program:
    """The program over one database: `begin` a life, `kill` it, `stop` it in order."""

    def __init__(self, database: Path, **settings: str) -> None:
        self.database = database
        self.lives: list[Life] = []
        self.log = Log()
        self._settings = {"DATABASE": str(database), "DOSSIERS": f"{SHIPPED},{COUNT}", "LOG_FORMAT": "json", **settings}
        self._reading: asyncio.Task[None] | None = None

    @property
    def life(self) -> Life:
        """The life it lives."""
        return self.lives[-1]

    async def begin(self) -> None:
        """Start it."""
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME"}}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            cwd=ROOT,
            env=kept | {"NO_PROXY": "127.0.0.1"} | self._settings,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        self.lives.append(Life(process, time.monotonic()))
        self._reading = asyncio.create_task(self._read(process), name="the log")

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stderr is not None
        async for line in process.stderr:
            self.log.line(line.decode(errors="replace").rstrip())

    async def kill(self) -> None:
        """End it as a power cut does."""
        self.life.process.kill()
        await self._ended()

    async def stop(self) -> int:
        """End it in order, and give its exit status."""
        self.life.process.terminate()
        return await self._ended()

    async def _ended(self) -> int:
        status = await self.life.process.wait()
        if self._reading is not None:
            await self._reading
        return status
