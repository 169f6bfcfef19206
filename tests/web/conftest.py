"""A site over the shipped record, asked over the wire as a reader asks."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from yarl import URL

from bot.drawings import Picture
from bot.http import Server
from bot.pictures import Painter, PictureError
from bot.web.cards import Cards
from bot.web.operators import Operators
from bot.web.readers import Readers
from data.dossier import Dossier
from data.due import make_due
from data.publish import load_shipped
from tests.data.editing.helping import push
from tests.newsroom import AT, SHIPPED, Office, office

FIGURE = "pk-senate-2021-ict-general-votes-the-news/rejected"
EVENING = sorted(SHIPPED.glob("updates/2021-03-03-islamabad*"))
BASE = "https://bell.example"


class Draws(Painter):
    """A painter whose pictures name what was asked for: what is drawn is tested elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Picture] = []
        self.broken = False

    async def png(self, picture: Picture) -> bytes:
        self.asked.append(picture)
        if self.broken:
            raise PictureError("the test says so")
        return b"\x89PNG\r\n\x1a\n" + picture.title.encode()


@dataclass
class Got:
    """An answer: its status, what it said, and its headers."""

    status: int
    text: str
    headers: Mapping[str, str]


@dataclass
class Site:
    """The pages over an office, and a reader who asks for them."""

    office: Office
    painter: Draws
    readers: Readers
    url: str
    session: aiohttp.ClientSession
    operators: Operators = field(repr=False)

    async def get(self, path: str, method: str = "GET", **headers: str) -> Got:
        """Ask for a path as it is written, without following where it leads."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        url = URL(f"{self.url}{path}", encoded=True)
        async with self.session.request(method, url, headers=sent, allow_redirects=False) as response:
            body = await response.read()
            return Got(response.status, body.decode(errors="replace"), response.headers)

    async def issue(self, line: str = "contest islamabad") -> str:
        """Have somebody in a chat ask, and give the code of the card."""
        reply = await self.office.say(line, "telegram:7")
        assert reply.code
        return reply.code

    async def publish(self, dossier: Dossier) -> int:
        """Publish something as an editor does, and give the number of the revision."""
        return await push(self.office.newsroom, dossier, at=AT)


@asynccontextmanager
async def opened(
    shipped: Path, tmp_path: Path, adapters: Iterable[object] = (), base: str = BASE
) -> AsyncIterator[Site]:
    """Serve the pages over a copy of the shipped record with the updates of the evening."""
    async with office(shipped, tmp_path) as found:
        found.newsroom.plan = make_due
        await load_shipped(found.newsroom, EVENING, at=AT)
        painter = Draws()
        readers = Readers(Cards(found.bot, found.newsroom), found.newsroom, painter, base)
        operators = Operators(found.newsroom, tuple(adapters))  # type: ignore[arg-type]  # as the test has them
        routes: list[web.RouteDef] = [*operators.routes(), *readers.routes()]
        async with Server("127.0.0.1", 0, routes) as server, aiohttp.ClientSession() as session:
            yield Site(found, painter, readers, f"http://127.0.0.1:{server.port}", session, operators)


@pytest.fixture
async def site(shipped_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Site]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    async with opened(shipped_file, tmp_path) as found:
        yield found
