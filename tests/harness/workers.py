"""Several workers of one bot, each a process as it is run, and what stands before them: a balancer and its Telegram."""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import aiohttp

from bot.push import REQUEST, SIGNATURE, TIMESTAMP, signed
from tests.fakes.telegram import TOKEN, Fake
from tests.fakes.telegram_webhook import bring
from tests.harness.broadcasts import RULES
from tests.harness.process import ROOT, free_port, inherited, until

SECRET, PUSHING = "a-secret-of-the-tests", "a secret of the tests, and of nobody else"
DONE = 200

TAKING = "Telegram brings updates to"
"""What a worker logs when it takes what is brought."""

Role = Literal["all", "answer", "deliver"]
Json = dict[str, Any]


@dataclass
class Worker:
    """A process of the program, which writes its log into a file."""

    name: str
    role: Role
    port: int
    settings: dict[str, str]
    log: Path
    module: str = "bot"
    process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it, or start it again with what it had kept."""
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", self.module, "run"),
                cwd=ROOT,
                env=inherited() | self.settings,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    @property
    def running(self) -> bool:
        """Say whether the process is there."""
        return self.process is not None and self.process.returncode is None

    @property
    def said(self) -> str:
        """Give what it has logged."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    async def kill(self) -> None:
        """End it as a power cut does."""
        assert self.process is not None
        self.process.kill()
        await self.process.wait()

    async def stop(self) -> None:
        """End it in order."""
        if self.running and self.process is not None:
            self.process.terminate()
            await self.process.wait()

    async def parts(self) -> dict[str, str]:
        """Give what it says of its parts, nothing while it does not answer."""
        try:
            async with aiohttp.ClientSession() as session, session.get(f"{self.url}/readyz") as answer:
                said = await answer.json()
        except aiohttp.ClientError:
            return {}
        return dict(said["parts"])

    @property
    def url(self) -> str:
        """Give where it listens."""
        return f"http://127.0.0.1:{self.port}"

    async def until_connected(self) -> None:
        """Wait until it serves Telegram and takes what is brought. Raises AssertionError when it has ended."""

        async def connected() -> bool:
            assert self.running, self.said
            taking = self.role == "deliver" or TAKING in self.said
            return taking and (await self.parts()).get("telegram") == "well"

        await until(connected, pause=0.05)

    async def bring(self, update: Json) -> int:
        """Bring an update as Telegram does; give the status, 0 where nobody answers."""
        try:
            status, _ = await bring(f"{self.url}/hook", json.dumps(update).encode(), SECRET)
        except (aiohttp.ClientError, TimeoutError):
            return 0
        return status

    async def push(self, dossier: Json, *, name: str = "") -> tuple[int, Json]:
        """Push a dossier at it, signed; give the status and what it says."""
        body, stamp = json.dumps(dossier).encode(), str(int(time.time()))
        headers = {TIMESTAMP: stamp, SIGNATURE: signed(PUSHING, stamp, body)} | ({REQUEST: name} if name else {})
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{self.url}/push", data=body, headers=headers) as answer,
        ):
            said: Json = await answer.json()
        return answer.status, said


@dataclass
class Cluster:
    """Workers over one desk, and a balancer that hands each update to the next of those that answer."""

    folder: Path
    desk: str | None
    api: str
    rate: int | None = None
    """Broadcasts a second where it is not Telegram's own."""
    dossiers: str = str(RULES)
    workers: dict[str, Worker] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._turn = itertools.count()
        self._public = f"http://127.0.0.1:{free_port()}/hook"

    async def add(self, name: str, role: Role = "all", **settings: str) -> Worker:
        """Start a worker with a record of its own; over one SQLite file where there is no other desk."""
        port = free_port()
        own = f"{name}.db" if self.desk else "bell.db"
        given = {
            "DATABASE": str(self.folder / own),
            "DESK": self.desk or "",
            "ROLE": role,
            "DOSSIERS": self.dossiers,
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.api,
            "TELEGRAM_WEBHOOK_URL": self._public,
            "TELEGRAM_WEBHOOK_SECRET": SECRET,
            "DISCORD_TOKEN": "",
            "HTTP_LISTEN": f"127.0.0.1:{port}",
            "PUSH_SECRET": PUSHING,
            "NO_PROXY": "127.0.0.1",
        }
        given |= {} if self.rate is None else {"HASTY": str(self.rate)}
        module = "bot" if self.rate is None else "tests.harness.hasty"
        worker = Worker(name, role, port, given | settings, self.folder / f"{name}.log", module)
        self.workers[name] = worker
        await worker.start()
        return worker

    async def until_connected(self) -> None:
        """Wait until every worker that runs serves Telegram."""
        await asyncio.gather(*(each.until_connected() for each in self.workers.values() if each.running))

    def answering(self) -> list[Worker]:
        """Give those that updates are handed to."""
        return [each for each in self.workers.values() if each.role != "deliver" and each.running]

    async def hand_out(self, fake: Fake) -> None:
        """Hand what waits at a Telegram to the workers in turn, as a balancer does.

        What one does not take another may; what none takes stays where it is.
        """
        for update in list(fake._updates):
            if await self._taken(update):
                fake._updates.remove(update)
                fake.confirmed.append(update["update_id"])

    async def _taken(self, update: Json) -> bool:
        workers, first = self.answering(), next(self._turn)
        for offset in range(len(workers)):
            if await workers[(first + offset) % len(workers)].bring(update) == DONE:
                return True
        return False

    def deliverer(self, holder: str) -> Worker:
        """Give the worker that a hold of this machine names, by the number of its process."""
        (found,) = (each for each in self.workers.values() if each.process and f" {each.process.pid} " in holder)
        return found

    async def close(self) -> None:
        """End all that runs."""
        await asyncio.gather(*(each.stop() for each in self.workers.values()))

    def troubles(self) -> str:
        """Give the logs of those in whose there is a trace."""
        logs = {name: each.said for name, each in self.workers.items()}
        return "\n".join(f"{name}:\n{log}" for name, log in logs.items() if "Traceback" in log)


@asynccontextmanager
async def cluster(folder: Path, desk: str | None, api: str, **settings: Any) -> AsyncIterator[Cluster]:
    """Give an empty cluster whose workers end with the block."""
    made = Cluster(folder, desk, api, **settings)
    try:
        yield made
    finally:
        await made.close()
