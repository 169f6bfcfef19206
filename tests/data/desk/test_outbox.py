"""What is due, what one message tells of it, and how it ended: the courier's half of the desk's contract."""

from dataclasses import replace
from datetime import time

from data.desk import Chat, Count, Delivery, Desk, Hold, Outcome, Parcel, Settings
from tests.data.samples import AT, CHAT, later

NOTICE = Delivery(CHAT, 2, "notice", "", AT, because=(("gilani", "figures"), ("", "outcomes")), silent=True)
EDIT = Delivery(CHAT, 2, "edit", "55", AT)


async def taken(desk: Desk, *deliveries: Delivery, limit: int = 100) -> tuple[Parcel, ...]:
    """Let these be due, and take what is."""
    await desk.enqueue(*deliveries)
    return await desk.share("telegram", "one", AT, limit=limit, each=limit, without=())


def revisions(parcel: Parcel) -> list[int]:
    return [each.revision for each in parcel.told]


async def test_a_delivery_says_which_watches_brought_it(engine: Desk) -> None:
    (found,) = [each.delivery for each in await taken(engine, NOTICE)]
    assert (found.because, found.silent, found.platform) == (NOTICE.because, True, "telegram")


async def test_a_chat_is_told_of_a_revision_once_however(engine: Desk) -> None:
    """A notice and a digest are one thing to a chat; an edit is another."""
    assert await engine.enqueue(NOTICE, replace(NOTICE, kind="digest"), EDIT) == 2
    assert await engine.enqueue(replace(NOTICE, subject="other")) == 0


async def test_what_is_taken_comes_with_the_settings_of_its_chat(engine: Desk) -> None:
    """A topic that chose nothing goes with its group."""
    await engine.save_chat(Chat(CHAT, AT, settings=Settings(language="ur", timezone="Asia/Karachi")))
    await engine.join(f"{CHAT}/45", AT)
    (found,) = await taken(engine, replace(NOTICE, chat=f"{CHAT}/45"))
    assert found.delivery.settings == Settings(language="ur", timezone="Asia/Karachi")


async def test_a_topic_that_chose_for_itself_does_not_go_with_its_group(engine: Desk) -> None:
    await engine.save_chat(Chat(CHAT, AT, settings=Settings(language="ur", digest=time(8))))
    await engine.save_chat(Chat(f"{CHAT}/45", AT, settings=Settings()))
    assert await engine.settings(f"{CHAT}/45") == Settings()
    assert (await engine.settings(f"{CHAT}/46")).digest == time(8)


async def test_one_alone_may_do_something_at_a_time(engine: Desk) -> None:
    """Whoever saw who held it takes it over, unless that one has said since that it lives."""
    assert await engine.take("courier/telegram", "one", AT, None)
    assert not await engine.take("courier/telegram", "two", AT, None)
    assert await engine.take("courier/discord", "two", AT, None)
    seen = await engine.held("courier/telegram")
    assert seen == Hold("one", 0, AT)
    assert await engine.beat("courier/telegram", "one", later(5))
    assert await engine.held("courier/telegram") == Hold("one", 1, later(5))
    assert not await engine.take("courier/telegram", "two", later(35), seen)
    assert await engine.take("courier/telegram", "two", later(35), Hold("one", 1, later(5)))
    assert not await engine.beat("courier/telegram", "one", later(36))


async def test_only_who_holds_something_lets_it_go(engine: Desk) -> None:
    await engine.take("courier/telegram", "one", AT, None)
    await engine.free("courier/telegram", "two")
    assert await engine.held("courier/telegram") is not None
    await engine.free("courier/telegram", "one")
    assert await engine.held("courier/telegram") is None


async def test_news_that_wait_for_one_chat_become_one_message(engine: Desk) -> None:
    """Notices and digests alike, as far as they are due; other chats and edits stand apart."""
    others = [replace(NOTICE, revision=3, kind="digest"), replace(NOTICE, revision=4, due=later(60)), EDIT]
    (first,) = await taken(engine, NOTICE, *others, replace(NOTICE, chat="telegram:8"), limit=1)
    assert [(each.revision, each.state) for each in first.told] == [(2, "leased"), (3, "merged")]
    assert {(each.kind, each.chat) for each in await engine.due("telegram", AT)} == {
        ("edit", CHAT),
        ("notice", "telegram:8"),
    }


async def test_a_message_that_may_have_been_sent_is_sent_again_as_it_was(engine: Desk) -> None:
    """With all it told; what became due since is told by another."""
    await taken(engine, NOTICE, replace(NOTICE, revision=3))
    await engine.reclaim("telegram", ())
    found = await taken(engine, replace(NOTICE, revision=4))
    assert [revisions(each) for each in found] == [[2, 3], [4]]


async def test_several_changes_to_one_message_become_one_edit(engine: Desk) -> None:
    """Of that message, and no other."""
    others = replace(EDIT, revision=3), replace(EDIT, revision=3, subject="56")
    first, second = await taken(engine, EDIT, *others)
    assert (revisions(first), revisions(second), second.delivery.subject) == ([2, 3], [3], "56")


async def test_what_is_refused_can_be_done_another_way(engine: Desk) -> None:
    """In one step; where the chat has a notice of that revision, it gets no second."""
    (edit,) = await taken(engine, EDIT)
    reply = replace(EDIT, kind="reply")
    await engine.settle_all("one", [Outcome(edit.delivery.id, "refused", why="too old", then=(reply,))], AT)
    (due,) = await taken(engine)
    assert due.delivery.kind == "reply"
    await engine.enqueue(NOTICE)
    again = replace(NOTICE, because=())
    await engine.settle_all("one", [Outcome(due.delivery.id, "refused", why="no rights", then=(again,))], AT)
    assert await engine.counts(2) == (
        Count("telegram", "edit", "refused", 1),
        Count("telegram", "notice", "due", 1),
        Count("telegram", "reply", "refused", 1),
    )


async def test_progress_is_counted_and_trouble_named(engine: Desk) -> None:
    """By platform, kind and state; a chat that waits after a try is trouble too."""
    notices = (replace(NOTICE, chat=f"telegram:{number}") for number in range(3))
    first, second, third = [each.delivery.id for each in await taken(engine, *notices)]
    await engine.enqueue(replace(NOTICE, chat="discord:9", revision=3))
    outcomes = [
        Outcome(first, "sent", message="99"),
        Outcome(second, "failed", why="no such thing"),
        Outcome(third, "due", due=later(60), why="limits"),
    ]
    await engine.settle_all("one", outcomes, AT)
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


async def test_nothing_is_due_in_a_chat_that_is_parked(engine: Desk) -> None:
    """What waited there and in its topics has ended as gone."""
    await engine.enqueue(NOTICE, replace(NOTICE, chat=f"{CHAT}/45"), replace(NOTICE, chat=f"{CHAT}4"))
    await engine.park(CHAT, AT)
    assert [each.chat for each in await engine.due("telegram", AT)] == [f"{CHAT}4"]
    assert {each.state for each in await engine.troubled(2)} == {"gone"}
