"""Chats, postings, the outbox, editors and the audit: the second half of the desk's contract."""

import asyncio
from dataclasses import replace
from datetime import time

from data.desk import Chat, Delivery, Desk, Outcome, Parcel, Settings
from tests.data.samples import AT, CHAT, POSTING, later

PERSON = "telegram:7"
OTHER = "telegram:71"


def delivery(chat: str = CHAT, subject: str = "55", revision: int = 2, seconds: int = 0) -> Delivery:
    return Delivery(chat, revision, "edit", subject, later(seconds))


async def test_a_chat_keeps_its_settings(engine: Desk) -> None:
    """The last ones; since when it is known stays."""
    assert await engine.chat(CHAT) is None
    await engine.save_chat(Chat(CHAT, AT))
    assert await engine.chat(CHAT) == Chat(CHAT, AT, "active")
    chosen = Settings("ur", "Asia/Karachi", "pk", (time(22), time(7, 30)), digest=time(8), silent=True)
    await engine.save_chat(Chat(CHAT, later(60), "parked", chosen))
    assert await engine.chat(CHAT) == Chat(CHAT, AT, "parked", chosen)


async def test_a_posting_is_found_by_what_it_shows(engine: Desk) -> None:
    """As it was posted, oldest first."""
    other = replace(POSTING, chat="discord:9", shows=POSTING.shows[:1], as_of=None, at=later(-60))
    await engine.post(POSTING, other)
    assert await engine.postings_of("t/pti") == (other, POSTING)
    assert await engine.postings_of("t/total") == (POSTING,)
    assert await engine.postings_of("t/ppp") == ()


async def test_a_posting_counts_for_what_it_showed_before_a_button(engine: Desk) -> None:
    """The message shows something else now, and is still found by what it showed."""
    await engine.post(POSTING)
    now = replace(POSTING, line="contest islamabad", page=0, shows=(("u/x", "1 official"),))
    await engine.post(now)
    (found,) = await engine.postings_of("t/pti")
    assert (found.line, found.page) == ("contest islamabad", 0)
    assert found.shows == (*POSTING.shows, ("u/x", "1 official"))


async def test_a_message_that_is_gone_is_no_posting(engine: Desk) -> None:
    """That one, and no other of its chat."""
    await engine.post(POSTING, replace(POSTING, message="56"))
    await engine.lift(CHAT, "55")
    assert [each.message for each in await engine.postings_of("t/pti")] == ["56"]


async def test_the_same_is_due_in_a_chat_once_a_revision(engine: Desk) -> None:
    """A plan that is made twice sends once."""
    assert await engine.enqueue(delivery(), delivery(subject="56")) == 2
    assert await engine.enqueue(delivery(), delivery(revision=3)) == 1
    assert [(each.subject, each.revision) for each in await engine.due("telegram", AT)] == [
        ("55", 2),
        ("56", 2),
        ("55", 3),
    ]


async def test_what_is_due_later_or_elsewhere_is_not_given(engine: Desk) -> None:
    """Longest due first, per platform."""
    await engine.enqueue(delivery(subject="later", seconds=60), delivery("discord:9", "there"), delivery())
    assert [each.subject for each in await engine.due("telegram", AT)] == ["55"]
    assert [each.subject for each in await engine.due("telegram", later(60))] == ["55", "later"]
    assert [each.subject for each in await engine.due("telegram", later(60), 1)] == ["55"]
    assert [each.subject for each in await engine.due("discord", AT)] == ["there"]


async def take(desk: Desk, holder: str, limit: int = 100) -> tuple[Parcel, ...]:
    return await desk.share("telegram", holder, AT, limit=limit, each=limit, without=())


async def test_what_is_taken_is_one_holders_until_it_is_taken_back(engine: Desk) -> None:
    """Then it is due for whoever asks, and the first can settle it no more."""
    await engine.enqueue(delivery())
    (taken,) = await take(engine, "one")
    assert (taken.delivery.state, taken.delivery.attempts) == ("leased", 1)
    assert await take(engine, "two") == ()
    assert await engine.due("telegram", later(86_400)) == ()
    await engine.reclaim("telegram", ())
    (again,) = await take(engine, "two")
    assert (again.delivery.id, again.delivery.attempts) == (taken.delivery.id, 2)
    await engine.settle_all("two", [Outcome(again.delivery.id, "sent", message="99")], AT)
    await engine.settle_all("one", [Outcome(again.delivery.id, "failed", why="late")], AT)
    assert [each.state for each in await engine.counts(2)] == ["sent"]
    assert await take(engine, "two") == ()


async def test_two_who_ask_at_once_share_and_never_overlap(engine: Desk) -> None:
    """Each delivery has one holder."""
    await engine.enqueue(*(delivery(subject=str(number)) for number in range(10)))
    shares = (take(desk, str(n), 6) for n, desk in enumerate((engine, engine)))
    taken = [[each.delivery.id for each in share] for share in await asyncio.gather(*shares)]
    assert sorted(len(share) for share in taken) == [4, 6]
    assert len({id_ for share in taken for id_ in share}) == 10


async def test_a_delivery_can_be_put_off(engine: Desk) -> None:
    """By who holds it; the attempts are remembered."""
    await engine.enqueue(delivery())
    (taken,) = await take(engine, "one")
    put_off = Outcome(taken.delivery.id, "due", due=later(90), why="limits")
    await engine.settle_all("two", [put_off], AT)
    assert [each.state for each in await engine.counts(2)] == ["leased"]
    await engine.settle_all("one", [put_off], AT)
    assert await engine.due("telegram", later(89)) == ()
    (again,) = await engine.due("telegram", later(90))
    assert (again.state, again.attempts, again.why) == ("due", 1, "limits")


async def test_editors_are_granted_and_revoked_on_the_record(engine: Desk) -> None:
    """One role each; the audit says who did it, newest first."""
    await engine.grant(PERSON, "editor", by="owner", at=AT)
    await engine.grant(PERSON, "owner", by="owner", at=later(1))
    assert [(each.id, each.role, each.by, each.at) for each in await engine.editors()] == [
        (PERSON, "owner", "owner", later(1))
    ]
    assert await engine.revoke(PERSON, by="owner", at=later(2))
    assert not await engine.revoke(PERSON, by="owner", at=later(3))
    assert await engine.editors() == ()
    assert [(each.what, each.subject, each.detail) for each in await engine.audited()] == [
        ("revoke", PERSON, "owner"),
        ("grant", PERSON, "owner"),
        ("grant", PERSON, "editor"),
    ]


async def test_what_was_done_is_written_down(engine: Desk) -> None:
    """In the order it was done, and only so much of it as is asked for."""
    await engine.audit(PERSON, "push", "revision 3", at=AT, detail="silent")
    await engine.audit(PERSON, "undo", "revision 3", at=later(1))
    (newest,) = await engine.audited(1)
    assert (newest.n, newest.who, newest.what, newest.subject, newest.detail) == (2, PERSON, "undo", "revision 3", "")
    assert newest.at == later(1)


async def test_what_is_known_within_a_place_goes_and_comes_back_with_it(engine: Desk) -> None:
    await engine.join(CHAT, AT)
    await engine.park("discord:1", AT, [CHAT, OTHER])
    known, unknown = await engine.chat(CHAT), await engine.chat(OTHER)
    assert known is not None
    assert (known.state, unknown) == ("parked", None)
    await engine.join("discord:1", AT, [CHAT, OTHER])
    assert await engine.chat(CHAT) == replace(known, state="active")
