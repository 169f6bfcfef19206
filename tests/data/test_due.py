"""What publishing makes due, from the record's own changes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from data.desk import ALL, Desk, Loud, Posting, Watch
from data.dossier import Dossier, load
from data.due import make_due
from data.editing import Done, Newsroom, correction
from data.publish import load_shipped
from tests.data.editing.helping import ED, base, push, request, table
from tests.data.samples import AT, SHIPPED, sample

CHAT = "telegram:-5"
HAPPENED = "events: {e: {names: {en: It sits}, about: [diet], date: 2020-05-03, status: happened, source: paper}}\n"


@pytest.fixture
async def room(path: Path) -> AsyncIterator[Newsroom]:
    async with Newsroom(path, plan=make_due) as opened:
        yield opened


async def follow(room: Newsroom, subject: str, loud: Loud, chat: str = CHAT) -> None:
    await Desk(room).watch(Watch(chat, subject, loud, AT), 50)


async def told(room: Newsroom) -> list[tuple[int, str]]:
    found = await Desk(room).due("telegram", AT + timedelta(days=1))
    return [(each.revision, each.kind) for each in found]


async def pushed_silently(room: Newsroom, dossier: Dossier) -> int:
    preview = await room.propose(dossier, editor=ED, role="owner", request=request(), at=AT)
    done = await room.publish(preview.draft.id, editor=ED, role="owner", request=request(), at=AT, silent=True)
    assert isinstance(done, Done)
    return done.revision.number


@pytest.mark.parametrize(("loud", "hears"), [("everything", [3, 4]), ("figures", [3]), ("outcomes", [])])
async def test_a_figure_is_louder_than_words(room: Newsroom, loud: Loud, hears: list[int]) -> None:
    await base(room)
    await follow(room, ALL, loud)
    await push(room, table("newer", as_of="2020-05-02", red=6))
    await push(room, sample(HAPPENED, "happened"))
    assert [revision for revision, _ in await told(room)] == hears


async def test_who_follows_outcomes_hears_only_outcomes(room: Newsroom) -> None:
    """Of the votes of March 2021: how they ended, and no figure, quotation or date in between."""
    await load_shipped(room, [SHIPPED], at=AT)
    await follow(room, "pk-na-confidence-2021-03-06", "outcomes")
    heard = {}
    for path in sorted((SHIPPED / "updates").glob("2021-03-*.yaml")):
        before = len(await told(room))
        await push(room, load(path))
        heard[path.stem] = len(await told(room)) > before
    assert [name for name, yes in heard.items() if yes] == ["2021-03-06-vote-of-confidence"]


async def test_a_silent_revision_is_told_to_nobody_and_still_puts_messages_right(room: Newsroom) -> None:
    await base(room)
    await follow(room, ALL, "everything")
    shows = (("t/red", "5 reported"),)
    await Desk(room).post(Posting(CHAT, "55", "text", "x", None, "en", "UTC", 2, shows, AT))
    number = await pushed_silently(room, correction("t/red", 6, "slip", "ours"))
    assert await told(room) == [(number, "edit")]


async def test_an_update_leaves_messages_alone(room: Newsroom) -> None:
    await base(room)
    shows = (("t/red", "5 reported"),)
    await Desk(room).post(Posting(CHAT, "55", "text", "x", None, "en", "UTC", 2, shows, AT))
    await push(room, table("newer", as_of="2020-05-02", red=6))
    assert await told(room) == []


async def test_a_correction_is_told_to_who_follows_as_well(room: Newsroom) -> None:
    await base(room)
    await follow(room, "diet", "figures")
    number = await push(room, correction("t/red", 6, "slip", "source"))
    assert await told(room) == [(number, "notice")]


async def test_what_is_only_rehearsed_makes_nothing_due(room: Newsroom) -> None:
    """A preview asks what would happen, and takes it back."""
    await base(room)
    await follow(room, ALL, "everything")
    await room.propose(table("newer", red=6), editor=ED, role="owner", request=request(), at=AT)
    assert await told(room) == []


@pytest.mark.parametrize(
    "said",
    [
        "events: {e: {names: {en: It sits}, date: 2020-05-03, status: happened, source: paper}}\n",
        "quotes: {q: {text: It sits, kind: headline, source: paper, language: en}}\n",
    ],
)
async def test_what_concerns_nothing_that_is_followed_reaches_who_follows_everything(room: Newsroom, said: str) -> None:
    """As loud as words are, and nobody else."""
    await base(room)
    await follow(room, ALL, "everything")
    await follow(room, ALL, "figures", "telegram:-6")
    await follow(room, "diet", "everything", "telegram:-7")
    await push(room, sample(said, "said"))
    found = await Desk(room).due("telegram", AT + timedelta(days=1))
    assert [(each.chat, each.because) for each in found] == [(CHAT, ((ALL, "everything"),))]


async def test_a_source_alone_is_no_news(room: Newsroom) -> None:
    await base(room)
    await follow(room, ALL, "everything")
    source = "{kind: article, publisher: The Sheet, published: 2020-05-02, language: en}"
    await push(room, sample(f"sources: {{sheet: {source}}}\n", "sheet"))
    assert await told(room) == []
