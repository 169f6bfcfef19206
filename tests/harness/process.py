"""The program as a process of its own: what it is told, where it listens, and waiting for what it does."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import socket
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0
"""Seconds a test waits for what does not come, on a machine with much else to do."""

PORTS = range(20_000, 32_000)
"""Below the ports that systems give to those who connect: after a stop nobody else sits on ours."""

_running: list[asyncio.subprocess.Process] = []


def free_port() -> int:
    """Give a port nobody listens at."""
    for port in random.Random().sample(PORTS, 100):  # noqa: S311  # any will do
        with socket.socket() as tried:
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError(f"no free port between {PORTS.start} and {PORTS.stop}")


def inherited() -> dict[str, str]:
    """Give what of our environment a process needs to run at all."""
    return {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "SYSTEMROOT"}}


def environment(database: Path, **settings: str) -> dict[str, str]:
    """Give an environment with these settings and no others, whatever `.env` the project has."""
    nothing = dict.fromkeys(("TELEGRAM_TOKEN", "DISCORD_TOKEN"), "")
    return inherited() | nothing | {"DATABASE": str(database), "NO_PROXY": "127.0.0.1"} | settings


async def started(
    module: str, *arguments: str, env: dict[str, str], stdin: int, stdout: int
) -> asyncio.subprocess.Process:
    """Start a module of the tree; what it complains of can be read. It ends with the test at the latest."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, *arguments),
        cwd=ROOT,
        env=env,
        stdin=stdin,
        stdout=stdout,
        stderr=asyncio.subprocess.PIPE,
    )
    _running.append(process)
    return process


def end_all() -> None:
    """End what a test that failed has left running."""
    for process in _running:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGKILL)
    _running.clear()


async def program(folder: Path, *arguments: str, **settings: str) -> asyncio.subprocess.Process:
    """Start the program as it is run, with its database in a folder."""
    return await started(
        *("bot", *arguments),
        env=environment(folder / "bell.db", **settings),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )


async def said(folder: Path, *arguments: str, typed: str = "", **settings: str) -> tuple[int | None, str, str]:
    """Run the program to its end; give its status, what it answered and what it complained of."""
    process = await program(folder, *arguments, **settings)
    out, errors = await process.communicate(typed.encode())
    return process.returncode, out.decode(), errors.decode()


async def until(condition: Callable[[], Awaitable[bool]], pause: float = 0.01) -> None:
    """Wait until something is so that lies in another process, looking every `pause` seconds."""
    async with asyncio.timeout(PATIENCE):
        while not await condition():  # noqa: ASYNC110  # no event comes from there
            await asyncio.sleep(pause)


async def heard(process: asyncio.subprocess.Process, *texts: str) -> None:
    """Wait until a process has logged a line with each of these texts, in any order."""
    if process.stderr is None:
        raise RuntimeError("its log goes elsewhere")
    missing = set(texts)
    async with asyncio.timeout(PATIENCE):
        while missing:
            line = (await process.stderr.readline()).decode()
            missing = {text for text in missing if text not in line}
            if not line:
                raise RuntimeError(f"it ended without saying: {', '.join(missing)}")


async def killed(process: asyncio.subprocess.Process) -> str:
    """End a process as a power cut does, and give what it had logged."""
    process.kill()
    _, errors = await process.communicate()
    return errors.decode()
