"""The desk's contract: every engine below it has to pass these tests."""

import asyncio
import base64
import hashlib
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlite_utils import Database

from data.desk import Desk, Issued, desk, statements
from data.publish import publish
from data.store import Store
from tests.data.samples import AT, sample

SHOWS = (("t/pti", "25 reported"), ("t/total", "null reported"))


async def test_a_new_desk_is_empty(engine: Desk) -> None:
    """No revision, no card, no line, no value."""
    assert await engine.head() == 0
    assert await engine.revisions() == ()
    assert await engine.content(1) is None
    assert await engine.issued("K7Q2F9") == ()
    assert await engine.expand("~abcdefghij") is None
    assert await engine.recall("key") is None


async def test_revisions_say_who_when_and_why(engine: Desk, store_of_engine: Store) -> None:
    """Oldest first, with the content they brought."""
    await publish(store_of_engine, sample(), author="telegram:1", why="The first", at=AT)
    (revision,) = await engine.revisions(signed=True)
    assert (revision.number, revision.dossier, revision.title) == (1, "base", "A title")
    assert (revision.author, revision.why, revision.at) == ("telegram:1", "The first", AT)
    content = await engine.content(1)
    assert content is not None
    assert revision.digest == hashlib.sha256(content.encode()).hexdigest()
    assert await engine.head() == 1


async def test_moments_are_kept_in_utc(engine: Desk) -> None:
    """Whatever the zone they were given in; one without a zone is refused."""
    karachi = datetime(2021, 3, 4, 23, 0, tzinfo=timezone(timedelta(hours=5)))
    await engine.issue("K7Q2F9", "senate", None, SHOWS, karachi)
    (card,) = await engine.issued("K7Q2F9")
    assert (card.at, card.at.tzinfo) == (AT, UTC)
    with pytest.raises(ValueError, match="time zone"):
        await engine.issue("K7Q2F9", "assembly", None, SHOWS, karachi.replace(tzinfo=None))


async def test_an_issued_card_is_kept_as_it_was(engine: Desk) -> None:
    """Line, as-of and the figures with their states."""
    await engine.issue("K7Q2F9", "senate as_of:2021-03-04", date(2021, 3, 4), SHOWS, AT)
    assert await engine.issued("K7Q2F9") == (Issued("K7Q2F9", "senate as_of:2021-03-04", date(2021, 3, 4), SHOWS, AT),)


async def test_the_same_card_is_kept_once(engine: Desk, store_of_engine: Store) -> None:
    """When it was first issued stays; so it does for another process."""
    for other in (engine, engine, Desk(store_of_engine)):
        await other.issue("K7Q2F9", "senate", None, SHOWS, AT + timedelta(days=1))
    await Desk(store_of_engine).issue("K7Q2F9", "senate", None, SHOWS, AT + timedelta(days=2))
    (card,) = await engine.issued("K7Q2F9")
    assert card.at == AT + timedelta(days=1)


async def test_cards_that_share_a_code_are_all_kept(engine: Desk) -> None:
    """First issued first."""
    await engine.issue("K7Q2F9", "senate", None, SHOWS, AT + timedelta(days=1))
    await engine.issue("K7Q2F9", "assembly", None, (), AT)
    assert [card.line for card in await engine.issued("K7Q2F9")] == ["assembly", "senate"]


async def test_a_token_stands_for_its_line(engine: Desk, store_of_engine: Store) -> None:
    """`~` and letters or digits of the line's SHA-256: ten, or 16 where several machines make them without asking."""
    line = "quote " + "words " * 50 + "اردو"
    token = await engine.shorten(line)
    assert token == "~" + base64.b32encode(hashlib.sha256(line.encode()).digest()).decode().lower()[: len(token) - 1]
    assert len(token) == 11 if store_of_engine.apart is None else 17
    assert await engine.shorten(line) == token
    assert await engine.expand(token) == line


async def test_lines_whose_tokens_would_be_the_same_are_kept_apart(engine: Desk, store_of_engine: Store) -> None:
    """The later one takes one letter more."""
    token = await engine.shorten("one")

    def change(db: Database) -> None:
        db.execute("UPDATE tokens SET line = 'other'")

    await store_of_engine.write(change)
    longer = await engine.shorten("one")
    assert longer.startswith(token)
    assert len(longer) == len(token) + 1
    assert (await engine.expand(token), await engine.expand(longer)) == ("other", "one")


async def test_an_entry_is_new_once_until_it_is_old(engine: Desk) -> None:
    """However many ask at once."""
    asked = await asyncio.gather(*(engine.first("seen", "a", 100.0, 0.0) for _ in range(5)))
    assert sorted(asked) == [False] * 4 + [True]
    assert await engine.first("seen", "b", 200.0, 50.0)
    assert not await engine.first("seen", "a", 200.0, 100.0)
    assert await engine.first("seen", "a", 300.0, 150.0)


async def test_values_are_remembered_under_their_keys(engine: Desk) -> None:
    """The last one stays."""
    await engine.remember("commands", "1")
    await engine.remember("commands", "2")
    await engine.remember("other", "3")
    assert await engine.recall("commands") == "2"


async def test_a_recent_card_is_not_written_again(
    engine: Desk, store_of_engine: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The writer is not asked about what it has just kept, and only so many are remembered."""
    monkeypatch.setattr(desk, "RECENT", 2)

    def forget(db: Database) -> None:
        db.execute("DELETE FROM cards")

    for code in ("A", "B"):
        await engine.issue(code, "senate", None, SHOWS, AT)
    await store_of_engine.write(forget)
    await engine.issue("A", "senate", None, SHOWS, AT)
    assert await engine.issued("A") == ()
    await engine.issue("C", "senate", None, SHOWS, AT)
    await engine.issue("B", "senate", None, SHOWS, AT)
    assert len(await engine.issued("B")) == 1


async def test_a_card_that_could_not_be_kept_is_tried_again(engine: Desk, store_of_engine: Store) -> None:
    """Failing once does not count as kept."""
    await store_of_engine.write(lambda db: db.execute("ALTER TABLE cards RENAME TO away"))
    with pytest.raises(Exception, match="no such table"):
        await engine.issue("A", "senate", None, SHOWS, AT)
    await store_of_engine.write(lambda db: db.execute("ALTER TABLE away RENAME TO cards"))
    await engine.issue("A", "senate", None, SHOWS, AT)
    assert len(await engine.issued("A")) == 1


async def test_a_token_is_written_once_among_processes(path: Path) -> None:
    """Two stores on one file agree."""
    async with Store(path) as one, Store(path) as other:
        assert await Desk(one).shorten("line") == await Desk(other).shorten("line")
        count = await one.read(lambda db: db.execute("SELECT count(*) FROM tokens").fetchone())
        assert count == (1,)
        assert await one.read(statements.expand, await Desk(one).shorten("line")) == "line"
