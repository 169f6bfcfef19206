"""The courier: what is due goes out once, and one chat's trouble is no other's."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.delivery.attempt import NONCE, PAINTED, nonce
from bot.delivery.courier import BROKEN, HAND, UNDER_WAY
from bot.errors import ChatGone, ChatMoved, MessageGone, Refused, TryLater, Unpainted
from data.desk import Chat, Count, Delivery, Desk, Posting, Settings
from data.errors import TooSlow
from data.publish import publish
from data.store import Store
from tests.data.samples import sample
from tests.delivery.kit import AT, Post, edit, notice, until


async def test_what_is_due_goes_out_once_and_is_kept_as_a_posting(desk: Desk, post: Post) -> None:
    await desk.enqueue(*(notice(chat) for chat in range(1, 301)))
    await post.work(300)
    assert sorted(post.outlet.chats()) == sorted(f"telegram:{chat}" for chat in range(1, 301))
    assert await post.states() == {"sent": 300}
    kept = await desk.posting("telegram:7", await message_in(desk, "telegram:7"))
    assert kept is not None
    assert kept.line == "news"


async def message_in(desk: Desk, chat: str) -> str:
    found = await desk._store.read(
        lambda db: db.execute("SELECT message FROM outbox WHERE chat = ?", [chat]).fetchone()
    )
    return str(found[0])


async def test_it_counts_as_sent_only_once_the_platform_took_it(desk: Desk, post: Post) -> None:
    await desk.enqueue(notice())
    post.outlet.open.clear()

    async def asked() -> bool:
        return bool(post.outlet.acts)

    async with post.at_work():
        await until(asked)
        assert await post.states() == {"leased": 1}
        post.outlet.open.set()
        await post.until_ended(1)
    assert await post.states() == {"sent": 1}


async def test_what_is_due_later_is_not_sent_before_its_time(desk: Desk, post: Post) -> None:
    """A digest, or news for a chat in its quiet hours."""
    await desk.enqueue(notice(1), notice(2, seconds=3600))
    async with post.at_work():
        await post.until_ended(1)
        assert post.outlet.chats() == ["telegram:1"]
        post.hours.go_on(3600)
        await post.until_ended(2, passing=True)
    assert post.outlet.chats() == ["telegram:1", "telegram:2"]


async def test_a_chat_put_off_neither_delays_nor_repeats_another(desk: Desk, post: Post) -> None:
    await desk.enqueue(*(notice(chat) for chat in range(1, 51)))
    post.outlet.say["telegram:7"].append(TryLater(43_837))
    await post.work(49)
    assert len(post.outlet.chats()) == len(set(post.outlet.chats())) == 50
    assert await post.states() == {"sent": 49, "due": 1}


async def test_what_a_platform_asks_to_wait_is_waited_exactly(desk: Desk, post: Post) -> None:
    """Not a second less; what else is due in that chat waits too."""
    await desk.enqueue(notice(1), edit("55"), edit("56"), notice(2))
    post.outlet.say["telegram:1"].append(TryLater(90.5))
    await post.work(1)
    assert [each.due for each in await desk.due("telegram", AT + timedelta(seconds=91))] == [
        AT + timedelta(seconds=91)
    ] * 3
    assert await desk.due("telegram", AT + timedelta(seconds=90)) == ()
    assert len([act for act in post.outlet.acts if act.chat == "telegram:1"]) == 1
    post.hours.go_on(91)
    await post.work(4)
    assert await post.states() == {"sent": 4}


async def test_nothing_is_dropped_however_often_it_is_put_off(desk: Desk, post: Post) -> None:
    await desk.enqueue(notice())
    post.outlet.say["telegram:1"].extend([TryLater(10)] * 60)
    async with post.at_work():
        for turn in range(1, 61):

            async def tried(turn: int = turn) -> bool:
                return len(post.outlet.acts) == turn and await post.states() == {"due": 1}

            await until(tried, post.hours)
            post.hours.go_on(11)
        await post.until_ended(1, passing=True)
    assert await post.states() == {"sent": 1}


async def test_a_chat_that_blocked_the_bot_is_parked_and_asked_no_more(desk: Desk, post: Post) -> None:
    await desk.save_chat(Chat("telegram:1", AT))
    await desk.enqueue(notice(1), edit("55"), notice(2))
    post.outlet.say["telegram:1"].append(ChatGone("Forbidden: bot was blocked by the user"))
    await post.work(3)
    assert [act.chat for act in post.outlet.acts].count("telegram:1") == 1
    assert await post.states() == {"gone": 2, "sent": 1}
    assert await post.why() == {"telegram:1": "Forbidden: bot was blocked by the user"}
    parked = await desk.chat("telegram:1")
    assert parked is not None
    assert parked.state == "parked"


async def test_a_group_that_became_a_supergroup_is_told_under_its_new_id(desk: Desk, post: Post) -> None:
    """And all that is kept of it goes along."""
    await desk.save_chat(Chat("telegram:-5", AT, settings=Settings(language="en", silent=True)))
    await desk.enqueue(notice("telegram:-5"))
    post.outlet.say["telegram:-5"].append(ChatMoved("telegram:-1005"))
    await post.work(1)
    assert post.outlet.chats() == ["telegram:-5", "telegram:-1005"]
    assert (await desk.settings("telegram:-1005")).silent
    assert await desk.chat("telegram:-5") is None
    assert await desk.posting("telegram:-1005", await message_in(desk, "telegram:-1005")) is not None


async def test_an_edit_whose_picture_cannot_be_painted_is_tried_again_and_delays_no_other(
    desk: Desk, post: Post
) -> None:
    """The painter is slow when much is corrected at once; a reply below would be heard."""
    await desk.enqueue(*(edit(chat=chat) for chat in range(1, 10)))
    for chat in range(1, 9):
        post.outlet.say[f"telegram:{chat}"].append(Unpainted("the picture could not be painted"))
    await post.work(1)
    assert await post.states() == {"due": 8, "sent": 1}
    async with post.at_work():
        await post.until_ended(9, passing=True)
    assert {act.verb for act in post.outlet.acts} == {"edit"}


async def test_where_no_picture_can_be_painted_at_all_a_reply_says_what_was_wrong(desk: Desk, post: Post) -> None:
    await desk.enqueue(edit("55"))
    post.outlet.say["telegram:1"].extend([Unpainted("the picture could not be painted")] * 9)
    post.outlet.say["telegram:1"].insert(PAINTED, None)
    async with post.at_work():
        await post.until_ended(2, passing=True)
    assert [act.verb for act in post.outlet.acts] == ["edit"] * PAINTED + ["reply"]


async def test_an_edit_that_is_refused_becomes_a_reply_to_the_message(desk: Desk, post: Post) -> None:
    await desk.enqueue(edit("55"))
    post.outlet.say["telegram:1"].append(Refused("message can't be edited"))
    await post.work(2)
    assert [(act.verb, act.message or act.answering) for act in post.outlet.acts] == [("edit", "55"), ("reply", "55")]
    assert await desk.counts(2) == (
        Count("telegram", "edit", "refused", 1),
        Count("telegram", "reply", "sent", 1),
    )


async def test_what_can_neither_be_edited_nor_answered_is_one_notice_a_chat(desk: Desk, post: Post) -> None:
    await desk.enqueue(edit("55"), edit("56"), edit("57", chat=2))
    post.outlet.say["telegram:1"].extend([Refused("too old")] * 4)
    await post.work(6)
    assert [(act.verb, act.chat) for act in post.outlet.acts if act.verb == "send"] == [("send", "telegram:1")]
    assert await desk.counts(2) == (
        Count("telegram", "edit", "refused", 2),
        Count("telegram", "edit", "sent", 1),
        Count("telegram", "notice", "sent", 1),
        Count("telegram", "reply", "refused", 2),
    )


async def test_where_nothing_may_be_written_the_end_is_refused(desk: Desk, post: Post) -> None:
    """Muted, or without the right to write: the chat is there and is not parked."""
    await desk.save_chat(Chat("telegram:1", AT))
    await desk.enqueue(notice())
    post.outlet.say["telegram:1"].append(Refused("not enough rights to send text messages to the chat"))
    await post.work(1)
    assert await post.states() == {"refused": 1}
    known = await desk.chat("telegram:1")
    assert known is not None
    assert known.state == "active"


async def test_a_message_that_somebody_deleted_is_gone(desk: Desk, post: Post) -> None:
    """And is no posting any more; its chat stays."""
    await desk.post(Posting("telegram:1", "55", "text", "senate", None, "en", "UTC", 1, (("t/pti", "25"),), AT))
    await desk.enqueue(edit("55"))
    post.outlet.say["telegram:1"].append(MessageGone("message to edit not found"))
    await post.work(1)
    assert await post.states() == {"gone": 1}
    assert await desk.posting("telegram:1", "55") is None


async def test_a_topic_that_was_deleted_is_parked_and_its_group_is_not(desk: Desk, post: Post) -> None:
    await desk.save_chat(Chat("telegram:-5", AT))
    await desk.enqueue(notice("telegram:-5/9"), notice("telegram:-5"))
    post.outlet.say["telegram:-5/9"].append(ChatGone("message thread not found"))
    await post.work(2)
    states = {key: chat.state for key in ("telegram:-5", "telegram:-5/9") if (chat := await desk.chat(key))}
    assert states == {"telegram:-5": "active", "telegram:-5/9": "parked"}


async def tried_again(post: Post, times: int) -> None:
    """Let what was put off be tried so often."""

    async def put_off() -> bool:
        return (await post.states()).get("leased", 0) == 0

    for _ in range(times):
        await until(put_off)
        post.hours.go_on(3600)


async def test_what_nobody_foresaw_is_one_deliverys_failure(desk: Desk, post: Post) -> None:
    """Tried a few times, named without what it said, and no other waits for it."""
    await desk.enqueue(notice(1), notice(2))
    post.writer.breaks["telegram:1"] = RuntimeError("nobody foresaw this")
    async with post.at_work():
        await post.until_ended(1)
        await tried_again(post, BROKEN)
        await post.until_ended(2, passing=True)
    assert await post.states() == {"sent": 1, "failed": 1}
    assert await post.why() == {"telegram:1": "RuntimeError"}


async def test_a_record_that_is_slow_is_waited_for_however_long(
    desk: Desk, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    """A machine with too much to do costs no message, and nobody is to act on it."""
    await desk.enqueue(notice(1), notice(2))
    post.writer.breaks["telegram:1"] = TooSlow("a question took too long")
    async with post.at_work():
        await post.until_ended(1)
        await tried_again(post, BROKEN * 2)
        post.writer.breaks.clear()
        await post.until_ended(2, passing=True)
    assert await post.states() == {"sent": 2}
    assert "delivery 1 waits for the store: a question took too long" in caplog.messages
    assert [each for each in caplog.records if "courier" in each.name and each.levelno >= logging.ERROR] == []


async def test_what_need_not_be_said_any_more_is_cancelled(desk: Desk, post: Post) -> None:
    await desk.enqueue(notice(1))
    post.writer.silent_about.add("telegram:1")
    await post.work(1)
    assert await post.states() == {"cancelled": 1}
    assert post.outlet.acts == []


async def test_a_chat_with_much_to_hear_leaves_room_for_the_others(desk: Desk, post: Post) -> None:
    """Its messages are put right one after another, while every other chat is served."""
    await desk.enqueue(*(edit(str(number)) for number in range(500)), *(notice(chat) for chat in range(2, 12)))
    post.outlet.open.clear()

    async def everybody() -> bool:
        return len({act.chat for act in post.outlet.acts}) == 11

    async with post.at_work():
        await until(everybody)
        assert [act.chat for act in post.outlet.acts].count("telegram:1") == 1
        post.outlet.open.set()


async def test_only_so_many_are_under_way_and_in_hand(desk: Desk, post: Post) -> None:
    await desk.enqueue(*(notice(chat) for chat in range(1, 1001)))
    post.outlet.open.clear()

    async def busy() -> bool:
        return post.outlet.at_once == UNDER_WAY

    async with post.at_work():
        await until(busy)
        assert (await post.states())["leased"] <= HAND
        post.outlet.open.set()
        await post.until_ended(1000)
    assert post.outlet.most_at_once == UNDER_WAY


async def test_several_news_for_a_chat_are_one_message(desk: Desk, post: Post) -> None:
    """In its language; each keeps what became of it."""
    await desk.save_chat(Chat("telegram:1", AT, settings=Settings(language="ur")))
    await desk.enqueue(notice(1, 2), notice(1, 3))
    await post.work(1)
    assert [act.text for act in post.outlet.acts] == ["notice 2 3 ur"]
    assert (await post.states(2), await post.states(3)) == ({"sent": 1}, {"merged": 1})


async def test_a_delivery_has_one_nonce_however_often_it_is_sent() -> None:
    """Another delivery, another form of it, and another chat's have others; all fit Discord."""
    one = Delivery("discord:5", 2, "notice", "", AT, id=7)
    other = [replace(one, id=8), replace(one, kind="reply"), replace(one, chat="discord:6"), replace(one, revision=3)]
    assert nonce(one) == nonce(replace(one, attempts=9, state="leased"))
    assert len({nonce(each) for each in (one, *other)}) == 5
    assert all(len(nonce(each)) <= NONCE for each in other)


async def test_an_orderly_stop_lets_arrive_what_is_under_way_and_gives_back_the_rest(desk: Desk, post: Post) -> None:
    await desk.enqueue(*(notice(chat) for chat in range(1, 101)))
    post.outlet.open.clear()

    async def busy() -> bool:
        return post.outlet.at_once == UNDER_WAY

    task = asyncio.create_task(post.courier.run())
    await until(busy)
    task.cancel()
    await asyncio.sleep(0)
    post.outlet.open.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await post.states() == {"sent": UNDER_WAY, "due": 100 - UNDER_WAY}
    assert await desk.held("courier/telegram/42") is None


async def test_what_is_overtaken_before_it_is_sent_is_merged(desk: Desk, store: Store, post: Post) -> None:
    """Also when it is in hand already; what has begun is sent as it was, and the newer after it."""
    await desk.enqueue(*(notice(chat) for chat in range(1, UNDER_WAY + 11)))
    post.outlet.open.clear()

    async def busy() -> bool:
        # Asleep too: a look that is still under way could take the newer news up before there is a newer revision.
        return post.outlet.at_once == UNDER_WAY and post.hours.sleepers() > 1

    async def merged() -> bool:
        return (await post.states(3)).get("merged", 0) == 10

    async with post.at_work():
        await until(busy)
        await desk.enqueue(*(notice(chat, 3) for chat in range(1, UNDER_WAY + 11)))
        await publish(store, sample(), author="somebody", why="newer", at=AT)
        await until(merged, post.hours)
        post.outlet.open.set()
        await post.until_ended(UNDER_WAY + 10, 3, passing=True)
    told = sorted(act.text for act in post.outlet.acts)
    assert told == sorted(["notice 2 3 en"] * 10 + ["notice 2 en", "notice 3 en"] * UNDER_WAY)


async def test_a_platform_that_is_served_again_after_months_hears_no_old_news(desk: Desk, post: Post) -> None:
    """But the message that shows something wrong is put right."""
    shows = (("t/a", "1 official"),)
    await desk.post(Posting("telegram:1", "55", "text", "x", None, "en", "UTC", 1, shows, AT))
    await desk.enqueue(notice(1), notice(2), edit("55"), replace(notice(3), kind="send", subject="preview x"))
    post.hours.day += timedelta(days=60)
    await desk.enqueue(Delivery("telegram:4", 3, "notice", "", post.hours.day))
    async with post.at_work():
        await post.until_ended(4)
        await post.until_ended(1, revision=3)
    assert [(act.verb, act.chat) for act in post.outlet.acts] == [("edit", "telegram:1"), ("send", "telegram:4")]
    assert await post.states() == {"lapsed": 3, "sent": 1}
