"""Pushes over HTTP: events that all who follow everything hear of, and corrections of figures that cards show."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import aiohttp

from bench.soak.people import CONTEST, EVERYTHING, OK, Follower
from bot.push import REQUEST, SIGNATURE, TIMESTAMP, signed

SECRET = "a secret of the soak, and of nobody else"  # noqa: S105  # it signs what the soak pushes to itself
TABLE = "pk-senate-2021-ict-general-votes-dawn"
FIGURES = {
    "rejected": ("Rejected", 7),
    "not-cast": ("Not cast", 1),
    "abdul-hafeez-shaikh": ("Abdul Hafeez Shaikh", 164),
}
"""What is corrected by turns: how a card calls it, and what it is at first."""

AGAIN = 0.5
"""Seconds before a push that was not taken is sent again."""


@dataclass
class Newsroom:
    """Whoever pushes; `concerned` says of each push who hears of it, `figures` what is right by now."""

    url: str
    pushed: int = 0
    concerned: dict[int, tuple[str, ...]] = field(default_factory=dict)
    figures: dict[str, int] = field(default_factory=lambda: {name: first for name, (_, first) in FIGURES.items()})
    corrections: int = 0
    faults: list[str] = field(default_factory=list)
    tries: int = 0
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    async def event(self) -> None:
        """Push something that happened."""
        number = self._number(EVERYTHING)
        event = {"names": {"en": f"Soak event {number}"}, "date": "2021-03-03", "status": "happened"}
        event |= {"source": "dawn-1609919", "about": ["pk-na"]}
        await self._push(number, {"events": {f"soak-{number}": event}})

    async def correction(self) -> None:
        """Push that one of the figures was wrong."""
        number, name = self._number(EVERYTHING, CONTEST), list(FIGURES)[self.corrections % len(FIGURES)]
        self.corrections += 1
        self.figures[name] += 1
        said = {"of": f"{TABLE}/{name}", "value": self.figures[name], "reason": f"Soak correction {number}"}
        await self._push(number, {"corrections": {f"soak-{number}": said | {"mistake": "source"}}})

    def due(self, follower: Follower) -> set[int]:
        """Give the pushes somebody has to hear of."""
        return {number for number, whom in self.concerned.items() if follower.what in whom}

    def _number(self, *concerned: str) -> int:
        self.pushed += 1
        self.concerned[self.pushed] = concerned
        return self.pushed

    async def _push(self, number: int, content: dict[str, Any]) -> None:
        """Push a dossier until it is taken; by its name it is published once, however often it is sent."""
        about = {"dossier": f"soak-{number}", "title": f"Soak {number}", "why": "A soak", "timezone": "UTC"}
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(30)) as session:
            while True:
                self.tries += 1
                body = json.dumps(about | content | {"title": f"Soak {number}"}).encode() + b" " * (self.tries % 1000)
                stamp = str(int(time.time()))
                headers = {TIMESTAMP: stamp, SIGNATURE: signed(SECRET, stamp, body), REQUEST: f"soak-{number}"}
                try:
                    async with session.post(self.url, data=BytesIO(body), headers=headers) as answer:
                        said = await answer.text()
                except (aiohttp.ClientError, TimeoutError):
                    await asyncio.sleep(AGAIN)
                    continue
                if answer.status != OK:
                    self.faults.append(f"push {number}: {answer.status} {said}")
                return
