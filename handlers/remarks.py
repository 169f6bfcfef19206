"""What has to be known to read a card rightly: sourced remarks, beneath the figures they are about."""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database

from bot.languages import Texts
from bot.messages import Block, Note, spans
from data.record import notes
from data.record.notes import Remark
from data.record.reading import Clock


def about(db: Database, ids: Iterable[str], at: Clock) -> tuple[Remark, ...]:
    """Give the remarks on these things, each once."""
    found = [remark for id_ in dict.fromkeys(ids) for remark in notes.about(db, id_, at)]
    return tuple({remark.id: remark for remark in found}.values())


def blocks(remarks: Iterable[Remark], t: Texts) -> list[Block]:
    """Give a line of small print for each remark, with the source's words where it rests on some."""
    return [Note(spans(_told(remark, t))) for remark in remarks]


def _told(remark: Remark, t: Texts) -> str:
    return t("card-remark", text=remark.text, words=remark.words) if remark.words else remark.text
