"""What goes wrong on the wire, and what becomes of it."""

from __future__ import annotations

import asyncio
import gc
import logging
from typing import Any

import pytest

from bot.adapters.telegram.intake import Timing
from bot.dispatch import Bot
from bot.errors import NotAdmitted
from tests.adapters.telegram.running import Held, Slept, adapter, serving
from tests.adapters.telegram.test_cards import album
from tests.fakes.cable import Cable
from tests.fakes.telegram import GARBAGE, NONSENSE, RESET, SILENCE, TOKEN, Call, Fake, Fault, flood, refuse
from tests.fakes.telegram_chats import GROUP, PRIVATE
from tests.sample import Kept


def ours() -> list[asyncio.Task[Any]]:
    """Give the tasks that are neither the test's nor the fake server's."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    return [task for task in others if "RequestHandler" not in repr(task.get_coro())]


async def end(task: asyncio.Task[None]) -> None:
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


AWAY = {"reset": RESET, "garbage": GARBAGE, "502": refuse(502, "Bad Gateway"), "500": refuse(500, "Internal")}
ALBUM = Bot(album, None, Kept())
CAROL = {"id": 8, "type": "private", "first_name": "Carol"}


@pytest.mark.parametrize("token", ["1:wrong", "", "not a token", "1:wrong\n"])
async def test_a_wrong_token_is_not_admitted_and_not_told(fake: Fake, token: str) -> None:
    with pytest.raises(NotAdmitted, match="TELEGRAM_TOKEN is not accepted by Telegram") as error:
        await adapter(fake, token=token).run()
    assert error.value.__context__ is None
    assert "wrong" not in str(error.value)


async def test_an_address_where_no_bot_api_is_is_not_admitted(fake: Fake) -> None:
    fake.fault("getMe", refuse(404, "Not Found"))
    with pytest.raises(NotAdmitted, match="TELEGRAM_API_URL"):
        await adapter(fake).run()


async def test_a_token_revoked_while_serving_ends_it(fake: Fake) -> None:
    async with asyncio.timeout(5):
        fake.fault("getUpdates", refuse(401, "Unauthorized"))
        with pytest.raises(NotAdmitted):
            await adapter(fake).run()


async def test_a_webhook_that_others_set_ends_it_with_another_clear_line(fake: Fake) -> None:
    """It is not taken down: it may be another program's that works."""
    fake.hook["url"] = "https://elsewhere.example/hook"
    with pytest.raises(NotAdmitted, match="a webhook is set for TELEGRAM_TOKEN"):
        await adapter(fake).run()
    assert fake.hook["url"] == "https://elsewhere.example/hook"


@pytest.mark.parametrize("fault", AWAY.values(), ids=AWAY)
@pytest.mark.parametrize("method", ["getMe", "getUpdates", "setMyCommands", "sendMessage"])
async def test_a_platform_that_is_away_is_waited_for(fake: Fake, method: str, fault: Fault) -> None:
    """Each wait is twice the one before, and the answer comes in the end."""
    sleep = Slept()
    fake.fault(method, fault, fault, fault)
    async with serving(fake, sleep=sleep):
        await fake.until_confirmed(await fake.say("/seat x"))
    assert sleep.waits == [1, 2, 4]
    assert [call.status for call in fake.of("sendMessage")][-1] == 200


async def test_a_network_that_is_cut_for_minutes_loses_nothing(fake: Fake, kept: Kept) -> None:
    """Cut in the middle of an answer; what was asked before and meanwhile is answered once it is mended, once."""
    cut = asyncio.Event()

    class Patient(Slept):
        async def __call__(self, seconds: float) -> None:
            await super().__call__(seconds)
            if sum(self.waits) > 240:
                await cable.mend()

    async with Cable(fake.url) as cable:
        fake.on_call = lambda call: cut.set() if call.method == "sendMessage" else None
        fake.fault("sendMessage", SILENCE)
        task = asyncio.create_task(adapter(fake, kept, sleep=(sleep := Patient()), api_url=cable.url).run())
        await fake.say("/seat before")
        await asyncio.wait_for(cut.wait(), 5)
        await cable.cut()
        await fake.say("/seat meanwhile", CAROL)
        for line in ("Seat before", "Seat meanwhile"):
            await fake.until_sent(line)
        await end(task)
    assert fake.waiting == []
    assert sorted(set(sleep.waits)) == [1, 2, 4, 8, 16, 30]
    assert [call.status for call in fake.of("sendMessage")] == [0, 200, 200]


async def test_an_answer_without_updates_is_asked_again(fake: Fake) -> None:
    sleep = Slept()
    fake.fault("getUpdates", NONSENSE)
    async with serving(fake, sleep=sleep):
        await fake.until_confirmed(await fake.say("/seat x"))
    assert sleep.waits == [1]


async def test_waits_are_capped(fake: Fake) -> None:
    """Minutes away: the waits stop growing, and the update comes through when the platform is back."""
    sleep = Slept()
    fake.fault("getUpdates", *[refuse(502, "Bad Gateway")] * 9)
    async with serving(fake, sleep=sleep):
        await fake.until_confirmed(await fake.say("/seat x"))
    assert sleep.waits == [1, 2, 4, 8, 16, 30, 30, 30, 30]


@pytest.mark.parametrize("method", ["getMe", "getUpdates", "sendMessage"])
async def test_silence_is_a_fault_like_any_other(fake: Fake, method: str) -> None:
    sleep = Slept()
    fake.fault(method, SILENCE)
    async with serving(fake, sleep=sleep, timing=Timing(poll=0, answer=0.2)):
        await fake.until_confirmed(await fake.say("/seat x"))
    assert sleep.waits == [1]


@pytest.mark.parametrize("method", ["answerCallbackQuery", "editMessageText", "sendPhoto", "editMessageMedia"])
@pytest.mark.parametrize("fault", [*AWAY.values(), flood(1)], ids=[*AWAY, "429"])
async def test_a_press_and_a_picture_are_waited_for_too(fake: Fake, method: str, fault: Fault) -> None:
    sleep = Slept()
    async with serving(fake, bot=ALBUM, sleep=sleep):
        fake.fault(method, fault)
        await fake.say("/house")
        await fake.say("/seat x")
        photo, text = await fake.next_call("sendPhoto"), await fake.next_call("sendMessage")
        photo = photo if photo.status == 200 else await fake.next_call("sendPhoto")
        sleep.time += 10
        await fake.press(photo.result["message_id"], "other")
        await fake.until_sent("Other")
        await fake.press(text.result["message_id"], "seat y")
        await fake.until_sent("Seat y")
    assert sleep.waits == [1]
    assert fake.unanswered == []


@pytest.mark.parametrize("method", ["getMe", "getUpdates", "setMyCommands", "sendMessage"])
async def test_retry_after_is_obeyed_to_the_second(fake: Fake, method: str) -> None:
    sleep = Slept()
    fake.fault(method, flood(17))
    async with serving(fake, sleep=sleep):
        await fake.until_confirmed(await fake.say("/seat x"))
    assert sleep.waits == [17]


async def test_a_wait_of_hours_is_obeyed_by_that_chat_and_waited_for_by_nobody(fake: Fake) -> None:
    """What is asked there meanwhile goes unanswered rather than out in hours; the next chat is answered."""
    fake.fault("sendMessage", flood(43837))
    sleep = Slept()
    async with serving(fake, sleep=sleep):
        await fake.until_confirmed(await fake.say("/seat x"))
        await fake.until_confirmed(await fake.say("/seat y"))
        await fake.until_confirmed(await fake.say("/seat z", CAROL))
        sleep.time += 43837
        await fake.until_confirmed(await fake.say("/seat again"))
    assert sleep.waits == []
    said = [(call.status, call.text.split("\n")[0]) for call in fake.of("sendMessage")]
    assert said == [(429, ""), (200, "Seat z"), (200, "Seat again")]


async def test_an_answer_is_given_up_after_a_quarter_of_an_hour(fake: Fake) -> None:
    fake.fault("sendMessage", *[refuse(500, "Internal")] * 36)
    sleep = Slept()
    async with serving(fake, sleep=sleep):
        await fake.until_confirmed(await fake.say("/seat x"))
    assert 900 < sum(sleep.waits) < 1100


@pytest.mark.parametrize(
    ("fault", "parked"),
    [
        (refuse(403, "Forbidden: bot was blocked by the user"), True),
        (refuse(403, "Forbidden: bot was kicked from the supergroup chat"), True),
        (refuse(400, "Bad Request: chat not found"), True),
        (refuse(400, "Bad Request: not enough rights to send text messages to the chat"), False),
        (refuse(400, "Bad Request: TOPIC_CLOSED"), False),
    ],
    ids=["blocked", "kicked", "gone", "muted", "closed topic"],
)
async def test_a_chat_closed_to_us_is_noted_and_dropped(
    fake: Fake, kept: Kept, fault: Fault, parked: bool, caplog: Any
) -> None:
    """And parked where nothing can go there any more."""
    caplog.set_level(logging.INFO)
    fake.fault("sendMessage", fault)
    async with serving(fake, kept):
        await fake.until_confirmed(await fake.say("/seat x", GROUP))
    noted = [record for record in caplog.records if "closed to us" in record.getMessage()]
    assert [record.levelname for record in noted] == ["INFO"]
    assert len(fake.of("sendMessage")) == 1
    assert kept.chats == ({"telegram:-100": "parked"} if parked else {})


async def test_an_update_that_raises_is_logged_and_done(fake: Fake, caplog: Any) -> None:
    fake.fault("sendMessage", refuse(400, "Bad Request: something nobody foresaw"))
    async with serving(fake):
        await fake.until_confirmed(await fake.say("/seat x"))
        await fake.say("/seat y")
        await fake.next_call("sendMessage")
        assert (await fake.next_call("sendMessage")).status == 200
    assert "Something nobody foresaw" in caplog.text


async def test_a_press_is_answered_even_when_the_edit_fails(fake: Fake) -> None:
    fake.fault("editMessageText", refuse(400, "Bad Request: something nobody foresaw"))
    async with serving(fake):
        await fake.say("/seat x")
        number = (await fake.next_call("sendMessage")).result["message_id"]
        await fake.press(number, "seat y")
        await fake.next_call("editMessageText")
    assert fake.unanswered == []


async def test_a_press_answered_too_late_still_edits(fake: Fake) -> None:
    fake.fault("answerCallbackQuery", refuse(400, "Bad Request: query is too old and response timeout expired"))
    async with serving(fake):
        await fake.say("/seat x")
        number = (await fake.next_call("sendMessage")).result["message_id"]
        await fake.press(number, "seat y")
        assert (await fake.next_call("editMessageText")).status == 200


@pytest.mark.parametrize("method", ["getMe", "getUpdates", "setMyCommands", "sendMessage", "sendPhoto"])
@pytest.mark.parametrize("fault", [*AWAY.values(), flood(3), SILENCE], ids=[*AWAY, "429", "silence"])
async def test_the_token_is_in_no_log(fake: Fake, method: str, fault: Fault, caplog: Any) -> None:
    """Whatever happens, with everything logged at the lowest level, message and trace alike."""
    caplog.set_level(logging.DEBUG)
    for name in ("aiohttp", "telegram", "asyncio", "bot"):
        caplog.set_level(logging.DEBUG, logger=name)
    fake.fault(method, fault)
    async with serving(fake, timing=Timing(poll=0, answer=0.2)):
        await fake.until_confirmed(await fake.say("/house"))
        await fake.until_confirmed(await fake.say("/broken"))
    assert "Calling Bot API endpoint" in caplog.text
    assert TOKEN not in caplog.text
    assert not any(TOKEN in f"{record.__dict__}" for record in caplog.records)


async def test_a_refused_token_is_in_no_log(fake: Fake, caplog: Any) -> None:
    caplog.set_level(logging.DEBUG)
    wrong = "1:wrong"
    with pytest.raises(NotAdmitted):
        await adapter(fake, token=wrong).run()
    assert wrong not in caplog.text


async def test_one_slow_chat_holds_no_other_up(fake: Fake) -> None:
    """And is itself answered in order."""
    sleep = Held()
    fake.fault("sendMessage", flood(60))
    async with serving(fake, sleep=sleep):
        first = await fake.say("/seat slow")
        await fake.say("/seat next")
        await asyncio.wait_for(sleep.waiting.wait(), 5)
        await fake.say("/seat other", CAROL)
        await fake.next_call("sendMessage")
        assert (await fake.next_call("sendMessage")).params["chat_id"] == CAROL["id"]
        assert first in fake.waiting
        sleep.go_on.set()
        texts = [(await fake.next_call("sendMessage")).text.split("\n")[0] for _ in range(2)]
        await fake.until_confirmed(first)
    assert texts == ["Seat slow", "Seat next"]


async def test_stopping_confirms_what_was_done(fake: Fake, kept: Kept) -> None:
    """Cancelled while answering: the answer still goes out, and nothing is handed out twice."""
    task = asyncio.create_task(adapter(fake, kept).run())

    def stop(call: Call) -> None:
        if call.method == "sendMessage":
            task.cancel()

    fake.on_call = stop
    number = await fake.say("/seat x")
    with pytest.raises(asyncio.CancelledError):
        await task
    assert fake.waiting == []
    assert fake.confirmed == [number]
    assert [call.status for call in fake.of("sendMessage")] == [200]


async def test_stopping_mid_batch_loses_nothing(fake: Fake, kept: Kept) -> None:
    """What cannot be finished stays at Telegram and is answered by the next start; what was done is not repeated."""
    stuck = asyncio.Event()

    async def sleep(_seconds: float) -> None:
        stuck.set()
        await asyncio.Event().wait()

    fake.fault("sendMessage", flood(60), chat=PRIVATE["id"])
    done, slow, behind = await fake.say("/seat a", CAROL), await fake.say("/seat b"), await fake.say("/seat c")
    task = asyncio.create_task(adapter(fake, kept, sleep=sleep, timing=Timing(grace=0.1)).run())
    await asyncio.wait_for(stuck.wait(), 5)
    await fake.until_confirmed(done)
    await end(task)
    assert fake.waiting == [slow, behind]
    async with serving(fake, kept):
        await fake.until_confirmed(behind)
    answered = [call.text.split("\n")[0] for call in fake.of("sendMessage") if call.status == 200]
    assert answered == ["Seat a", "Seat b", "Seat c"]


async def test_stopping_does_not_wait_for_a_confirmation_that_never_comes(fake: Fake, caplog: Any) -> None:
    """However long other answers of Telegram's may take."""
    task = asyncio.create_task(adapter(fake, timing=Timing(answer=3600, grace=0.1, last=0.1)).run())
    fake.on_call = lambda call: fake.fault("getUpdates", SILENCE, SILENCE) if call.method == "sendMessage" else None
    await fake.say("/seat x")
    await fake.next_call("sendMessage")
    async with asyncio.timeout(60):
        await end(task)
    assert "the last updates stay unconfirmed" in caplog.text


async def test_stopping_works_before_telegram_has_answered_at_all(fake: Fake) -> None:
    fake.fault("getMe", SILENCE)
    task = asyncio.create_task(adapter(fake).run())
    await fake.next_call("getMe")
    await end(task)
    assert ours() == []


async def test_nothing_is_left_running_or_open(fake: Fake) -> None:
    """Sockets that nobody closed would warn when they are collected."""
    async with serving(fake):
        await fake.until_confirmed(await fake.say("/house"))
    assert ours() == []
    gc.collect()


async def test_a_run_can_follow_a_run(fake: Fake) -> None:
    bell = adapter(fake)
    for line in ("/seat a", "/seat b"):
        task = asyncio.create_task(bell.run())
        await fake.until_confirmed(await fake.say(line))
        await end(task)
    assert [call.text.split("\n")[0] for call in fake.of("sendMessage")] == ["Seat a", "Seat b"]
