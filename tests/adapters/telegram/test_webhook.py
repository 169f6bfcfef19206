"""Updates that Telegram brings, over the bot's own HTTP server."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.adapters.telegram import Hook, TelegramAdapter
from bot.adapters.telegram.intake import Timing
from bot.adapters.telegram.receive import HANDLED
from bot.errors import NotAdmitted, SetUpError
from bot.http import MAX_BODY, Server
from bot.settings import Settings
from bot.web.serving import hooks
from tests.adapters.telegram.running import Held, Slept, adapter
from tests.fakes.telegram import Fake, flood, refuse
from tests.fakes.telegram_chats import ANN, PRIVATE
from tests.fakes.telegram_webhook import bring
from tests.sample import Kept

SECRET = "a-secret_OF-the-tests-1"  # noqa: S105  # no server but this one takes it
QUICK = Timing(answer=5.0, grace=0.2, last=0.2)


class Watched(Held):
    """A sleep that lasts until it is told to go on, once each time."""

    async def __call__(self, seconds: float) -> None:
        await super().__call__(seconds)
        self.go_on.clear()


class Bell:
    """The adapter with its hook on a server of its own."""

    def __init__(self, bell: TelegramAdapter, server: Server, run: asyncio.Task[None]) -> None:
        self.bell, self.run = bell, run
        self.url = f"http://127.0.0.1:{server.port}/hook"

    async def bring(self, body: Any, secret: str | None = SECRET) -> int:
        status, text = await bring(self.url, body if isinstance(body, bytes) else json.dumps(body).encode(), secret)
        assert text == "" or status == 413
        return status

    async def stop(self) -> None:
        self.run.cancel()
        await asyncio.wait({self.run})


@asynccontextmanager
async def hooked(fake: Fake, kept: Kept | None = None, **named: Any) -> AsyncIterator[Bell]:
    """Serve through a webhook whose address is a free port's."""
    settings: dict[str, Any] = {"sleep": Watched(), "timing": QUICK} | named
    fake.chats[PRIVATE["id"]] = PRIVATE
    async with Server("127.0.0.1", 0, []) as free:
        port = free.port
    hook = Hook(f"http://127.0.0.1:{port}/hook", SECRET)
    bell = adapter(fake, kept, hook=hook, **settings)
    async with Server("127.0.0.1", port, hooks([bell])) as server:
        run = asyncio.create_task(bell.run())
        try:
            assert (await fake.next_call("setWebhook")).params["url"] == hook.url
            yield Bell(bell, server, run)
        finally:
            run.cancel()
            await asyncio.wait({run})


def said(number: int, text: str = "/seat x") -> dict[str, Any]:
    return {"update_id": number, "message": {"message_id": 5, "date": 1, "chat": PRIVATE, "from": ANN, "text": text}}


async def test_the_webhook_is_set_with_its_secret_and_exactly_what_is_handled(fake: Fake) -> None:
    async with hooked(fake):
        (call,) = fake.of("setWebhook")
    assert call.params["secret_token"] == SECRET
    assert call.params["allowed_updates"] == list(HANDLED)
    assert call.params["max_connections"] == 100
    assert "drop_pending_updates" not in call.params
    assert fake.of("getUpdates") == []


async def test_what_is_brought_is_answered_and_then_confirmed(fake: Fake) -> None:
    """The status comes when the answer is out."""
    async with hooked(fake):
        number = await fake.say("/seat x")
        assert await fake.bring() == [200]
        assert [call.text.split("\n")[0] for call in fake.of("sendMessage")] == ["Seat x"]
    assert fake.confirmed == [number]


async def test_the_webhook_stays_when_the_bot_stops(fake: Fake) -> None:
    """Telegram then keeps what it cannot bring."""
    async with hooked(fake) as bell:
        await bell.stop()
        await fake.say("/seat x")
        assert await fake.bring() == [503]
    assert fake.hook["url"]
    assert len(fake.waiting) == 1


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", SECRET.upper(), "\u00e9"])
async def test_without_the_secret_nothing_is_taken_and_nothing_is_said(fake: Fake, secret: str | None) -> None:
    async with hooked(fake) as bell:
        assert await bell.bring(said(1), secret) == 403
    assert fake.of("sendMessage") == []


async def test_without_the_secret_it_is_not_even_told_whether_the_bot_runs(fake: Fake) -> None:
    async with hooked(fake) as bell:
        await bell.stop()
        assert await bell.bring(said(1), "wrong") == 403
        assert await bell.bring(said(1)) == 503


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b"[" * 100_000, b'{"update_id": "1"}', b'{"message": {}}', b"\xff"],
    ids=range(8),
)
async def test_what_is_no_update_is_refused(fake: Fake, body: bytes) -> None:
    async with hooked(fake) as bell:
        assert await bell.bring(body) == 400


async def test_a_body_over_the_limit_is_refused(fake: Fake) -> None:
    async with hooked(fake) as bell:
        assert await bell.bring(b" " * (MAX_BODY + 1)) == 413


async def test_an_update_nobody_can_read_is_not_brought_for_ever(fake: Fake) -> None:
    async with hooked(fake) as bell:
        assert await bell.bring({"update_id": 1, "message": {"chat": []}}) == 200
        assert await bell.bring({"update_id": 2, "a_kind_of_tomorrow": {}}) == 200
        assert (
            await bell.bring({"update_id": 3} | {"message": said(3)["message"] | {"chat": PRIVATE | {"id": {}}}}) == 200
        )


async def test_an_update_brought_again_is_answered_once(fake: Fake) -> None:
    """While it is under way and afterwards: whoever brings it waits for the same answer."""
    async with hooked(fake) as bell:
        statuses = await asyncio.gather(*[bell.bring(said(1)) for _ in range(5)])
        assert [*statuses, await bell.bring(said(1))] == [200] * 6
    assert len(fake.of("sendMessage")) == 1


async def test_a_slow_answer_is_confirmed_only_once_it_is_out(fake: Fake) -> None:
    """Telegram brings the next of a chat when one is confirmed, and may bring it to another worker."""
    fake.fault("sendMessage", flood(1))
    sleep = Watched()
    async with hooked(fake, sleep=sleep, timing=Timing(grace=0.05, slow=0.0)) as bell:
        brought = asyncio.create_task(bell.bring(said(1)))
        assert (await fake.next_call("sendMessage")).status == 429
        assert not brought.done()
        async with asyncio.timeout(5):
            while not brought.done():
                sleep.go_on.set()
                await asyncio.sleep(0)
        assert await brought == 200
    assert [call.status for call in fake.of("sendMessage")] == [429, 200]


async def test_what_was_written_down_while_it_was_polled_is_answered(fake: Fake, kept: Kept) -> None:
    kept.values["telegram/taken/42"] = json.dumps([said(1)])
    async with hooked(fake, kept):
        await fake.until_sent("Seat x")
        await fake.until_calls("sendMessage", 1)
    assert kept.values["telegram/taken/42"] == "[]"


async def test_a_webhook_that_is_set_as_it_should_be_is_not_set_again(fake: Fake, kept: Kept) -> None:
    """Whichever worker set it; with another secret it is."""
    hook = Hook("https://bell.example/hook", SECRET)
    for secret in (SECRET, SECRET, "another"):
        sleep = Watched()
        run = asyncio.create_task(adapter(fake, kept, hook=Hook(hook.url, secret), sleep=sleep).run())
        await asyncio.wait_for(sleep.waiting.wait(), 5)
        run.cancel()
        await asyncio.wait({run})
    assert [call.params["secret_token"] for call in fake.of("setWebhook")] == [SECRET, "another"]
    assert SECRET not in repr(kept.values)


async def test_what_is_cut_short_is_told_to_come_again(fake: Fake) -> None:
    fake.fault("sendMessage", flood(60))
    async with hooked(fake) as bell:
        brought = asyncio.create_task(bell.bring(said(1)))
        await fake.next_call("sendMessage")
        await bell.stop()
        assert await brought == 503


async def test_what_is_brought_at_once_is_all_answered(fake: Fake) -> None:
    async with hooked(fake) as bell:
        await asyncio.gather(*[bell.bring(said(number, f"/seat {number}")) for number in range(1, 4)])
    assert sorted(call.text.split("\n")[0] for call in fake.of("sendMessage")) == ["Seat 1", "Seat 2", "Seat 3"]


async def test_an_address_telegram_refuses_is_one_clear_line(fake: Fake) -> None:
    fake.fault("setWebhook", refuse(400, "Bad Request: bad webhook: HTTPS url must be provided for webhook"))
    bell = adapter(fake, hook=Hook("http://bell.example/hook", SECRET))
    with pytest.raises(NotAdmitted, match=r"TELEGRAM_WEBHOOK_URL is not accepted by Telegram: .*https url"):
        await bell.run()


async def test_setting_it_waits_for_a_telegram_that_is_away(fake: Fake) -> None:
    fake.fault("setWebhook", refuse(502, "Bad Gateway"), flood(5))
    sleep = Slept()
    task = asyncio.create_task(adapter(fake, sleep=sleep, hook=Hook("https://bell.example/hook", SECRET)).run())
    await fake.next_call("getWebhookInfo")
    task.cancel()
    await asyncio.wait({task})
    assert sleep.waits[:2] == [1, 5]


async def test_a_webhook_changed_elsewhere_ends_it_with_a_clear_line(fake: Fake) -> None:
    sleep = Watched()
    async with hooked(fake, sleep=sleep) as bell:
        fake.hook["url"] = "https://elsewhere.example/"
        sleep.go_on.set()
        await asyncio.wait({bell.run}, timeout=5)
        with pytest.raises(NotAdmitted, match="somebody else has changed this bot's webhook"):
            await bell.run


async def test_what_telegram_could_not_bring_is_told_the_operator_once(
    fake: Fake, caplog: pytest.LogCaptureFixture
) -> None:
    sleep = Watched()
    async with hooked(fake, sleep=sleep):
        fake.hook |= {"last_error_date": 1_700_000_000, "last_error_message": "Connection refused"}
        for _ in range(2):
            sleep.go_on.set()
            await fake.next_call("getWebhookInfo")
        sleep.waiting.clear()
        await asyncio.wait_for(sleep.waiting.wait(), 5)
    told = [record for record in caplog.records if "Connection refused" in record.getMessage()]
    assert [record.levelno for record in told] == [logging.WARNING]


async def test_our_webhook_is_taken_down_when_polling_is_chosen_again(fake: Fake, kept: Kept) -> None:
    """And what waits there is polled."""
    async with hooked(fake, kept):
        pass
    number = await fake.say("/seat x")
    task = asyncio.create_task(adapter(fake, kept).run())
    await fake.until_confirmed(number)
    task.cancel()
    await asyncio.wait({task})
    assert fake.hook["url"] == ""
    assert len(fake.of("deleteWebhook")) == 1
    assert "drop_pending_updates" not in fake.of("deleteWebhook")[0].params
    async with hooked(fake, kept) as bell:
        assert await bell.bring(said(1)) == 200


async def test_a_webhook_that_others_set_since_is_left_to_them(fake: Fake, kept: Kept) -> None:
    async with hooked(fake, kept):
        pass
    fake.hook["url"] = "https://elsewhere.example/"
    with pytest.raises(NotAdmitted, match="a webhook is set for TELEGRAM_TOKEN"):
        await adapter(fake, kept).run()
    assert fake.of("deleteWebhook") == []


async def test_the_secret_is_in_no_log(fake: Fake, caplog: pytest.LogCaptureFixture) -> None:
    """The library logs every parameter at its lowest level."""
    for name in ("telegram", "aiohttp", "bot", "asyncio"):
        caplog.set_level(logging.DEBUG, logger=name)
    async with hooked(fake) as bell:
        await bell.bring(said(1))
    assert "secret_token" in caplog.text
    assert SECRET not in caplog.text
    assert SECRET not in repr(bell.bell._hook)


def test_the_path_is_the_address_s() -> None:
    assert Hook("https://bell.example/a/b", SECRET).path == "/a/b"
    assert Hook("https://bell.example", SECRET).path == "/"


@pytest.mark.parametrize(
    ("missing", "complaint"),
    [("telegram_webhook_secret", "TELEGRAM_WEBHOOK_SECRET: set it"), ("http_listen", "HTTP_LISTEN: set it")],
)
def test_what_a_webhook_needs_is_asked_for(missing: str, complaint: str) -> None:
    given = {"telegram_webhook_url": "https://bell.example/hook", "http_listen": ":8080"}
    given |= {"telegram_webhook_secret": SECRET}
    assert Settings.model_validate(given).webhook() == ("https://bell.example/hook", SECRET)
    with pytest.raises(SetUpError, match=complaint):
        Settings.model_validate({**given, missing: None}).webhook()


def test_telegram_itself_brings_to_https_alone_and_a_server_of_ones_own_to_http_too() -> None:
    given = {"telegram_webhook_url": "http://bell.local/hook", "http_listen": ":1", "telegram_webhook_secret": SECRET}
    with pytest.raises(SetUpError, match="it starts with https://"):
        Settings.model_validate(given).webhook()
    assert Settings.model_validate({**given, "telegram_api_url": "http://127.0.0.1:8081"}).webhook() is not None
