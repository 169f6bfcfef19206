"""What is due, who carries it, and how it ended: the courier's half of the desk's contract."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from data.desk import Chat, Count, Delivery, Desk, Settings
from tests.data.desk.test_delivery import CHAT, later
from tests.data.samples import AT

NOTICE = Delivery(CHAT, 2, "notice", "", AT, because=(("gilani", "figures"), ("", "outcomes")), silent=True)
EDIT = Delivery(CHAT, 2, "edit", "55", AT)


async def taken(desk: Desk, *deliveries: Delivery, seconds: int = 0) -> tuple[Delivery, ...]:
    await desk.enqueue(*deliveries)
    return await desk.lease("telegram", "one", later(seconds), later(seconds + 30))


async def test_a_delivery_says_which_watches_brought_it(engine: Desk) -> None:
    (found,) = await taken(engine, NOTICE)
    assert (found.because, found.silent, found.platform) == (NOTICE.because, True, "telegram")


async def test_a_chat_is_told_of_a_revision_once_however(engine: Desk) -> None:
    """A notice and a digest are one thing to a chat; an edit is another."""
    assert await engine.enqueue(NOTICE, replace(NOTICE, kind="digest"), EDIT) == 2
    assert await engine.enqueue(replace(NOTICE, subject="other")) == 0


async def test_what_is_leased_comes_with_the_settings_of_its_chat(engine: Desk) -> None:
    """A topic that chose nothing goes with its group."""
    await engine.save_chat(Chat(CHAT, AT, settings=Settings(language="ur", timezone="Asia/Karachi")))
    await engine.join(f"{CHAT}/45", AT)
    (found,) = await taken(engine, replace(NOTICE, chat=f"{CHAT}/45"))
    assert found.settings == Settings(language="ur", timezone="Asia/Karachi")


async def test_a_topic_that_chose_for_itself_does_not_go_with_its_group(engine: Desk) -> None:
    await engine.save_chat(Chat(CHAT, AT, settings=Settings(language="ur", digest=time(8))))
    await engine.save_chat(Chat(f"{CHAT}/45", AT, settings=Settings()))
    assert await engine.settings(f"{CHAT}/45") == Settings()
    assert (await engine.settings(f"{CHAT}/46")).digest == time(8)


async def test_a_platform_has_one_courier(engine: Desk) -> None:
    """Until its lease lapses; another platform has another."""
    assert await engine.hold("telegram", "one", AT, later(30))
    assert not await engine.hold("telegram", "two", later(29), later(60))
    assert await engine.hold("discord", "two", later(29), later(60))
    assert await engine.hold("telegram", "one", later(29), later(60))
    assert not await engine.hold("telegram", "two", later(59), later(90))
    assert await engine.hold("telegram", "two", later(60), later(90))
    assert not await engine.hold("telegram", "one", later(61), later(90))


async def test_a_courier_that_stops_leaves_all_to_the_next(engine: Desk) -> None:
    """At once, without waiting for leases to lapse."""
    await engine.hold("telegram", "one", AT, later(30))
    await taken(engine, NOTICE)
    await engine.release("telegram", "one")
    assert await engine.hold("telegram", "two", AT, later(30))
    assert len(await engine.lease("telegram", "two", AT, later(30))) == 1


async def test_a_lease_from_before_the_clock_was_set_back_has_lapsed(engine: Desk) -> None:
    """For another holder; whoever took it and still works does not take it twice."""
    assert await engine.hold("telegram", "one", later(3600), later(3660))
    await taken(engine, NOTICE, seconds=3600)
    assert await engine.lease("telegram", "one", AT, later(30)) == ()
    assert await engine.hold("telegram", "two", AT, later(30))
    assert len(await engine.lease("telegram", "two", AT, later(30))) == 1


async def test_a_lease_is_short_and_renewed(engine: Desk) -> None:
    """At most ten minutes at once; all that a holder has at once."""
    with pytest.raises(ValueError, match="renew"):
        await engine.lease("telegram", "one", AT, AT + timedelta(minutes=11))
    await taken(engine, NOTICE, EDIT)
    assert await engine.renew("one", later(29), later(59)) == 2
    assert await engine.renew("two", later(29), later(59)) == 0
    assert await engine.lease("telegram", "two", later(58), later(88)) == ()


async def test_news_that_wait_for_one_chat_become_one_message(engine: Desk) -> None:
    """Notices and digests alike, as far as they are due; other chats and edits stand apart."""
    others = [replace(NOTICE, revision=3, kind="digest"), replace(NOTICE, revision=4, due=later(60)), EDIT]
    await engine.enqueue(NOTICE, *others, replace(NOTICE, chat="telegram:8"))
    (first, *_) = await engine.lease("telegram", "one", AT, later(30), 1)
    told = await engine.gather(first.id, "one", AT)
    assert [(each.revision, each.state) for each in told] == [(2, "leased"), (3, "merged")]
    assert {(each.kind, each.chat) for each in await engine.due("telegram", AT)} == {
        ("edit", CHAT),
        ("notice", "telegram:8"),
    }


async def test_a_message_that_may_have_been_sent_is_sent_again_as_it_was(engine: Desk) -> None:
    """What became due since is told by another."""
    await engine.enqueue(NOTICE, replace(NOTICE, revision=3))
    (first,) = await engine.lease("telegram", "one", AT, later(30), 1)
    await engine.gather(first.id, "one", AT)
    await engine.enqueue(replace(NOTICE, revision=4))
    assert [each.revision for each in await engine.gather(first.id, "one", AT, more=False)] == [2, 3]
    assert [each.revision for each in await engine.gather(first.id, "one", AT)] == [2, 3, 4]


async def test_several_changes_to_one_message_become_one_edit(engine: Desk) -> None:
    """Of that message, and no other."""
    first, *_ = await taken(engine, EDIT)
    await engine.enqueue(replace(EDIT, revision=3), replace(EDIT, revision=3, subject="56"))
    assert [each.revision for each in await engine.gather(first.id, "one", AT)] == [2, 3]
    assert [each.subject for each in await engine.due("telegram", AT)] == ["56"]


async def test_nobody_gathers_what_another_holds(engine: Desk) -> None:
    first, *_ = await taken(engine, NOTICE)
    assert await engine.gather(first.id, "two", AT) == ()


async def test_what_is_refused_can_be_done_another_way(engine: Desk) -> None:
    """In one step; where the chat has a notice of that revision, it gets no second."""
    (edit,) = await taken(engine, EDIT)
    reply = replace(EDIT, kind="reply")
    assert not await engine.turn(edit.id, "two", reply, why="too old", at=AT)
    assert await engine.turn(edit.id, "one", reply, why="too old", at=AT)
    (due,) = await engine.lease("telegram", "one", AT, later(30))
    assert due.kind == "reply"
    await engine.enqueue(NOTICE)
    assert not await engine.turn(due.id, "one", replace(NOTICE, because=()), why="no rights", at=AT)
    assert await engine.counts(2) == (
        Count("telegram", "edit", "refused", 1),
        Count("telegram", "notice", "due", 1),
        Count("telegram", "reply", "refused", 1),
    )


async def test_progress_is_counted_and_trouble_named(engine: Desk) -> None:
    """By platform, kind and state; a chat that waits after a try is trouble too."""
    first, second, third = await taken(engine, *(replace(NOTICE, chat=f"telegram:{number}") for number in range(3)))
    await engine.enqueue(replace(NOTICE, chat="discord:9", revision=3))
    await engine.settle(first.id, "one", "sent", message="99", at=AT)
    await engine.settle(second.id, "one", "failed", why="no such thing", at=AT)
    await engine.postpone(third.id, "one", later(60), "limits")
    assert await engine.counts(2) == (
        Count("telegram", "notice", "due", 1),
        Count("telegram", "notice", "failed", 1),
        Count("telegram", "notice", "sent", 1),
    )
    assert [(each.chat, each.why) for each in await engine.troubled(2)] == [
        ("telegram:1", "no such thing"),
        ("telegram:2", "limits"),
    ]
    assert await engine.delivered() == (3, 2)
    assert (await engine.waiting("telegram"), await engine.waiting("discord")) == (1, 1)


async def test_the_next_moment_is_known(engine: Desk) -> None:
    """When something is due, or a lease lapses."""
    assert await engine.next_due("telegram") is None
    await engine.enqueue(replace(NOTICE, due=later(60)))
    assert await engine.next_due("telegram") == later(60)
    await taken(engine, EDIT)
    assert await engine.next_due("telegram") == later(30)


async def test_nothing_is_due_in_a_chat_that_is_parked(engine: Desk) -> None:
    """What waited there and in its topics has ended as gone."""
    await engine.enqueue(NOTICE, replace(NOTICE, chat=f"{CHAT}/45"), replace(NOTICE, chat=f"{CHAT}4"))
    await engine.park(CHAT, AT)
    assert [each.chat for each in await engine.due("telegram", AT)] == [f"{CHAT}4"]
    assert {each.state for each in await engine.troubled(2)} == {"gone"}
