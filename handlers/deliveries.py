"""How far what went out unasked has come: progress, outcomes, and the chats it did not reach."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Annotated

from bot.commands import Help
from bot.languages import Texts, texts
from bot.messages import Block, Button, Line, Live, Note, Reply, Request, Row, spans
from data.desk import Count, Delivery, Desk
from data.desk.rates import seconds_left
from data.store import Store
from data.waiting import Stranded, stranded
from handlers.registry import commands

WAITING = ("due", "leased")
KINDS = ("notice", "digest", "edit", "reply", "send")
STATES = ("sent", "due", "leased", "gone", "refused", "failed", "merged", "cancelled", "lapsed")
PLATFORMS = {"telegram": "deliveries-telegram", "discord": "deliveries-discord"}

NAMED = 5
"""Chats named for each reason; they are named only where nobody else reads along."""

LOOKED_AT = 1000
"""Deliveries in trouble that are looked at."""

WATCHED = 2 * 24 * 3600.0
"""Seconds for which progress is kept up to date at most."""


@commands.add("/deliveries", role="editor", private=True)
async def deliveries(
    request: Request,
    store: Store,
    *,
    revision: Annotated[int | None, Help("Which revision; the newest that was sent otherwise", minimum=1)] = None,
) -> Reply:
    """How far news and corrections have come, and whom they did not reach."""
    t, desk = texts(request.language), Desk(store)
    number = revision or next(iter(await desk.delivered(1)), 0)
    title = t("deliveries-title", revision=number) if number else t("deliveries-nothing-yet")
    counts = await desk.counts(number)
    alone = [_alone(each, t) for each in await store.desk.read(stranded, request.at)]
    if not counts:
        said = t("deliveries-none", revision=number) if number else t("deliveries-never")
        return Reply(title=title, blocks=(Line(spans(said)), *alone))
    trouble = _trouble(await desk.troubled(number, LOOKED_AT), t, named=request.chat.private)
    told = await followed(store, number, Reply(title=title, buttons=_ways(number, t)), request.at, t)
    return replace(told, blocks=(*told.blocks, *trouble, *alone))


async def followed(store: Store, revision: int, reply: Reply, at: datetime, t: Texts) -> Reply:
    """Give what is said of a published revision with how far it has come; its message shows progress until the end.

    A revision that is due nowhere is told as it was.
    """
    desk = Desk(store)
    counts = await desk.counts(revision)
    if not counts:
        return reply
    alone = {each.platform for each in await store.desk.read(stranded, at)}
    waiting = {platform: await desk.waiting(platform) for platform in sorted({each.platform for each in counts})}
    left = {name: None if name in alone else number for name, number in waiting.items()}
    rows = [*(_platform(name, counts, left[name], t) for name in left), *_outcomes(counts, t)]
    under_way = any(each.state in WAITING for each in counts)
    live = Live(WATCHED, ticking=True) if under_way else None
    return replace(reply, blocks=(*reply.blocks, *rows), live=live, line=f"deliveries {revision}")


def _ways(revision: int, t: Texts) -> tuple[tuple[Button, ...], ...]:
    """Give the button that takes a revision back, where there is such a command."""
    if "undo" not in commands:
        return ()
    return ((Button(t("deliveries-undo", revision=revision), line=f"undo {revision}", style="danger"),),)


def _alone(each: Stranded, t: Texts) -> Note:
    """Give what waits on a platform where nobody delivers, since when, and what to do."""
    return Note(
        spans(t("deliveries-stranded", platform=_called(each.platform, t), count=each.count, since=each.since.date()))
    )


def _called(platform: str, t: Texts) -> str:
    return t(PLATFORMS[platform]) if platform in PLATFORMS else platform


def _platform(name: str, counts: Sequence[Count], waiting: int | None, t: Texts) -> Row:
    """Give how many of a platform's deliveries have ended, and how long the rest takes at best.

    `waiting` is how many wait there in all, None where nobody delivers.
    """
    here = [each for each in counts if each.platform == name]
    done = sum(each.number for each in here if each.state not in WAITING)
    every = sum(each.number for each in here)
    if done == every:
        left = t("deliveries-all-done")
    elif waiting is None:
        left = t("deliveries-nobody")
    else:
        left = t("deliveries-left", time=_span(seconds_left(name, waiting), t))
    return Row(_called(name, t), t("deliveries-done", done=done, all=every), left)


def _span(seconds: int, t: Texts) -> str:
    if seconds < 120:  # noqa: PLR2004  # two minutes are told in minutes
        return t("deliveries-seconds", count=seconds)
    return t("deliveries-minutes", count=-(-seconds // 60))


def _outcomes(counts: Sequence[Count], t: Texts) -> list[Block]:
    """Give a row for each kind, with how many of it stand how."""
    found = Counter[tuple[str, str]]()
    for each in counts:
        found[each.kind, each.state] += each.number
    rows: list[Block] = []
    for kind in KINDS:
        told = [t(f"deliveries-{state}", count=found[kind, state]) for state in STATES if found[kind, state]]
        if told:
            rows.append(Row(t(f"deliveries-{kind}"), told[0], ", ".join(told[1:])))
    return rows


def _trouble(trouble: Sequence[Delivery], t: Texts, *, named: bool) -> list[Block]:
    """Give a line for each reason for which a chat was not reached, or is not yet."""
    reasons: dict[str, dict[str, None]] = {}
    for each in trouble:
        reasons.setdefault(each.why or each.state, {})[each.chat] = None
    lines = sorted(reasons.items(), key=lambda reason: (-len(reason[1]), reason[0]))
    return [Note(spans(_reason(why, list(chats), t, named=named))) for why, chats in lines]


def _reason(why: str, chats: Sequence[str], t: Texts, *, named: bool) -> str:
    if not named:
        return t("deliveries-trouble", count=len(chats), why=why)
    shown = ", ".join(chats[:NAMED])
    if len(chats) <= NAMED:
        return t("deliveries-trouble-named", why=why, chats=shown)
    return t("deliveries-trouble-more", why=why, chats=shown, more=len(chats) - NAMED)
