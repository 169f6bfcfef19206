"""What readers see over HTTP: cards with their sources and whether they still hold, a feed, an export, a first page."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import quote

from aiohttp import web

from bot import languages
from bot.cooldown import Cooldown
from bot.languages import texts
from bot.messages import Line, Reply
from bot.pictures import Painter, PictureError
from bot.web import feed, page
from bot.web.askers import READER, limited
from bot.web.cards import Cards, Found
from data.desk import Desk, Revision
from data.export import pieces
from data.store import Store

log = logging.getLogger(__name__)

ENTRIES = 30
"""Revisions in the feed, the newest."""

AT_ONCE = 4
"""Pages made at a time: people in chats go first, and there are three readers of the record."""

EXPORTS = 2
"""Exports under way at a time; each is the whole record."""

R = TypeVar("R", bound=web.StreamResponse)

CODE = "{code:[^/.]{1,40}}"

VERDICT = "check"
"""What a picture's address says to ask for the picture of `/check`: the figures as they were and as they are."""


@dataclass(slots=True)
class Readers:
    """Answers readers. `base` is where they reach us (https://bell.example), nothing where that is not known."""

    cards: Cards
    store: Store
    painter: Painter
    base: str = ""
    language: str = languages.DEFAULT
    cooldown: Cooldown = field(default_factory=lambda: Cooldown(READER))
    _feeds: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    _pages: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    _exports: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(EXPORTS))
    _start: str = field(default_factory=lambda: secrets.token_hex(4))

    def routes(self) -> list[web.RouteDef]:
        """Give the routes to serve; each address has its limit."""
        served = {
            "/": self.home,
            "/style.css": self.style,
            "/card": self.asked,
            f"/card/{CODE}": self.card,
            f"/card/{CODE}.png": self.picture,
            "/feed.atom": self.feed,
            "/export.json": self.export,
        }
        return [web.get(path, limited(answer, self.cooldown)) for path, answer in served.items()]

    async def home(self, request: web.Request) -> web.StreamResponse:
        """Say what this is."""
        language = self._language(request)
        return self._html(page.home(texts(language), _others("/?", language)), await self._tag(language))

    async def style(self, _request: web.Request) -> web.StreamResponse:
        """Give the stylesheet."""
        response = web.Response(text=page.STYLE, content_type="text/css", headers={"Cache-Control": "max-age=3600"})
        response.enable_compression()
        return response

    async def asked(self, request: web.Request) -> web.StreamResponse:
        """Lead from the form to the card's page."""
        code = quote(request.query.get("code", "").replace(".", "")[:40].strip() or "-", safe="")
        raise web.HTTPSeeOther(f"/card/{code}?lang={self._language(request)}")

    async def card(self, request: web.Request) -> web.StreamResponse:
        """Show a card as it was issued and whether it still holds; 404 with a page that says so for any other code."""
        language, found = self._language(request), await self.cards.find(request.match_info["code"])
        if not found.issued:
            return self._html(_never(request.match_info["code"], language), "", status=404)
        if found.signs != request.match_info["code"]:
            raise web.HTTPMovedPermanently(f"/card/{found.signs}?lang={language}")
        tag = await self._tag(language, str(len(found.issued)))
        return await self._unless_known(request, tag, lambda: self._page(found, language, tag))

    async def picture(self, request: web.Request) -> web.StreamResponse:
        """Give a card's picture as it was issued, or the one of what became of its figures."""
        language, found = self._language(request), await self.cards.find(request.match_info["code"])
        if not found.issued:
            raise web.HTTPNotFound
        verdict = VERDICT in request.query
        tag = await self._tag(language, f"{len(found.issued)}{VERDICT if verdict else ''}")
        return await self._unless_known(request, tag, lambda: self._drawn(found, language, tag, verdict=verdict))

    async def feed(self, request: web.Request) -> web.StreamResponse:
        """Give the newest revisions as Atom; those that are told to nobody are not in it."""
        language = self._language(request)
        tag = await self._tag(language)
        return await self._unless_known(request, tag, lambda: self._fed(language, tag))

    async def export(self, request: web.Request) -> web.StreamResponse:
        """Write out the whole record, revision by revision."""
        tag = await self._tag("")
        if _known(request, tag):
            return _tagged(web.Response(status=304), tag)
        if request.method == "HEAD":
            return _tagged(web.Response(content_type="application/json", charset="utf-8"), tag)
        if self._exports.locked():
            return web.Response(status=503, headers={"Retry-After": "30"}, text="Others are at it; try again soon.\n")
        async with self._exports:
            response = _tagged(web.StreamResponse(headers={"Content-Type": "application/json; charset=utf-8"}), tag)
            response.enable_compression()
            await response.prepare(request)
            async for piece in pieces(self.store):
                await response.write(piece.encode())
            await response.write_eof()
            return response

    async def _page(self, found: Found, language: str, tag: str) -> web.StreamResponse:
        t = texts(language)
        cards, verdict = await self.cards.shown(found, language), await self.cards.verdict(found, language)
        holds = tuple(dict.fromkeys(_said(verdict)))
        still, where = holds == (t("check-current"),), f"/card/{found.signs}"
        pictured = f"{where}.png?lang={language}" if cards and cards[0].picture is not None else ""
        shown = page.Page(
            title=verdict.title,
            cards=cards,
            verdict=verdict,
            holds=holds,
            still=still,
            address=f"{self.base}{where}" if self.base else "",
            base=self.base,
            picture=pictured,
            preview=pictured if still else f"{where}.png?lang={language}&{VERDICT}=yes",
            others=_others(f"{where}?", language),
        )
        return self._html(await asyncio.to_thread(page.html, shown, t), tag)

    async def _drawn(self, found: Found, language: str, tag: str, *, verdict: bool) -> web.StreamResponse:
        told = (await self.cards.verdict(found, language),) if verdict else await self.cards.shown(found, language)
        if not told or told[0].picture is None:
            raise web.HTTPNotFound
        try:
            body = await self.painter.png(told[0].picture)
        except PictureError:
            log.exception("a page without its picture: %s", told[0].line)
            return web.Response(status=503, headers={"Retry-After": "30"})
        return _tagged(web.Response(body=body, content_type="image/png"), tag)

    async def _fed(self, language: str, tag: str) -> web.StreamResponse:
        kept = self._feeds.get(language)
        if kept is None or kept[0] != tag:
            self._feeds[language] = kept = tag, await self._written(language)
        response = web.Response(body=kept[1], content_type="application/atom+xml", charset="utf-8")
        response.enable_compression()
        return _tagged(response, tag)

    async def _written(self, language: str) -> bytes:
        desk = Desk(self.store)
        revisions, gone = await desk.revisions(), await desk.undone()
        back = {each.undoes: each.at for each in revisions if each.undoes in gone and each.number not in gone}
        told = [each for each in revisions if not each.silent][-ENTRIES:]
        entries = [feed.Entry(each, await self._news(each, language), back.get(each.number)) for each in reversed(told)]
        first = revisions[0] if revisions else None
        return await asyncio.to_thread(feed.feed, entries, first, self.base, texts(language))

    async def _news(self, revision: Revision, language: str) -> Reply:
        return await self.cards.answer(f"news {revision.number}", language)

    async def _unless_known(
        self, request: web.Request, tag: str, answer: Callable[[], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Make an answer in its turn, unless the asker has it already."""
        if _known(request, tag):
            return _tagged(web.Response(status=304), tag)
        async with self._pages:
            return await answer()

    async def _tag(self, language: str, more: str = "") -> str:
        """Give what an answer hangs on: the record, the language, and this program as it was started."""
        return f"{await Desk(self.store).head()}-{language}-{more}-{self._start}"

    def _language(self, request: web.Request) -> str:
        wanted = request.query.get("lang", "")
        return wanted if wanted in languages.choices() else self.language

    def _html(self, text: str, tag: str, status: int = 200) -> web.Response:
        response = web.Response(text=text, content_type="text/html", status=status)
        response.enable_compression()
        return _tagged(response, tag) if tag else response


def _tagged(response: R, tag: str) -> R:
    """Give the response as one to be asked for again each time: a correction is to be seen at once."""
    response.headers["ETag"] = f'W/"{tag}"'
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Vary"] = "Accept-Encoding"
    return response


def _known(request: web.Request, tag: str) -> bool:
    return any(each.value in {tag, "*"} for each in request.if_none_match or ())


def _others(where: str, language: str) -> tuple[tuple[str, str], ...]:
    return tuple((each, f"{where}lang={each}") for each in languages.available() if each != language)


def _never(typed: str, language: str) -> str:
    """Give the page of a code that no card has."""
    t = texts(language)
    said = page.paragraphs(t("check-title", code=typed), t("check-never"), t("check-signs"))
    return page.document(t("check-title", code=typed), said, t)


def _said(verdict: Reply) -> list[str]:
    """Give how the cards of a code stand, in a word or two each."""
    return ["".join(span.text for span in block.text) for block in verdict.blocks if isinstance(block, Line)]
