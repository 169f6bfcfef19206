"""From a proposal to a revision: what is shown first, who may, once, and what happens when two are at it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from data.books import Books
from data.changes import Changes
from data.desk import Desk, Posting, Revision, statements
from data.dossier import Dossier, load
from data.editing import Card, Done, Newsroom, Preview, Reach, Refused, Renewed, Rules, Waiting, correction, undo
from data.errors import DossierError, StoreError
from data.publish import files, load_shipped
from data.rebuild import rebuild
from data.store import Store
from tests.data.editing.helping import ED, SECOND, base, push, request, table
from tests.data.samples import AT, BASE, SHIPPED, everything, sample

LATER = AT + timedelta(minutes=61)


async def proposed(room: Newsroom, name: str = "more", editor: str = ED) -> str:
    """Propose a table and give the preview's id."""
    dossier = table(name, red=9, as_of="2020-05-02")
    return (await room.propose(dossier, editor=editor, role="editor", request=request(), at=AT)).draft.id


async def head(room: Newsroom) -> int:
    return await room.read(statements.head)


async def test_a_preview_changes_nothing_on_record(room: Newsroom) -> None:
    """It says what would change, from which table to which, and what goes out of date."""
    await base(room)
    desk = Desk(room)
    await desk.issue("K7Q2F9", "chamber diet", None, [("t/red", "5 reported")], AT)
    before = await room.read(everything)
    preview = await room.propose(table("more", red=9, as_of="2020-05-02"), editor=ED, role="owner", request="1", at=AT)
    assert (await room.read(everything), await head(room)) == (before, 2)
    shift = preview.changes.shifts[0]
    assert (shift.part, shift.before, shift.was, shift.after, shift.now) == ("red", 5, "t", 9, "more")
    assert [each.code for each in preview.warnings] == ["total-parts"]
    assert preview.cards == (Card("K7Q2F9", "chamber diet", "superseded"),)
    assert preview.reach == ()


async def test_a_correction_says_how_far_it_reaches(room: Newsroom) -> None:
    """Messages and chats on each platform, and how long they take at its limit."""
    await base(room)
    desk = Desk(room)
    places = [*(("telegram:1", str(n)) for n in range(30)), ("telegram:2", "7"), ("discord:3", "8")]
    shows = (("t/red", "5 reported"),)
    for chat, message in places:
        await desk.post(Posting(chat, message, "text", "chamber diet", None, "en", "UTC", 2, shows, AT))
    preview = await room.propose(correction("t/red", 7, "slip", "ours"), editor=ED, role="editor", request="1", at=AT)
    assert preview.reach == (Reach("discord", 1, 1, 1), Reach("telegram", 31, 2, 2))


async def test_a_request_is_done_once(room: Newsroom) -> None:
    """A redelivered proposal gives the same preview, a redelivered publication the same revision."""
    await base(room)
    dossier = table("more", red=9)
    first = await room.propose(dossier, editor=ED, role="editor", request="a", at=AT)
    again = await room.propose(dossier, editor=ED, role="editor", request="a", at=AT)
    assert (again.draft.id, again.repeated) == (first.draft.id, True)
    told = [
        await room.publish(first.draft.id, editor=ED, role="editor", request=each, at=AT) for each in ("b", "b", "c")
    ]
    assert [(each.revision.number, each.again) for each in told if isinstance(each, Done)] == [
        (3, False),
        (3, True),
        (3, True),
    ]


async def test_an_undo_that_is_redelivered_after_it_was_published_changes_nothing(room: Newsroom) -> None:
    """Neither the proposal nor the publication; the preview shows what it did."""
    await base(room)
    first = await room.propose(undo(2, "wrong"), editor=ED, role="editor", request="a", at=AT)
    await room.publish(first.draft.id, editor=ED, role="editor", request="b", at=AT)
    again = await room.propose(undo(2, "wrong"), editor=ED, role="editor", request="a", at=AT)
    assert (again.repeated, again.draft.state, again.changes) == (True, "published", first.changes)
    seen = await room.preview(first.draft.id, editor=ED, role="editor", at=AT)
    assert isinstance(seen, Preview)
    assert (seen.draft.revision, await head(room)) == (3, 3)


async def test_a_preview_survives_a_restart_and_is_its_editors(room: Newsroom, path: Path) -> None:
    """Another editor may neither see nor publish it."""
    await base(room)
    id_ = await proposed(room)
    async with Newsroom(path) as again:
        assert [each.draft.id for each in await again.previews(editor=ED, at=AT)] == [id_]
        assert await again.preview(id_, editor=SECOND, role="owner", at=AT) == Refused("theirs")
        theirs = await again.publish(id_, editor=SECOND, role="owner", request=request(), at=AT)
        assert theirs == Refused("theirs")
        assert isinstance(await again.publish(id_, editor=ED, role="editor", request=request(), at=AT), Done)


async def test_a_preview_expires(room: Newsroom) -> None:
    """An hour later nobody knows what they saw."""
    await base(room)
    id_ = await proposed(room)
    assert await room.publish(id_, editor=ED, role="editor", request=request(), at=LATER) == Refused("expired")
    assert await room.previews(at=LATER) == ()
    assert await head(room) == 2


async def test_what_is_discarded_stays_so(room: Newsroom) -> None:
    """And what never was is unknown."""
    await base(room)
    id_ = await proposed(room)
    assert await room.discard(id_, editor=ED, role="editor", at=AT) is None
    assert await room.publish(id_, editor=ED, role="editor", request=request(), at=AT) == Refused("discarded")
    assert await room.discard("never", editor=ED, role="editor", at=AT) == Refused("unknown")


async def test_the_second_of_two_editors_sees_what_the_first_did(room: Newsroom) -> None:
    """Nothing is published on a record that moved: the preview is made anew, and then it is."""
    await base(room)
    id_ = await proposed(room)
    await push(room, table("other", red=8, as_of="2020-05-02"), SECOND)
    told = await room.publish(id_, editor=ED, role="editor", request="late", at=AT)
    assert isinstance(told, Renewed)
    assert [each.author for each in told.preview.since] == [SECOND]
    assert [shift.was for shift in told.preview.changes.shifts if shift.part == "red"] == ["other"]
    done = await room.publish(id_, editor=ED, role="editor", request="late", at=AT)
    assert isinstance(done, Done)
    assert done.revision.number == 4


async def test_what_no_longer_fits_says_why(room: Newsroom) -> None:
    """The other editor took the same id."""
    await base(room)
    id_ = await proposed(room)
    await push(room, sample("parties: {more: {names: {en: More}}}", "elsewhere"), SECOND)
    with pytest.raises(DossierError, match="was a party"):
        await room.publish(id_, editor=ED, role="editor", request=request(), at=AT)
    assert await head(room) == 3


async def test_a_contributor_proposes_and_an_editor_publishes(room: Newsroom) -> None:
    """Both names are kept, in the revision and in the audit."""
    await base(room)
    preview = await room.propose(table("more"), editor="telegram:9", role="contributor", request="p", at=AT)
    id_ = preview.draft.id
    told = await room.publish(id_, editor="telegram:9", role="contributor", request="q", at=AT)
    assert isinstance(told, Waiting)
    assert told.preview.second == ("contributor",)
    assert await room.approve(id_, editor="telegram:8", role="contributor", request="r", at=AT) == Refused("theirs")
    done = await room.approve(id_, editor=SECOND, role="editor", request="s", at=AT)
    assert isinstance(done, Done)
    assert (done.revision.author, done.revision.approver) == ("telegram:9", SECOND)
    said = [(each.who, each.what) for each in await Desk(room).audited(4)]
    assert said == [(SECOND, "approve"), ("telegram:9", "publish"), ("telegram:9", "wait"), ("telegram:9", "propose")]


@pytest.mark.parametrize(
    ("gate", "red", "why"),
    [
        ("off", 60, ()),
        ("flips", 60, ("majority", "sum")),
        ("flips", 6, ("sum",)),
        ("all", 6, ("all", "sum")),
    ],
)
async def test_what_turns_a_majority_or_fails_a_sum_waits(
    path: Path, gate: str, red: int, why: tuple[str, ...]
) -> None:
    """As far as the rules ask for it; nobody agrees with themselves."""
    async with Newsroom(path, rules=Rules(second_editor=gate)) as room:  # type: ignore[arg-type]  # one of the three
        await load_shipped(room, [SHIPPED], at=AT)
        async with Newsroom(path) as free:
            await base(free)
        preview = await room.propose(
            table("more", red=red, as_of="2020-05-02"), editor=ED, role="owner", request="a", at=AT
        )
        assert preview.second == why
        told = await room.publish(preview.draft.id, editor=ED, role="owner", request="b", at=AT)
        assert isinstance(told, Waiting if why else Done)
        if why:
            mine = await room.approve(preview.draft.id, editor=ED, role="owner", request="c", at=AT)
            assert mine == Refused("own")


async def test_the_first_end_of_a_vote_is_news_and_turns_nothing(path: Path) -> None:
    """It needs no second editor; the one that contradicts it does."""
    async with Newsroom(path, rules=Rules(second_editor="flips")) as room:
        await load_shipped(room, [SHIPPED], at=AT)
        seconds = []
        for id_, result, day in (("first", "obtained", 6), ("second", "lost", 7)):
            outcome = f"{{of: pk-na-confidence-2021-03-06, result: {result}, status: official, date: 2021-03-0{day}"
            dossier = sample(f"outcomes: {{{id_}: {outcome}, source: republic-world-2021-03-04}}}}", f"about-{id_}")
            preview = await room.propose(dossier, editor=ED, role="owner", request=request(), at=AT)
            seconds.append(preview.second)
            await room.publish(preview.draft.id, editor=ED, role="owner", request=request(), at=AT)
        assert seconds == [(), ("outcome",)]


async def test_what_is_due_is_written_with_the_revision_or_not_at_all(path: Path) -> None:
    """A plan that fails leaves no revision, no draft published, no line in the audit."""
    seen: list[tuple[int, tuple[str, ...]]] = []

    def plan(books: Books, revision: Revision, changes: Changes) -> None:
        seen.append((revision.number, tuple(each.subject for each in changes.touched)))
        if revision.number == 2:
            raise StoreError("the disk is full")
        books.desk.execute("INSERT INTO memory VALUES (?, ?)", (f"due:{revision.number}", revision.dossier))

    async with Newsroom(path, plan=plan) as room:
        await push(room, sample(BASE))
        assert await Desk(room).recall("due:1") == "base"
        preview = await room.propose(table(), editor=ED, role="owner", request="a", at=AT)
        said = await Desk(room).audited()
        with pytest.raises(StoreError, match="full"):
            await room.publish(preview.draft.id, editor=ED, role="owner", request="b", at=AT)
        assert (await head(room), await Desk(room).audited()) == (1, said)
        assert [each.draft.state for each in await room.previews(at=AT)] == ["open"]
    assert seen == [(1, ("blue", "diet", "red")), (2, ("diet", "red"))]


def notes(count: int) -> Dossier:
    """Give a dossier of some 1,500 bytes a note."""
    said = (f"  n-{n}: {{about: [red], text: {'x' * 1500}, source: paper}}\n" for n in range(count))
    return sample("notes:\n" + "".join(said), "big")


async def test_a_full_disk_refuses_with_a_clear_line_and_nothing_is_half_done(room: Newsroom) -> None:
    """When it is proposed and when it is published; with room again, the same preview publishes."""

    def limit(db: Database, pages: int) -> None:
        db.execute(f"PRAGMA max_page_count = {pages}")

    await base(room)
    preview = await room.propose(notes(99), editor=ED, role="owner", request="a", at=AT)
    (pages,) = await room.read(lambda db: db.execute("PRAGMA page_count").fetchone())
    before = await room.read(everything)
    await room.write(limit, pages + 20)
    with pytest.raises(StoreError, match="the disk is full; free some space"):
        await room.propose(notes(98), editor=ED, role="owner", request="b", at=AT)
    with pytest.raises(StoreError, match="the disk is full; free some space"):
        await room.publish(preview.draft.id, editor=ED, role="owner", request="c", at=AT)
    assert (await room.read(everything), await head(room)) == (before, 2)
    assert [each.draft.request for each in await room.previews(at=AT)] == ["a"]
    await room.write(limit, 10**6)
    assert isinstance(await room.publish(preview.draft.id, editor=ED, role="owner", request="c", at=AT), Done)


async def test_previews_of_long_ago_are_dropped(room: Newsroom) -> None:
    """What waits, and what is younger, is kept."""
    await base(room)
    await proposed(room)
    old = await proposed(room, "older")
    later = AT + timedelta(days=8)
    waiting = await room.propose(table("w"), editor=ED, role="contributor", request="w", at=later)
    await room.publish(waiting.draft.id, editor=ED, role="contributor", request="x", at=later)
    assert await room.preview(old, editor=ED, role="editor", at=later) == Refused("unknown")
    assert [each.draft.id for each in await room.previews(at=later)] == [waiting.draft.id]


async def test_the_sixteen_updates_pushed_one_by_one_give_the_shipped_record(room: Newsroom, tmp_path: Path) -> None:
    """Row for row what loading them at once gives."""
    await load_shipped(room, [SHIPPED], at=AT)
    updates = files([SHIPPED / "updates"])
    assert [await push(room, load(path)) for path in updates] == [*range(3, 19)]
    assert (await rebuild(room)).equal
    async with Store(tmp_path / "loaded.db") as loaded:
        await load_shipped(loaded, [SHIPPED, SHIPPED / "updates"], at=AT)
        assert await loaded.read(everything) == await room.read(everything)


async def test_a_shipped_dossier_that_was_taken_back_stays_away_at_the_next_start(room: Newsroom) -> None:
    """And comes back when somebody pushes it."""
    await load_shipped(room, [SHIPPED], at=AT)
    await push(room, undo(2, "not ours"))
    assert [each.changed for each in await load_shipped(room, [SHIPPED], at=AT)] == [False, False]
    assert await push(room, load(files([SHIPPED])[1])) == 4
