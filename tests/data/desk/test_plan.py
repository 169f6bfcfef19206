"""What a revision makes due, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlite_utils import Database

from data.desk import ALL, Chat, Delivery, Desk, Loud, Outcome, Posting, Settings, Watch, plan
from data.desk.plan import Change
from data.store import Store
from tests.data.samples import AT, CHAT, later

OTHER = "discord:9"
FIGURE = "t/rejected"


async def follow(desk: Desk, subject: str, loud: Loud = "everything", chat: str = CHAT) -> None:
    await desk.watch(Watch(chat, subject, loud, AT), 50)


async def told(store: Store, weights: Mapping[str, int], revision: int = 2, at: datetime = AT) -> tuple[Delivery, ...]:
    await store.desk.write(plan.notices, revision, weights, at)
    return await waiting(store)


async def waiting(store: Store) -> tuple[Delivery, ...]:
    far = AT + timedelta(days=400)
    found = [each for platform in ("telegram", "discord") for each in await Desk(store).due(platform, far)]
    return tuple(sorted(found, key=lambda each: (each.revision, each.chat, each.subject)))


async def test_who_follows_a_subject_is_told(engine: Desk, store_of_engine: Store) -> None:
    """And who follows something else is not."""
    await follow(engine, "gilani")
    await follow(engine, "shaikh", chat=OTHER)
    (notice,) = await told(store_of_engine, {"gilani": 2})
    assert (notice.chat, notice.kind, notice.revision, notice.due) == (CHAT, "notice", 2, AT)


@pytest.mark.parametrize(
    ("loud", "weights"),
    [("everything", (1, 2, 3)), ("figures", (2, 3)), ("outcomes", (3,))],
)
async def test_a_watch_hears_what_weighs_enough(
    engine: Desk, store_of_engine: Store, loud: Loud, weights: tuple[int, ...]
) -> None:
    await follow(engine, "gilani", loud)
    for weight in (1, 2, 3):
        await store_of_engine.desk.write(plan.notices, weight, {"gilani": weight}, AT)
    assert [each.revision for each in await waiting(store_of_engine)] == list(weights)


async def test_several_watches_bring_one_notice_that_names_them(engine: Desk, store_of_engine: Store) -> None:
    await follow(engine, "gilani", "figures")
    await follow(engine, ALL, "outcomes")
    await follow(engine, "senate")
    (notice,) = await told(store_of_engine, {"gilani": 3, "senate": 3, ALL: 3})
    assert sorted(notice.because) == [(ALL, "outcomes"), ("gilani", "figures"), ("senate", "everything")]


async def test_a_plan_made_twice_tells_once(engine: Desk, store_of_engine: Store) -> None:
    await follow(engine, ALL)
    await told(store_of_engine, {ALL: 1})
    assert len(await told(store_of_engine, {ALL: 1})) == 1


async def test_a_parked_chat_is_told_nothing(engine: Desk, store_of_engine: Store) -> None:
    """Nor are its topics, whether or not they were there when it was parked."""
    for chat in (CHAT, f"{CHAT}/45", f"{CHAT}/46", OTHER):
        await follow(engine, ALL, chat=chat)
    await engine.join(f"{CHAT}/45", AT)
    await engine.park(CHAT, AT)
    assert [each.chat for each in await told(store_of_engine, {ALL: 1})] == [OTHER]


async def test_quiet_hours_put_a_notice_off_to_their_end(engine: Desk, store_of_engine: Store) -> None:
    """By the clock of the chat: 23:00 there is 18:00 in UTC."""
    await engine.save_chat(Chat(CHAT, AT, settings=Settings(timezone="Asia/Karachi", quiet=(time(22), time(7)))))
    await follow(engine, ALL)
    (notice,) = await told(store_of_engine, {ALL: 1})
    assert (notice.kind, notice.due) == ("notice", datetime(2021, 3, 5, 2, tzinfo=UTC))


async def test_a_digest_is_due_at_its_time(engine: Desk, store_of_engine: Store) -> None:
    """The next one of the chat's own day."""
    await engine.save_chat(Chat(CHAT, AT, settings=Settings(timezone="Asia/Karachi", digest=time(23, 30))))
    await follow(engine, ALL)
    (notice,) = await told(store_of_engine, {ALL: 1})
    assert (notice.kind, notice.due) == ("digest", later(1800))


async def test_a_silent_chat_is_told_silently(engine: Desk, store_of_engine: Store) -> None:
    """So is a topic that goes with its group."""
    await engine.save_chat(Chat(CHAT, AT, settings=Settings(silent=True)))
    await follow(engine, ALL, chat=f"{CHAT}/45")
    await follow(engine, ALL, chat=OTHER)
    assert [(each.chat, each.silent) for each in await told(store_of_engine, {ALL: 1})] == [
        (OTHER, False),
        (f"{CHAT}/45", True),
    ]


def posting(message: str, state: str, *more: tuple[str, str], chat: str = CHAT) -> Posting:
    return Posting(
        *(chat, message, "text", "contest islamabad", None, "en", "UTC", 1), shows=((FIGURE, state), *more), at=AT
    )


async def put_right(store: Store, revision: int, *changes: Change) -> list[tuple[int, str]]:
    """Plan corrections and give what waits then: revision and message."""
    await store.desk.write(plan.corrections, revision, changes, AT)
    return [(each.revision, each.subject) for each in await waiting(store)]


async def edited(desk: Desk, message: str, *shows: str) -> None:
    """Carry out all that is due for a message, which then shows this too."""
    due = [each.delivery for each in await desk.share("telegram", "one", AT, limit=99, each=99, without=())]
    await desk.settle_all("one", [Outcome(each.id, "sent", message=each.subject) for each in due], AT)
    for state in shows:
        await desk.post(posting(message, state))


WRONG = Change(FIGURE, "6 official", "7 official")
BACK = Change(FIGURE, "7 official", "6 official")


async def test_a_message_that_shows_what_was_wrong_is_due(engine: Desk, store_of_engine: Store) -> None:
    """Under whatever status; one that shows another number, or another figure, is left alone."""
    await engine.post(
        *(posting("1", "6 official"), posting("2", "6 provisional"), posting("3", "5 provisional")),
        *(posting("4", "7 official"), replace(posting("5", "6"), shows=(("t/other", "6 official"),))),
    )
    assert await put_right(store_of_engine, 2, WRONG) == [(2, "1"), (2, "2")]


async def test_a_message_that_a_correction_overtook_is_due_as_it_is_written_down(
    engine: Desk, store_of_engine: Store
) -> None:
    """Made before the correction and written down after it; one made after it, or right anyway, is left alone."""
    await put_right(store_of_engine, 2, WRONG)
    late = posting("1", "6 official")
    await engine.post(late, posting("2", "7 official"), replace(posting("3", "7 official"), revision=2))
    await engine.post(late)
    assert [(each.revision, each.subject) for each in await waiting(store_of_engine)] == [(2, "1")]


async def test_where_only_the_status_was_wrong_the_number_stands(engine: Desk, store_of_engine: Store) -> None:
    await engine.post(posting("1", "6 official"), posting("2", "6 provisional"))
    assert await put_right(store_of_engine, 2, Change(FIGURE, "6 official", "6 unofficial")) == [(2, "1")]


async def test_what_is_taken_back_was_wrong_in_every_state(engine: Desk, store_of_engine: Store) -> None:
    await engine.post(posting("1", "6 official"), posting("2", "5 provisional"))
    assert await put_right(store_of_engine, 2, Change(FIGURE, "6 official", None)) == [(2, "1"), (2, "2")]


async def test_a_figure_put_back_as_it_was_shown_cancels_the_edit(engine: Desk, store_of_engine: Store) -> None:
    await engine.post(posting("1", "6 official"))
    await put_right(store_of_engine, 2, WRONG)
    assert await put_right(store_of_engine, 3, BACK) == []
    assert [(each.kind, each.state) for each in await engine.counts(2)] == [("edit", "cancelled")]


async def test_an_edit_that_is_needed_for_another_figure_stays(engine: Desk, store_of_engine: Store) -> None:
    await engine.post(posting("1", "6 official", ("t/valid", "1 official")))
    await put_right(store_of_engine, 2, WRONG, Change("t/valid", "1 official", "2 official"))
    assert await put_right(store_of_engine, 3, BACK) == [(2, "1")]


async def test_a_message_put_right_to_what_was_wrong_too_is_due_again(engine: Desk, store_of_engine: Store) -> None:
    """Whether it was edited, and shows that, or answered, and does not."""
    await engine.post(posting("1", "6 official"), posting("2", "6 official"))
    await put_right(store_of_engine, 2, WRONG)
    await edited(engine, "1", "7 official")
    assert await put_right(store_of_engine, 3, BACK) == [(3, "1"), (3, "2")]


async def test_a_figure_that_comes_back_is_put_back_where_it_was_taken_out(
    engine: Desk, store_of_engine: Store
) -> None:
    """And nowhere else."""
    await engine.post(posting("1", "6 official"))
    await put_right(store_of_engine, 2, Change(FIGURE, "6 official", None))
    await edited(engine, "1")
    await engine.post(posting("2", "6 official"))
    assert await put_right(store_of_engine, 3, Change(FIGURE, None, "6 official")) == [(3, "1")]


async def test_a_message_right_at_its_own_evening_is_left_alone(engine: Desk, store_of_engine: Store) -> None:
    """It was put right from 5 to 6; an update made 6 an 8 later, and the 8 was wrong."""
    await engine.post(posting("1", "5 official"))
    await put_right(store_of_engine, 2, Change(FIGURE, "5 official", "6 official"))
    await edited(engine, "1", "6 official")
    assert await put_right(store_of_engine, 9, Change(FIGURE, "8 official", "9 official")) == []


async def test_no_message_is_due_in_a_parked_chat(engine: Desk, store_of_engine: Store) -> None:
    """In one that nothing else is known of it is."""
    await engine.post(posting("1", "6 official"), posting("2", "6 official", chat=OTHER))
    await engine.park(CHAT, AT)
    assert await put_right(store_of_engine, 2, WRONG) == [(2, "2")]


async def test_what_a_posting_shows_is_told_as_shown_and_as_right(engine: Desk, store_of_engine: Store) -> None:
    """From what it showed first to what is right now, with the newest correction; nothing where nothing was wrong."""
    await revisions(store_of_engine, 4)
    await engine.post(posting("1", "6 official", ("t/valid", "1 official")))
    await put_right(store_of_engine, 2, WRONG)
    await engine.post(posting("1", "7 official"))
    await put_right(store_of_engine, 3, Change(FIGURE, "7 official", "8 official"))
    found = await engine.posting(CHAT, "1")
    assert found is not None
    (mended,) = await engine.mended(found)
    assert (mended.figure, mended.before, mended.after, mended.revision) == (FIGURE, "6 official", "8 official", 3)
    assert await engine.mended(replace(found, revision=3)) == ()


async def revisions(store: Store, number: int) -> None:
    def append(db: Database) -> None:
        sql = "INSERT INTO revisions (number, dossier, title, digest, content, author, why, at, warnings) VALUES"
        for each in range(1, number + 1):
            db.execute(f"{sql} (?, 'd', '', '', '', '', '', ?, '[]')", (each, AT.isoformat()))

    await store.desk.write(append)


async def test_old_postings_and_what_ended_with_them_are_purged(engine: Desk, store_of_engine: Store) -> None:
    """What is younger, or not yet done, stays."""
    await engine.post(posting("1", "6 official"), replace(posting("2", "6 official"), at=later(60)))
    await put_right(store_of_engine, 2, WRONG)
    await edited(engine, "1")
    await engine.enqueue(Delivery(CHAT, 2, "notice", "", AT))
    await engine.purge(later(60), limit=1)
    assert [each.message for each in await engine.postings_of(FIGURE)] == ["2"]
    assert [(each.kind, each.number) for each in await engine.counts(2)] == [("notice", 1)]


QUOTE = ("glorious", "fragment")
WORDS = Change("glorious", "#one", "#two")


async def test_a_message_that_shows_words_put_right_is_due(engine: Desk, store_of_engine: Store) -> None:
    """Whatever kind of quotation it was shown as; one made since is left alone."""
    await engine.post(replace(posting("1", ""), shows=(QUOTE,)), replace(posting("2", ""), shows=(QUOTE,), revision=2))
    assert await put_right(store_of_engine, 2, WORDS) == [(2, "1")]


async def test_words_put_back_as_they_were_shown_cancel_the_edit(engine: Desk, store_of_engine: Store) -> None:
    await engine.post(replace(posting("1", ""), shows=(QUOTE,)))
    await put_right(store_of_engine, 2, WORDS)
    assert await put_right(store_of_engine, 3, Change("glorious", "#two", "#one")) == []


async def test_a_message_put_right_is_put_back_with_its_words(engine: Desk, store_of_engine: Store) -> None:
    await engine.post(replace(posting("1", ""), shows=(QUOTE,)))
    await put_right(store_of_engine, 2, WORDS)
    await edited(engine, "1")
    assert await put_right(store_of_engine, 3, Change("glorious", "#two", "#one")) == [(3, "1")]


async def test_words_of_a_posting_are_told_as_others_or_as_gone(engine: Desk, store_of_engine: Store) -> None:
    await revisions(store_of_engine, 4)
    shown = replace(posting("1", ""), shows=(QUOTE,))
    await engine.post(shown)
    await put_right(store_of_engine, 2, WORDS)
    (mended,) = await engine.mended(shown)
    assert (mended.before, mended.after, mended.revision) == ("fragment", "fragment", 2)
    await put_right(store_of_engine, 3, Change("glorious", "#two", None))
    (mended,) = await engine.mended(shown)
    assert mended.after is None
    await put_right(store_of_engine, 4, Change("glorious", None, "#one"))
    assert await engine.mended(shown) == ()
