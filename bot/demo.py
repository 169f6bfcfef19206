"""The record shown: what updates changed, card by card, and pictures written to files."""

from __future__ import annotations

import asyncio
import difflib
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import languages
from bot.adapters.console import Screen, card
from bot.adapters.console.adapter import CHAT, USER
from bot.adapters.console.render import WIDEST
from bot.delivery import DeskMemory, Ledger
from bot.dispatch import Bot
from bot.drawings import Picture
from bot.errors import SetUpError
from bot.pictures import Painter, PictureError, svg
from bot.plaque import plaque
from bot.settings import Settings
from data.desk import Desk
from data.editing import Newsroom
from data.publish import files, load_shipped
from handlers import commands

PICTURES = (".png", ".svg")
"""The files a picture is written as."""


async def write_picture(picture: Picture, file: Path, settings: Settings) -> None:
    """Write a picture, as its file's name says. Raises SetUpError where it cannot be drawn or the file not written."""
    try:
        if file.suffix == ".svg":
            content = (await asyncio.to_thread(svg, picture, settings.theme)).encode()
        else:
            async with Painter(theme=settings.theme) as painter:
                content = await painter.png(picture)
        await asyncio.to_thread(file.write_bytes, content)
    except (PictureError, ValueError, OSError) as error:
        raise SetUpError(f"the picture {file} cannot be written: {error}") from error


async def replay(dossiers: Sequence[Path], updates: Path, questions: Sequence[str]) -> AsyncIterator[str]:
    """Load dossiers into a store that is thrown away, then each update in its order; tell what every one changed.

    What is told is each card the update changed, line by line, as a terminal shows it. Raises DataError for a dossier.
    """
    with TemporaryDirectory() as folder:
        async with Newsroom(Path(folder) / "replay.db") as store:
            await load_shipped(store, dossiers, at=datetime.now(UTC))
            desk = Desk(store)
            bot = Bot(commands, store, DeskMemory(desk, Ledger(desk)))
            cards = await _asked(bot, questions)
            for path in files([updates]):
                (published,) = await load_shipped(store, [path], at=datetime.now(UTC))
                before, cards = cards, await _asked(bot, questions)
                revision = (await desk.revisions())[-1]
                yield f"Revision {published.number}: {revision.title}"
                for warning in published.warnings:
                    yield f"  ! {warning.message}"
                for line in questions:
                    for change in _changes(before[line], cards[line]):
                        yield f"  {line}  {change}"


GALLERY = {
    "senate": "/senate as_of:2021-03-04",
    "assembly": "/assembly",
    "contest": "/contest islamabad",
    "confidence-before": "/confidence as_of:2021-03-05",
    "confidence-after": "/confidence confidence",
    "quotation": "/quote even if i leave",
    "timeline": "/timeline imran khan picture:yes",
}
"""The cards shown in `docs/gallery.md`, by the names of their files."""

ENTERED = datetime(2026, 11, 25, tzinfo=UTC)
"""When the gallery's record was entered, as one picture says: always the same, so that all are drawn alike again."""


async def gallery(dossiers: Sequence[Path]) -> AsyncIterator[tuple[str, str, Picture]]:
    """Give a picture of every kind, in every language: name, language, picture. Raises DataError for a dossier."""
    with TemporaryDirectory() as folder:
        async with Newsroom(Path(folder) / "gallery.db") as store:
            desk = Desk(store)
            memory = DeskMemory(desk, Ledger(desk), now=lambda: ENTERED)
            bot = Bot(commands, store, memory, now=lambda: ENTERED)
            await load_shipped(store, dossiers[:1], at=ENTERED)
            old = await bot.answer_line(GALLERY["contest"], USER, CHAT, "console")
            await load_shipped(store, dossiers[1:], at=ENTERED)
            for language in languages.available():
                for name, line in {**GALLERY, "change": f"/check {old.code}"}.items():
                    reply = await bot.answer_line(line, USER, CHAT, "console", language)
                    if reply.picture is not None:
                        yield name, language, reply.picture
                lost = await bot.answer_line(GALLERY["senate"], USER, CHAT, "console", language)
                yield "plaque", language, plaque(lost, language)
            await memory.close()


async def _asked(bot: Bot[Newsroom], questions: Sequence[str]) -> dict[str, str]:
    found = {}
    for line in questions:
        reply = await bot.answer_line(line, USER, CHAT, "console")
        found[line] = card(replace(reply, picture=None, buttons=()), Screen(WIDEST))
    return found


def _changes(before: str, after: str) -> list[str]:
    """Give the lines that went and came; how they were aligned does not count."""
    old, new = ([" ".join(line.split()) for line in text.split("\n")] for text in (before, after))
    changed = difflib.ndiff(old, new)
    return [line for line in changed if line[:2] in {"- ", "+ "} and line[2:].strip()]
