"""What a chat follows, how loud, and why something came."""

from __future__ import annotations

import enum
from typing import Annotated

from sqlite_utils import Database

from bot.codes import read_code
from bot.commands import Help, OnMessage
from bot.errors import UserError
from bot.grammar import line
from bot.languages import Texts, texts
from bot.messages import Block, Button, Choice, Line, Note, Reply, Request, Row, spans
from data.desk import ALL, Delivery, Desk, Settings, Watch
from data.desk.values import Loud
from data.hours import within
from data.record import names
from data.store import Store
from handlers.cards import clock
from handlers.finding import OFFERED, fitting
from handlers.registry import commands

KINDS = ("chamber", "contest", "motion", "party", "person")
"""What can be followed, besides everything."""

WATCHES = 50
"""How much one chat can follow: nobody reads along with more, and no chat fills the desk."""

EVERYTHING = ("all", "everything")
"""The words for everything; the first is the one that lines are written with."""


class Loudness(enum.Enum):
    """How much of a subject a chat hears of."""

    EVERYTHING = "everything"
    FIGURES = "figures"
    OUTCOMES = "outcomes"


LOUDNESS: dict[Loud, Loudness] = {
    "everything": Loudness.EVERYTHING,
    "figures": Loudness.FIGURES,
    "outcomes": Loudness.OUTCOMES,
}
TOLD = {"everything": "watch-everything", "figures": "watch-figures", "outcomes": "watch-outcomes"}


async def followable(store: Store, typed: str, language: str) -> list[Choice]:
    """Give what can be followed that fits what is typed."""
    t = texts(language)
    found = await store.read(names.find, typed, KINDS)
    all_ = [Choice(EVERYTHING[0], t("watch-all"))] if EVERYTHING[0].startswith(typed.strip().lower()) else []
    return [*all_, *(Choice(each.id, each.names.of(language), each.kind) for each in found)]


@commands.add("/watch senate", "/watch all loud:outcomes", manages=True)
async def watch(
    request: Request,
    store: Store,
    *,
    subject: Annotated[
        str, Help("A chamber, contest, motion, party or person, or all", complete=followable, rest=True)
    ],
    loud: Annotated[Loudness, Help("How much to hear", named=True)] = Loudness.FIGURES,
) -> Reply:
    """Follow a subject: this chat hears of what changes."""
    t, desk, chat = texts(request.language), Desk(store), request.chat.key
    followed = await _meant(store, subject, loud, t)
    await desk.join(chat, request.at)
    if not await desk.watch(Watch(chat, followed, loud.value, request.at), WATCHES):
        raise UserError("watch-full", limit=WATCHES, buttons=(Button(t("watch-list"), line="watching"),))
    name = await store.read(_name, followed, t)
    others = [each for each in Loudness if each is not loud]
    return Reply(
        title=t("watch-title", name=name),
        blocks=(Line(spans(t(TOLD[loud.value]))), *_when(await desk.settings(chat), t)),
        buttons=(
            tuple(Button(t(f"loud-{each.value}"), line=_follow(followed, each)) for each in others),
            (_stop(followed, t("watch-stop")), Button(t("watch-list"), line="watching")),
        ),
    )


async def watched(store: Store, typed: str, language: str) -> list[Choice]:
    """Give what can be given up; which chat is asked is not known here, so it is all that can be followed."""
    return await followable(store, typed, language)


@commands.add("/unwatch", "/unwatch senate", manages=True)
async def unwatch(
    request: Request,
    store: Store,
    *,
    subject: Annotated[str | None, Help("What to follow no longer", complete=watched, rest=True)] = None,
) -> Reply:
    """Follow something no longer."""
    t, desk, chat = texts(request.language), Desk(store), request.chat.key
    held = await desk.watches(chat)
    if subject is None:
        return await _list(request, store, t("unwatch-title"))
    fit = await store.read(_fitting, subject)
    found = [each for each in held if each.subject in fit]
    if not found:
        return await _list(request, store, t("unwatch-none", typed=subject))
    if len(found) > 1:
        offered = [(each.subject, await store.read(_name, each.subject, t)) for each in found[:OFFERED]]
        raise UserError("unwatch-which", typed=subject, buttons=tuple(_stop(id_, name) for id_, name in offered))
    await desk.unwatch(chat, found[0].subject)
    name = await store.read(_name, found[0].subject, t)
    again = Button(t("unwatch-again"), line=_follow(found[0].subject, LOUDNESS[found[0].loud]))
    return Reply(title=t("unwatch-done", name=name), buttons=((again, Button(t("watch-list"), line="watching")),))


@commands.add("/watching")
async def watching(request: Request, store: Store) -> Reply:
    """What this chat follows, how loud, and when it is told."""
    return await _list(request, store, texts(request.language)("watching-title"))


@commands.add("/why", "/why 2", "/why K7Q2F9", on_message=OnMessage("Why did this come?"))
async def why(
    request: Request,
    store: Store,
    *,
    notice: Annotated[str | None, Help("The code at the end of it, or its revision's number", rest=True)] = None,
) -> Reply:
    """Why something came here: which of this chat's watches brought it."""
    t = texts(request.language)
    found = await _brought(request, Desk(store), notice)
    listed = (Button(t("watch-list"), line="watching"),)
    if not found:
        return Reply(title=t("why-nothing"), buttons=(listed,))
    subjects = dict(pair for each in found for pair in each.because)
    named = [(id_, loud, await store.read(_name, id_, t)) for id_, loud in subjects.items()]
    rows = tuple(Row(name, t(f"loud-{loud}")) for _, loud, name in named)
    said = t("why-watch") if rows else t("why-shown")
    stops = tuple((_stop(id_, t("watch-stop-name", name=name)),) for id_, _, name in named[:OFFERED])
    numbers = sorted({each.revision for each in found})
    return Reply(
        title=t("why-title", revisions=t.list([str(each) for each in numbers])),
        blocks=(Line(spans(said)), *rows),
        buttons=(*stops, listed),
    )


async def _brought(request: Request, desk: Desk, notice: str | None) -> list[Delivery]:
    """Give what is asked about: what a number or a code names, the message answered, or the last that came."""
    chat = request.chat.key
    if notice is not None:
        numbers = await _revisions(desk, notice)
        return [each for number in numbers for each in await desk.told(chat, revision=number) if each.kind != "edit"]
    if request.answering:
        return list(await desk.told(chat, message=request.answering))
    last = [each for each in await desk.told(chat) if each.kind != "edit"][:1]
    if last and last[0].message:
        return list(await desk.told(chat, message=last[0].message))
    return last


async def _revisions(desk: Desk, notice: str) -> list[int]:
    """Give the revisions that a number or the code of a notice stands for."""
    if notice.isascii() and notice.isdecimal():
        return [int(notice[:18])]
    cards = await desk.issued(read_code(notice) or "")
    words = [each.line.split() for each in cards]
    return [int(each) for line in words if line[0] == "news" for each in line[1:] if each.isdecimal()]


async def _meant(store: Store, typed: str, loud: Loudness, t: Texts) -> str:
    """Give the id of the one subject meant, ALL for everything. Raises UserError that offers those it could be."""
    if typed.strip().lower() in EVERYTHING:
        return ALL
    found = await store.read(fitting, typed, KINDS, clock())
    if len(found) == 1:
        return found[0].id
    buttons = tuple(Button(each.of(t.language), line=_follow(each.id, loud)) for each in found[:OFFERED])
    raise UserError("watch-which" if found else "watch-none", typed=typed, count=len(found), buttons=buttons)


async def _list(request: Request, store: Store, title: str) -> Reply:
    t, desk = texts(request.language), Desk(store)
    held = [(each, await store.read(_name, each.subject, t)) for each in await desk.watches(request.chat.key)]
    if not held:
        said = t("watching-nothing" if request.chat.lasting else "watching-nowhere")
        return Reply(title=title, blocks=(Line(spans(said)),))
    rows = tuple(Row(name, t(f"loud-{each.loud}")) for each, name in held)
    stops = tuple((_stop(each.subject, t("watch-stop-name", name=name)),) for each, name in held[:OFFERED])
    settings = (Button(t("watching-settings"), line="settings"),)
    return Reply(
        title=title, blocks=(*rows, *_when(await desk.settings(request.chat.key), t)), buttons=(*stops, settings)
    )


def _when(settings: Settings, t: Texts) -> tuple[Block, ...]:
    """Give when and how a chat is told, as far as that is not at once and with a sound."""
    told = []
    if settings.digest is not None:
        late = settings.quiet is not None and within(settings.quiet, settings.digest)
        comes = settings.quiet[1] if settings.quiet is not None and late else settings.digest
        told.append(t("watch-digest", time=t.clock(comes), zone=settings.timezone or "UTC"))
    if settings.quiet is not None:
        begin, end = (t.clock(each) for each in settings.quiet)
        told.append(t("watch-quiet", begin=begin, end=end, zone=settings.timezone or "UTC"))
    if settings.silent:
        told.append(t("watch-silent"))
    return tuple(Note(spans(each)) for each in told)


def _name(db: Database, subject: str, t: Texts) -> str:
    return t("watch-all") if subject == ALL else names.of(db, subject).of(t.language)


def _fitting(db: Database, typed: str) -> tuple[str, ...]:
    """Give the subjects that words mean, ALL among them where they mean everything."""
    if typed.strip().lower() in EVERYTHING:
        return (ALL,)
    return tuple(each.id for each in fitting(db, typed, KINDS, clock()))


def _follow(subject: str, loud: Loudness) -> str:
    return line(commands["watch"], {"subject": subject or EVERYTHING[0], "loud": loud})


def _stop(subject: str, label: str) -> Button:
    return Button(label, line=line(commands["unwatch"], {"subject": subject or EVERYTHING[0]}))
