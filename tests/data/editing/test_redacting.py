"""Content that must go is gone: from the record and its past, from what was accepted and said, and from the file."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from data.connections import Connection, connect_reader, reading
from data.desk import Desk, Posting, statements
from data.editing import Newsroom, correction, redaction, undo
from data.errors import DossierError
from data.folding import words
from data.publish import enter, load_shipped, submission
from data.rebuild import rebuild
from data.record import quotes, search, tables
from data.record.reading import Clock
from tests.data.editing.helping import ED, base, push, request
from tests.data.samples import AT, BASE, HEAD, sample

WORDS = "The zebra minister drank marmalade at midnight"
LATER = "The zebra minister sipped marmalade at midnight"
BODY = f"quotes: {{q: {{text: {WORDS}, kind: verbatim, source: paper, language: en, note: heard twice}}}}\n"
REASON = "by order of the court"


async def said(room: Newsroom) -> None:
    """Put a quotation on record, correct it, ask for it, and post the answer."""
    await push(room, sample(BASE))
    await push(room, sample(BODY, "said"))
    await push(room, correction("q", LATER, "he sipped", "ours", field="text"))
    desk = Desk(room)
    line = f"quote {words(WORDS)}"
    await desk.issue("K7Q2F9", line, None, [("q", "verbatim")], AT)
    await desk.shorten(line)
    await desk.post(Posting("telegram:1", "5", "text", line, None, "en", "UTC", 3, (("q", "verbatim"),), AT))
    await desk.audit(ED, "said", "q", at=AT, detail=f"heard: {WORDS}")
    await room.propose(
        sample(BODY.replace("heard twice", "heard"), "said"), editor=ED, role="owner", request="x", at=AT
    )


def everywhere(path: Path) -> bytes:
    """Give all bytes of the database and of what lies beside it."""
    return b"\0".join(each.read_bytes() for each in sorted(path.parent.glob("*.db*")))


async def test_nothing_of_what_is_redacted_is_left_in_the_file(room: Newsroom) -> None:
    """Neither the words nor their folded form, in no table, index, log or freed page."""
    await said(room)
    assert b"zebra" in everywhere(room.path)
    await push(room, redaction("q", REASON, on=AT.date()))
    found = everywhere(room.path)
    assert [word for word in (b"zebra", b"marmalade", b"Zebra", b"midnight", b"heard twice") if word in found] == []
    assert REASON.encode() in found


async def test_a_tombstone_with_date_and_reason_stands_in_its_place(room: Newsroom) -> None:
    """Now and at every revision; search finds it no more."""
    await said(room)
    await push(room, redaction("q", REASON, on=AT.date()))
    for clock in (Clock(), Clock(known=2), Clock(known=3)):
        quote = await room.read(quotes.get, "q", clock)
        assert quote is not None
        assert quote.text == "[redacted 2021-03-04: by order of the court]"
        assert await room.read(quotes.find, "zebra", None, clock) == ()
        assert await room.read(search.find, "marmalade", clock) == ()


async def test_the_record_is_still_what_its_revisions_say(room: Newsroom) -> None:
    """Row for row."""
    await said(room)
    await push(room, redaction("q", REASON, on=AT.date()))
    found = await rebuild(room)
    assert (found.equal, found.revisions) == (True, 4)


async def test_cards_and_postings_lose_what_they_showed(room: Newsroom) -> None:
    """A code still finds its card, and a message can still be put right."""
    await said(room)
    await push(room, redaction("q", REASON, on=AT.date()))
    desk = Desk(room)
    (card,) = await desk.issued("K7Q2F9")
    (posting,) = await desk.postings_of("q")
    assert (card.line, card.shows) == ("quote redacted", (("q", "redacted"),))
    assert (posting.line, posting.shows) == ("quote redacted", (("q", "redacted"),))


async def test_a_figure_that_is_redacted_is_unknown_at_every_revision(room: Newsroom) -> None:
    """The others of its table stay."""
    await base(room)
    await push(room, correction("t/red", 7, "slip", "ours"))
    await push(room, redaction("t/red", REASON, on=AT.date()))
    for known in (2, 3, 4):
        found = await room.read(tables.get, "t", Clock(known=known))
        assert found is not None
        assert [(figure.value, figure.words) for figure in found.figures] == [
            (None, "[redacted 2021-03-04: by order of the court]"),
            (100, None),
        ]
    assert (await rebuild(room)).equal


async def test_what_is_redacted_does_not_come_back(room: Newsroom, tmp_path: Path) -> None:
    """Pushed again, loaded again at a start, or by taking the redaction back."""
    path = tmp_path / "shipped" / "said.yaml"
    path.parent.mkdir()
    await push(room, sample(BASE))
    for note in ("heard twice", "heard once"):
        path.write_text(HEAD.format(id="said") + BODY.replace("heard twice", note), encoding="utf-8")
        await load_shipped(room, [path], at=AT)
        if note == "heard twice":
            await push(room, redaction("q", REASON, on=AT.date()))
    await push(room, sample(BODY + "parties: {green: {names: {en: Green}}}\n", "said"))
    assert b"zebra" not in everywhere(room.path)
    with pytest.raises(DossierError, match="what is redacted is gone"):
        await push(room, undo(3, "a mistake"))
    assert (await rebuild(room)).equal


async def test_only_an_owner_redacts(room: Newsroom) -> None:
    """An editor is told whom to ask, and nothing is kept."""
    await base(room)
    for role in ("editor", "contributor"):
        with pytest.raises(DossierError, match="only an owner may redact"):
            await room.propose(redaction("t", REASON, on=AT.date()), editor=ED, role=role, request=request(), at=AT)
    assert await room.previews(at=AT) == ()


async def test_pictures_that_may_show_it_are_deleted(room: Newsroom, path: Path, tmp_path: Path) -> None:
    """All of them; what cannot be deleted is said, and tried at the next start."""
    await said(room)
    drawn = tmp_path / "pictures"
    drawn.mkdir()
    (drawn / "aa.png").write_bytes(b"he dipped")
    stuck = drawn / "bb.png"
    stuck.mkdir()  # what is no file cannot be unlinked
    async with Newsroom(path, drawn=drawn) as beside:
        await push(beside, redaction("q", REASON, on=AT.date()))
        assert not await beside.scrubbed()
    stuck.rmdir()
    async with Newsroom(path, drawn=drawn) as again:
        assert await again.scrubbed()
    assert list(drawn.iterdir()) == []


async def test_a_crash_before_the_file_was_written_anew_is_made_good(room: Newsroom, path: Path) -> None:
    """That it is due is kept with the redaction."""
    await said(room)

    def crash(db: Connection) -> None:
        dossier = redaction("q", REASON, on=AT.date())
        enter(db, submission(dossier, ED, dossier.why, AT))

    await room.write(crash)
    assert b"zebra" in everywhere(path)
    await room.close()
    async with Newsroom(path) as again:
        assert await again.read(statements.head) == 4
        assert b"zebra" not in everywhere(path)


async def test_a_reader_that_does_not_end_delays_it_to_the_next_start(
    room: Newsroom, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits for it longer than a read may take, and the redaction stands at once."""
    monkeypatch.setattr("data.editing.newsroom.PAUSES", (0.0, 0.0))
    await said(room)
    with closing(connect_reader(path)) as reader, reading(reader):
        assert reader.execute("SELECT count(*) FROM quotes").fetchone() == (2,)
        await push(room, redaction("q", REASON, on=AT.date()))
        quote = await room.read(quotes.get, "q")
        assert quote is not None
        assert quote.text.startswith("[redacted")
        assert not await room.scrubbed()
    await room.close()
    async with Newsroom(path) as again:
        assert await again.scrubbed()
        assert b"zebra" not in everywhere(path)
