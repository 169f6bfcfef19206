"""What is kept about a person and a chat, and its deletion."""

from __future__ import annotations

from typing import Annotated
from zoneinfo import ZoneInfo

from bot.commands import Help
from bot.grammar import line
from bot.languages import Texts, texts
from bot.messages import Block, Button, Line, Note, Reply, Request, Row, Span, spans
from data.desk import Desk, Kept
from data.store import Store
from handlers.registry import commands


@commands.add("/privacy", private=True)
async def privacy(request: Request, store: Store) -> Reply:
    """What is kept about you and this chat, and how to have it deleted."""
    t, desk = texts(request.language), Desk(store)
    here, you = await desk.kept(request.chat.key), await desk.kept(request.user.key)
    blocks: list[Block] = [Line(spans(Span(t("privacy-chat"), "bold"))), *_of_chat(here, request, t)]
    blocks += [Line(spans(Span(t("privacy-you"), "bold"))), *_of_person(you, t)]
    blocks += [Note(spans(t("privacy-cards"))), Note(spans(t("privacy-not")))]
    away = ((Button(t("privacy-forget"), line="forget", style="danger"),),) if request.chat.lasting else ()
    return Reply(title=t("privacy-title"), blocks=tuple(blocks), buttons=away)


@commands.add("/forget", manages=True)
async def forget(
    request: Request,
    store: Store,
    *,
    confirm: Annotated[bool, Help("Whether you are sure", named=True)] = False,
) -> Reply:
    """Delete all that is kept about this chat; in a private chat also about you."""
    t = texts(request.language)
    alone = request.chat.private
    if confirm:
        keys = tuple(dict.fromkeys((request.chat.key, *([request.user.key] if alone else []))))
        return Reply(title=t("forget-title"), blocks=(Line(spans(t("forget-done"))),), forgets=keys)
    said = [t("forget-private" if alone else "forget-group")]
    if alone and (await Desk(store).kept(request.user.key)).role is not None:
        said.append(t("forget-editor"))
    sure = line(commands["forget"], {"confirm": True})
    return Reply(
        title=t("forget-title"),
        blocks=(*(Line(spans(each)) for each in said), Note(spans(t("forget-record")))),
        buttons=((Button(t("forget-sure"), line=sure, style="danger"), Button(t("forget-not"), line="privacy")),),
    )


def _of_chat(kept: Kept, request: Request, t: Texts) -> list[Block]:
    since = kept.since and kept.since.astimezone(ZoneInfo(request.timezone)).date()
    rows: list[Block] = [
        Row(t("privacy-settings"), t("privacy-yes" if kept.settings else "privacy-no")),
        Row(t("privacy-watches"), t.number(kept.watches)),
        Row(t("privacy-postings"), t.number(kept.postings), t("privacy-since", date=since) if since else ""),
        Row(t("privacy-deliveries"), t.number(kept.deliveries)),
    ]
    return rows


def _of_person(kept: Kept, t: Texts) -> list[Block]:
    if kept.role is None and not (kept.done or kept.revisions or kept.values):
        return [Line(spans(t("privacy-nothing")))]
    rows: list[Block] = [] if kept.role is None else [Row(t("privacy-role"), t(f"privacy-role-{kept.role}"))]
    counts = {"privacy-done": kept.done, "privacy-revisions": kept.revisions, "privacy-values": kept.values}
    return rows + [Row(t(key), t.number(number)) for key, number in counts.items() if number]
