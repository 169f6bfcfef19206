"""A broadcast by processes that are killed in its middle, on platforms where one request in a hundred goes wrong."""

from __future__ import annotations

from pathlib import Path

from data.desk import Desk
from tests.harness.broadcasts import Discord, Telegram, broadcast, due

CHATS = 2000
KILLS = 3


async def test_a_broadcast_on_telegram_that_is_killed_loses_nothing(shipped_desk: Desk, database: Path) -> None:
    """Everybody hears; twice only those whose message was under way at a kill; who blocked the bot is parked."""
    crowd = Telegram(CHATS)
    await shipped_desk.enqueue(*due("telegram", CHATS))
    async with crowd.fake:
        risked = await broadcast(crowd, shipped_desk, database, KILLS)
        told = crowd.told()
    assert set(told) == set(crowd.chats) - crowd.blocked
    assert {chat for chat, times in told.items() if times > 1} <= risked
    assert max(told.values()) <= 1 + KILLS
    assert {(each.state, each.number) for each in await shipped_desk.counts(2)} == {
        ("sent", CHATS - len(crowd.blocked)),
        ("gone", len(crowd.blocked)),
    }
    assert {each.state for chat in crowd.blocked if (each := await shipped_desk.chat(f"telegram:{chat}"))} == {"parked"}


async def test_a_broadcast_on_discord_that_is_killed_loses_and_doubles_nothing(
    shipped_desk: Desk, database: Path
) -> None:
    """The same nonce again is the same message, after a kill and after an answer that was lost on the way."""
    crowd = Discord(CHATS)
    await shipped_desk.enqueue(*due("discord", CHATS))
    async with crowd.fake:
        await broadcast(crowd, shipped_desk, database, KILLS)
        told = crowd.told()
    assert set(told) == set(crowd.chats) - crowd.blocked
    assert set(told.values()) == {1}
    assert {(each.state, each.number) for each in await shipped_desk.counts(2)} == {
        ("sent", CHATS - len(crowd.blocked)),
        ("gone", len(crowd.blocked)),
    }
    assert crowd.fake.rest.refusals == []
