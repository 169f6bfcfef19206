"""What goes out unasked: into a channel, edited there, in a lane of its own; what Discord says no with has a name."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from bot.adapters.base import Outlet, Sent
from bot.adapters.discord import DiscordAdapter
from bot.adapters.discord.outlet import AT_ONCE, Lane
from bot.errors import ChatGone, MessageGone, PlatformError, Refused, TryLater
from bot.messages import Button, Chat, Line, Reply, spans
from bot.metrics import REGISTRY
from bot.outlets import still
from tests.adapters.discord.conftest import PNG, House, Journal
from tests.fakes.discord_gateway import CHANNEL
from tests.fakes.discord_rest import POST, POSTS, Call, Fault, no, too_many
from tests.sample import HOSTILE, SENATE

CHAT = Chat("discord", CHANNEL, private=False)
CARD = Reply("Senate", (Line(spans("PTI: 25")),), buttons=((Button("more", line="house"),),), line="house")


@asynccontextmanager
async def out(house: House) -> AsyncIterator[DiscordAdapter]:
    """An adapter that is connected."""
    adapter = house.adapter()
    async with house.serving(adapter):
        yield adapter


def posts(house: House) -> list[Call]:
    return [call for call in house.fake.rest.calls if call.path in {POSTS, POST}]


def test_the_adapter_is_an_outlet(house: House) -> None:
    outlet: Outlet = house.adapter()
    assert outlet.name == "discord"


async def test_a_card_goes_into_a_channel_the_client_has_never_seen(house: House) -> None:
    async with out(house) as adapter:
        sent = await adapter.send(Chat("discord", "987654", private=False), CARD, "en", nonce="n1")
    (call,) = posts(house)
    assert (sent.medium, call.body["nonce"], call.body["enforce_nonce"]) == ("text", "n1", True)
    assert house.fake.rest.messages[sent.message]["components"]


async def test_a_picture_goes_along_with_its_words(house: House) -> None:
    async with out(house) as adapter:
        sent = await adapter.send(CHAT, replace(CARD, picture=SENATE), "en")
    (call,) = posts(house)
    assert (sent.medium, call.files) == ("picture", {"card.png": PNG})
    assert call.body["attachments"][0]["description"] == SENATE.alt


async def test_a_picture_that_cannot_be_painted_leaves_the_text(house: House) -> None:
    house.paints.fails = True
    async with out(house) as adapter:
        assert (await adapter.send(CHAT, replace(CARD, picture=SENATE), "en")).medium == "text"


async def test_where_files_may_not_be_sent_the_text_goes(house: House) -> None:
    house.fake.fail(POSTS, no(403, 50013))
    async with out(house) as adapter:
        assert (await adapter.send(CHAT, replace(CARD, picture=SENATE), "en")).medium == "text"


async def test_the_same_nonce_again_is_the_same_message(house: House) -> None:
    async with out(house) as adapter:
        first, second = [await adapter.send(CHAT, CARD, "en", nonce="again") for _ in range(2)]
    assert first == second


async def test_a_message_whose_confirmation_was_lost_is_not_doubled_by_the_next_try(house: House) -> None:
    house.fake.fail(POSTS, Fault(reset=True, after=True))
    async with out(house) as adapter:
        with pytest.raises(TryLater):
            await adapter.send(CHAT, CARD, "en", nonce="once")
        await adapter.send(CHAT, CARD, "en", nonce="once")
    assert len(house.fake.rest.messages) == 1


async def test_nobody_is_mentioned_by_a_send_or_an_edit_and_a_source_writes_no_markup(house: House) -> None:
    card = replace(CARD, blocks=(Line(spans(HOSTILE)),))
    async with out(house) as adapter:
        await adapter.edit(CHAT, await adapter.send(CHAT, card, "en"), card, "en")
    assert [call.body["allowed_mentions"]["parse"] for call in posts(house)] == [[], []]
    assert all("@everyone" not in call.text for call in posts(house))


async def test_silent_is_without_a_sound(house: House) -> None:
    async with out(house) as adapter:
        await adapter.send(CHAT, CARD, "en", silent=True)
    assert posts(house)[0].body["flags"] & 1 << 12


async def test_a_reply_names_the_message_it_answers_and_mentions_nobody(house: House) -> None:
    async with out(house) as adapter:
        first = await adapter.send(CHAT, CARD, "en")
        await adapter.send(CHAT, CARD, "en", answering=first.message)
    call = posts(house)[1]
    assert str(call.body["message_reference"]["message_id"]) == first.message
    assert call.body["allowed_mentions"]["replied_user"] is False


async def test_a_reply_to_a_message_that_is_gone_says_so(house: House) -> None:
    errors = {"_errors": [{"code": "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "message": "Unknown message"}]}
    house.fake.fail(POSTS, no(400, 50035, "Invalid Form Body", message_reference=errors))
    async with out(house) as adapter:
        with pytest.raises(MessageGone):
            await adapter.send(CHAT, CARD, "en", answering="1")


async def test_an_edit_goes_through_the_channel(house: House) -> None:
    async with out(house) as adapter:
        sent = await adapter.send(CHAT, CARD, "en")
        await adapter.edit(CHAT, sent, replace(CARD, title="Corrected"), "en")
    call = posts(house)[1]
    assert (call.method, call.path) == ("PATCH", POST)
    assert "Corrected" in call.text


@pytest.mark.parametrize(("medium", "files"), [("text", {}), ("picture", {"card.png": PNG})])
async def test_an_edit_keeps_the_medium(house: House, medium: str, files: dict[str, bytes]) -> None:
    async with out(house) as adapter:
        sent = await adapter.send(CHAT, CARD if medium == "text" else replace(CARD, picture=SENATE), "en")
        await adapter.edit(CHAT, sent, replace(CARD, picture=SENATE), "en")
    assert posts(house)[1].files == files


async def test_an_edit_to_a_card_without_picture_takes_the_picture_down(house: House) -> None:
    """It is said so: what an edit does not name stays (discord.com/developers/docs/resources/message#edit-message)."""
    async with out(house) as adapter:
        sent = await adapter.send(CHAT, replace(CARD, picture=SENATE), "en")
        assert len(house.fake.rest.messages[sent.message]["attachments"]) == 1
        await adapter.edit(CHAT, sent, CARD, "en")
    assert posts(house)[1].body["attachments"] == []
    assert house.fake.rest.messages[sent.message]["attachments"] == []
    assert "attachment" not in str(posts(house)[1].body["components"])


async def test_where_the_new_picture_cannot_be_painted_the_old_one_is_taken_down(house: House) -> None:
    async with out(house) as adapter:
        sent = await adapter.send(CHAT, replace(CARD, picture=SENATE), "en")
        house.paints.fails = True
        await adapter.edit(CHAT, sent, replace(CARD, picture=replace(SENATE, title="Anew")), "en")
    assert house.fake.rest.messages[sent.message]["attachments"] == []


async def test_a_message_is_pinned(house: House) -> None:
    async with out(house) as adapter:
        await adapter.pin(CHAT, "77")
    assert house.fake.rest.pins == ["77"]


Told = Callable[[DiscordAdapter], Awaitable[object]]
SEND: Told = lambda adapter: adapter.send(CHAT, CARD, "en")  # noqa: E731  # a name for a row of the table below
EDIT: Told = lambda adapter: adapter.edit(CHAT, Sent("1", "text"), CARD, "en")  # noqa: E731  # as above
PIN: Told = lambda adapter: adapter.pin(CHAT, "1")  # noqa: E731  # as above
PINS = "/channels/{channel_id}/messages/pins/{message_id}"


@pytest.mark.parametrize(
    ("does", "path", "fault", "kind"),
    [
        (SEND, POSTS, no(404, 10003), ChatGone),
        (EDIT, POST, no(404, 10003), ChatGone),
        (SEND, POSTS, no(403, 50001), ChatGone),
        (EDIT, POST, no(403, 50001), ChatGone),
        (SEND, POSTS, no(403, 50007), ChatGone),
        (SEND, POSTS, no(403, 50013), Refused),
        (EDIT, POST, no(403, 50013), Refused),
        (PIN, PINS, no(403, 50013), Refused),
        (PIN, PINS, no(400, 30003), Refused),
        (EDIT, POST, no(404, 10008), MessageGone),
        (EDIT, POST, no(400, 30046), Refused),
        (EDIT, POST, no(403, 50005), Refused),
        (SEND, POSTS, no(503, 0), TryLater),
    ],
)
async def test_a_no_of_discords_has_its_name(
    house: House, does: Told, path: str, fault: Fault, kind: type[PlatformError]
) -> None:
    house.fake.fail(path, fault)
    async with out(house) as adapter:
        with pytest.raises(PlatformError) as caught:
            await does(adapter)
    assert type(caught.value) is kind


async def test_a_body_discord_refuses_is_logged_with_the_path_that_failed(house: House, journal: Journal) -> None:
    errors = {"0": {"_errors": [{"code": "BASE_TYPE_REQUIRED", "message": "missing"}]}}
    house.fake.fail(POSTS, no(400, 50035, "Invalid Form Body", components=errors))
    async with out(house) as adapter:
        with pytest.raises(Refused):
            await adapter.send(CHAT, CARD, "en")
    level, line = await journal.said("Discord refused a message")
    assert level == "ERROR"
    assert "In components.0: missing" in line


async def test_a_limit_without_a_proxys_mark_is_handed_on_with_its_seconds(house: House) -> None:
    house.fake.fail(POSTS, Fault(429, {"message": "limited"}, {"Retry-After": "43"}))
    async with out(house) as adapter:
        with pytest.raises(TryLater) as caught:
            await adapter.send(CHAT, CARD, "en")
    assert caught.value.seconds == 43


async def test_a_limit_counts_for_whoever_watches(house: House) -> None:
    before = REGISTRY.get_sample_value("bell_too_many_requests_total", {"platform": "discord"}) or 0
    house.fake.fail(POSTS, Fault(429, {"message": "limited"}, {"Retry-After": "43"}))
    async with out(house) as adapter:
        with pytest.raises(TryLater):
            await adapter.send(CHAT, CARD, "en")
    assert REGISTRY.get_sample_value("bell_too_many_requests_total", {"platform": "discord"}) == before + 1


@pytest.mark.parametrize("marks", [{}, {"Via": "1.1"}, {"Retry-After": "Thu, 04 Mar 2021 12:00:00 GMT"}])
async def test_a_limit_without_any_seconds_is_handed_on_as_soon(house: House, marks: dict[str, str]) -> None:
    house.fake.fail(POSTS, Fault(429, {"message": "limited"}, marks))
    async with out(house) as adapter:
        with pytest.raises(TryLater) as caught:
            await adapter.send(CHAT, CARD, "en")
    assert caught.value.seconds == 5


@pytest.mark.parametrize("wide", [False, True])
async def test_a_short_limit_is_waited_for(house: House, wide: bool) -> None:
    limit = too_many(0.01)
    house.fake.fail(POSTS, replace(limit, body={**limit.body, "global": wide}))
    async with out(house) as adapter:
        assert (await adapter.send(CHAT, CARD, "en")).message in house.fake.rest.messages


async def test_a_long_limit_is_handed_on_with_its_seconds(house: House) -> None:
    house.fake.fail(POSTS, too_many(43_837))
    async with out(house) as adapter:
        with pytest.raises(TryLater) as caught:
            await adapter.send(CHAT, CARD, "en")
    assert caught.value.seconds == 43_837


async def test_a_channel_that_is_used_up_does_not_hold_another(house: House) -> None:
    spent = {"X-RateLimit-Limit": "5", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "20"}
    house.fake.rest.headers[CHANNEL] = {**spent, "X-RateLimit-Bucket": "b"}
    async with out(house) as adapter:
        held = [asyncio.create_task(adapter.send(CHAT, CARD, "en")) for _ in range(2)]
        other = await adapter.send(Chat("discord", "6", private=False), CARD, "en")
        assert other.message in house.fake.rest.messages
        assert not held[1].done()
        for task in held:
            task.cancel()


async def test_a_connection_that_breaks_off_is_for_later(house: House) -> None:
    house.fake.fail(POSTS, Fault(reset=True))
    async with out(house) as adapter:
        with pytest.raises(TryLater):
            await adapter.send(CHAT, CARD, "en")


async def test_what_is_not_connected_says_later(house: House) -> None:
    with pytest.raises(TryLater):
        await house.adapter().send(CHAT, CARD, "en")


async def test_answers_do_not_wait_for_a_broadcast_that_is_held_up(house: House) -> None:
    spent = {"X-RateLimit-Limit": "5", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "20"}
    house.fake.rest.headers[CHANNEL] = {**spent, "X-RateLimit-Bucket": "b"}
    async with out(house) as adapter:
        held = [asyncio.create_task(adapter.send(CHAT, CARD, "en")) for _ in range(50)]
        await house.fake.rest.asked(POSTS, 1)
        assert "Senate" in (await (await house.fake.slash("house")).next_call()).text
        for task in held:
            task.cancel()


class Clock:
    """A clock that a sleep moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


async def nobody() -> None:
    """Wait for nobody."""


async def test_the_lane_stays_under_discords_fifty_a_second() -> None:
    clock = Clock()
    lane = Lane(nobody, clock=clock, sleep=clock.sleep)
    for _ in range(41):
        async with lane.turn():
            pass
    assert clock.now == pytest.approx(1.0)


async def test_what_is_ours_no_more_when_its_turn_comes_does_not_go() -> None:
    """Another worker sends it by then."""
    token = still.set(lambda: False)
    try:
        with pytest.raises(TryLater):
            async with Lane(nobody).turn():
                pytest.fail("it went")
    finally:
        still.reset(token)


async def test_the_lane_has_few_requests_under_way_at_once() -> None:
    clock, gate = Clock(), asyncio.Event()
    lane, begun = Lane(nobody, clock=clock, sleep=clock.sleep), 0

    async def work() -> None:
        nonlocal begun
        async with lane.turn():
            begun += 1
            await gate.wait()

    tasks = [asyncio.create_task(work()) for _ in range(AT_ONCE + 5)]
    for _ in range(10):
        await asyncio.sleep(0)
    assert begun == AT_ONCE
    gate.set()
    await asyncio.gather(*tasks)


async def test_the_lane_lets_people_go_first() -> None:
    order: list[str] = []

    async def people() -> None:
        order.append("answers")

    async with Lane(people).turn():
        order.append("broadcast")
    assert order == ["answers", "broadcast"]
