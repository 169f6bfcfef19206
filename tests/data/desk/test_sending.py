"""A courier's share of what is due, and what became of it: the courier's statements, on every engine."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from sqlite_utils import Database

from data.desk import Chat, Delivery, Desk, LiveCard, Outcome, Settings
from data.desk.statements import stamp
from data.sql import Sql
from data.store import Store
from data.waiting import Stranded, stranded
from tests.data.samples import AT, CHAT, POSTING, later

OTHER = "telegram:8"
NOTICE = Delivery(CHAT, 2, "notice", "", AT)
EDIT = Delivery(CHAT, 2, "edit", "55", AT)


async def share(desk: Desk, limit: int = 100, each: int = 4, without: tuple[str, ...] = ()) -> list[Delivery]:
    found = await desk.share("telegram", "one", AT, limit=limit, each=each, without=without)
    return [parcel.delivery for parcel in found]


async def test_a_share_is_what_is_longest_due_and_no_more_than_so_much_of_a_chat(engine: Desk) -> None:
    """A chat that is full already is left out."""
    edits = [replace(EDIT, subject=str(number), due=later(-number)) for number in range(10)]
    await engine.enqueue(*edits, replace(NOTICE, chat=OTHER), replace(NOTICE, chat="discord:9"))
    assert await share(engine, without=(CHAT, OTHER)) == []
    taken = await share(engine, each=3)
    assert [(each.chat, each.subject) for each in taken] == [(CHAT, "9"), (CHAT, "8"), (CHAT, "7"), (OTHER, "")]
    assert {each.state for each in taken} == {"leased"}


async def test_a_share_comes_with_all_that_its_messages_tell_and_the_chats_settings(engine: Desk) -> None:
    await engine.save_chat(Chat(CHAT, AT, settings=Settings(language="ur")))
    await engine.enqueue(NOTICE, replace(NOTICE, revision=3), replace(NOTICE, revision=4, due=later(60)))
    (parcel,) = await engine.share("telegram", "one", AT, limit=9, each=9, without=())
    assert [each.revision for each in parcel.told] == [2, 3]
    assert parcel.delivery.settings.language == "ur"


async def test_what_was_tried_before_is_sent_as_it_was(engine: Desk) -> None:
    """It may stand in the chat already: what became due since is told by another."""
    await engine.enqueue(NOTICE)
    await share(engine)
    await engine.reclaim("telegram", ())
    await engine.enqueue(replace(NOTICE, revision=3))
    first, second = await engine.share("telegram", "one", AT, limit=9, each=9, without=())
    assert [[each.revision for each in parcel.told] for parcel in (first, second)] == [[2], [3]]


async def test_what_is_in_hand_takes_up_what_became_due_beside_it(engine: Desk) -> None:
    """Unless it is another's by now."""
    await engine.enqueue(NOTICE)
    (taken,) = await share(engine)
    await engine.enqueue(replace(NOTICE, revision=3))
    told = await engine.regather("one", [taken.id], AT)
    assert [each.revision for each in told[taken.id]] == [2, 3]
    assert await engine.regather("two", [taken.id], AT) == {taken.id: ()}


async def test_an_outcome_is_kept_with_all_it_brought_about(engine: Desk) -> None:
    """A posting, another way instead, a message that is gone."""
    await engine.post(POSTING)
    await engine.enqueue(NOTICE, EDIT, replace(EDIT, subject="56"))
    taken = {each.subject: each.id for each in await share(engine)}
    sent = replace(POSTING, message="99")
    reply = replace(EDIT, kind="reply", subject="56")
    outcomes = [
        Outcome(taken[""], "sent", message="99", postings=(sent,)),
        Outcome(taken["55"], "gone", why="deleted", lifted=(CHAT, "55")),
        Outcome(taken["56"], "refused", why="too old", then=(reply,)),
    ]
    await engine.settle_all("one", outcomes, later(1))
    assert await engine.posting(CHAT, "99") == sent
    assert await engine.posting(CHAT, "55") is None
    assert [(each.kind, each.subject) for each in await engine.due("telegram", AT)] == [("reply", "56")]
    assert [each.state for each in await engine.counts(2)] == ["gone", "refused", "sent", "due"]


async def test_what_befalls_a_chat_befalls_all_that_is_due_there(engine: Desk) -> None:
    """Put off as long, or ended alike; what others hold is theirs."""
    await engine.enqueue(EDIT, replace(EDIT, subject="56"), replace(NOTICE, chat=OTHER))
    first = (await share(engine, each=1))[0]
    await engine.settle_all("one", [Outcome(first.id, "due", why="limits", due=later(90), whole=True)], AT)
    assert [each.chat for each in await engine.due("telegram", later(89))] == []
    assert [each.subject for each in await engine.due("telegram", later(90))] == ["55", "56"]
    assert [each.chat for each in await engine.troubled(2)] == [CHAT, CHAT]


async def test_nobody_settles_what_is_anothers(engine: Desk) -> None:
    await engine.enqueue(NOTICE)
    (taken,) = await share(engine)
    await engine.settle_all("two", [Outcome(taken.id, "failed", why="late")], AT)
    assert [each.state for each in await engine.counts(2)] == ["leased"]


async def test_nothing_is_kept_of_what_was_sent_to_a_chat_that_was_forgotten(engine: Desk) -> None:
    await engine.enqueue(NOTICE)
    (taken,) = await share(engine)
    await engine.forget(CHAT)
    await engine.settle_all("one", [Outcome(taken.id, "sent", message="99", postings=(POSTING,))], AT)
    assert await engine.posting(CHAT, POSTING.message) is None


async def test_what_was_taken_is_given_back_or_taken_back(engine: Desk) -> None:
    """By its holder, or by who holds the platform next, but for what that one has in hand."""
    await engine.enqueue(NOTICE, EDIT)
    first, second = await share(engine)
    assert await engine.reclaim("telegram", [first.id]) == 1
    assert [each.id for each in await engine.due("telegram", AT)] == [second.id]
    await engine.give_back("telegram", "one")
    assert len(await engine.due("telegram", AT)) == 2
    assert await engine.waits("telegram", AT)
    assert not await engine.waits("discord", AT)


async def test_a_clock_set_back_makes_nothing_wait(engine: Desk) -> None:
    """What was due is due; what was put off waits as long as it was to; what is for an hour of the day waits for it."""
    hour = timedelta(hours=1)
    await engine.enqueue(replace(NOTICE, chat=OTHER), NOTICE, replace(NOTICE, chat="telegram:9", due=AT + hour))
    put_off = next(each for each in await share(engine) if each.chat == CHAT)
    await engine.settle_all("one", [Outcome(put_off.id, "due", due=later(60))], AT)
    await engine.give_back("telegram", "one")
    await engine.set_back("telegram", AT, AT - hour)
    assert {each.chat for each in await engine.due("telegram", AT - hour)} == {OTHER}
    assert {each.chat for each in await engine.due("telegram", AT - hour + timedelta(seconds=60))} == {OTHER, CHAT}


async def test_what_was_taken_when_the_clock_was_set_back_does_not_wait_either(engine: Desk) -> None:
    """Taken back from who is no more, or put off by who has it."""
    hour = timedelta(hours=1)
    await engine.enqueue(NOTICE, replace(NOTICE, chat=OTHER))
    first, second = await share(engine)
    await engine.set_back("telegram", AT, AT - hour)
    await engine.settle_all("one", [Outcome(first.id, "due", due=later(60) - hour)], AT - hour)
    await engine.reclaim("telegram", ())
    assert [each.id for each in await engine.due("telegram", AT - hour)] == [second.id]
    assert len(await engine.due("telegram", later(60) - hour)) == 2


async def test_what_was_held_up_does_not_come_in_quiet_hours(engine: Desk) -> None:
    """After them, as one message; edits make no sound, and go out. So it is for what was chosen since."""
    await engine.enqueue(NOTICE, replace(NOTICE, revision=3), replace(EDIT, kind="reply"), replace(EDIT, subject="56"))
    await engine.save_chat(Chat(CHAT, AT, settings=Settings(timezone="Asia/Karachi", quiet=(time(22), time(7)))))
    assert [each.kind for each in await share(engine)] == ["edit"]
    morning = datetime(2021, 3, 5, 2, tzinfo=UTC)
    assert await engine.due("telegram", morning - timedelta(seconds=1)) == ()
    found = await engine.share("telegram", "one", morning, limit=9, each=9, without=())
    assert [(each.delivery.kind, len(each.told)) for each in found] == [("notice", 2), ("reply", 1)]


async def test_live_messages_are_kept_moved_and_forgotten_with_their_chat(engine: Desk) -> None:
    card = LiveCard(CHAT, "55", "text", "live confidence", "confidence", "en", "UTC", later(3600), pin=True, revision=2)
    await engine.go_live(card)
    assert await engine.stale("telegram", 2, AT) == (card,)
    await engine.looked(card, 2, "digest")
    assert await engine.stale("telegram", 2, AT) == ()
    assert await engine.stale("telegram", 3, AT) == (replace(card, pin=False, shown="digest"),)
    assert [each.message for each in await engine.stale("telegram", 2, later(3600))] == ["55"]
    await engine.move(CHAT, "telegram:-1009")
    assert await engine.is_live("telegram:-1009", "55")
    await engine.forget("telegram:-1009")
    assert not await engine.is_live("telegram:-1009", "55")


async def test_what_one_person_alone_sees_is_kept_up_to_date_beside_the_others(engine: Desk) -> None:
    """Shown again there, it is reached by what came last, and for as long as that lasts."""
    card = LiveCard(CHAT, "55", "text", "deliveries 2", "", "en", "UTC", later(60), ticking=True, through="one")
    others = [replace(card, message="56", through="two"), replace(card, message="57", through="")]
    for each in (card, *others, replace(card, through="three", until=later(90))):
        await engine.go_live(each)
    found = {each.message: (each.through, each.until) for each in await engine.stale("telegram", 9, AT)}
    assert found == {"55": ("three", later(90)), "56": ("two", later(60)), "57": ("", later(60))}


async def test_what_is_due_is_found_by_an_index_however_much_there_is(path: Path) -> None:
    """No statement of a courier looks through the whole outbox; PostgreSQL chooses by how much there is."""
    async with Store(path) as store:
        await _all_by_an_index(Desk(store), store)


async def _all_by_an_index(engine: Desk, store: Store) -> None:
    asked: list[str] = []

    def traced(db: Database) -> None:
        db.conn.set_trace_callback(asked.append)

    await engine.enqueue(NOTICE, EDIT, replace(NOTICE, revision=3))
    await store.write(traced)
    first, *_ = await share(engine)
    await engine.regather("one", [first.id], AT)
    await engine.settle_all("one", [Outcome(first.id, "due", due=later(9), whole=True)], AT)
    await engine.set_back("telegram", later(99), AT)
    await engine.reclaim("telegram", ())
    await engine.give_back("telegram", "one")
    await store.write(lambda db: db.conn.set_trace_callback(None))

    def plans(db: Database) -> list[str]:
        texts = [each for each in asked if "outbox" in each and each.lstrip().startswith(("SELECT", "UPDATE"))]
        return [row[3] for each in texts for row in db.execute(f"EXPLAIN QUERY PLAN {each}")]

    found = await store.read(plans)
    assert len(found) > 8
    assert [each for each in found if each.startswith("SCAN outbox")] == []


async def revised(store: Store, *days: int) -> None:
    """Append revisions 1, 2 … made so many days before AT."""

    def append(db: Sql) -> None:
        sql = "INSERT INTO revisions (number, dossier, title, digest, content, author, why, at, warnings) VALUES"
        for number, each in enumerate(days, 1):
            db.execute(f"{sql} (?, 'd', '', '', '', '', '', ?, '[]')", (number, stamp(AT - timedelta(days=each))))

    await store.desk.write(append)


async def states(desk: Desk) -> dict[tuple[str, str], str]:
    """Give how each delivery stands, by chat and subject."""
    return {(each.chat, each.subject): each.state for each in await desk.due("telegram", AT)}


async def test_old_news_lapse_and_the_news_of_the_last_days_stay(engine: Desk, store_of_engine: Store) -> None:
    """By the age of its revision: what was put off again and again is no younger."""
    await revised(store_of_engine, 4, 2)
    old = replace(NOTICE, revision=1, because=(("diet", "everything"),))
    await engine.enqueue(old, replace(old, chat=OTHER, kind="digest"), replace(old, chat="telegram:9", revision=2))
    assert await engine.lapse(AT, limit=1) == 2
    assert list(await states(engine)) == [("telegram:9", "")]
    assert [(each.kind, each.state) for each in await engine.counts(1)] == [("digest", "lapsed"), ("notice", "lapsed")]
    assert await engine.lapse(AT) == 0


async def test_what_puts_a_message_right_is_due_as_long_as_the_message_is_known(engine: Desk) -> None:
    long_ago = AT - timedelta(days=20)
    await engine.post(POSTING)
    await engine.enqueue(
        replace(EDIT, subject=POSTING.message, due=long_ago), replace(EDIT, subject="gone", due=long_ago)
    )
    assert await engine.lapse(AT) == 1
    assert list(await states(engine)) == [(CHAT, POSTING.message)]


async def test_what_is_said_to_one_person_lapses_with_its_own_days(engine: Desk) -> None:
    """And so does the notice in place of a message that could not be put right, however old its revision."""
    for kind in ("send", "notice"):
        mine = replace(NOTICE, kind=kind, revision=1)
        await engine.enqueue(
            replace(mine, due=AT - timedelta(days=4)), replace(mine, chat=OTHER, due=AT - timedelta(days=2))
        )
    assert await engine.lapse(AT) == 2
    assert {chat for chat, _ in await states(engine)} == {OTHER}


async def test_what_is_sent_after_it_lapsed_counts_as_sent(engine: Desk) -> None:
    """It was on its way."""
    await engine.enqueue(replace(NOTICE, due=AT - timedelta(days=4)))
    (taken,) = await share(engine)
    assert await engine.lapse(AT) == 1
    await engine.settle_all("one", [Outcome(taken.id, "sent", message="9")], AT)
    assert [each.state for each in await engine.counts(2)] == ["sent"]


async def test_what_waits_where_nobody_delivers_is_told_with_since_when(engine: Desk, store_of_engine: Store) -> None:
    """Not what will be due later, nor what somebody works on who has said in the last minute that they live."""
    await engine.enqueue(
        NOTICE, replace(NOTICE, chat="discord:1", due=later(-60)), replace(NOTICE, chat="discord:2", due=later(60))
    )
    await engine.take("courier/telegram/1", "me", AT, None)
    found = await store_of_engine.desk.read(stranded, AT)
    assert found == (Stranded("discord", 1, later(-60)),)
    assert {each.platform for each in await store_of_engine.desk.read(stranded, later(90))} == {"discord", "telegram"}
