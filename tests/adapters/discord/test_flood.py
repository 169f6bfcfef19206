"""Somebody who asks too much on Discord, where every interaction wants a word: it is one line for them alone."""

from __future__ import annotations

from bot import languages
from bot.cooldown import PERSON, Cooldowns
from bot.dispatch import Bot
from tests.adapters.discord.conftest import House
from tests.fakes.discord import Where
from tests.sample import Counting, commands

BEYOND = 5


async def test_a_flood_is_told_so_alone_and_nothing_is_looked_up_for_it(house: House) -> None:
    kept = Counting()
    bot = Bot(commands, None, kept, cooldowns=Cooldowns(clock=lambda: 0.0))
    async with house.serve(bot):
        await house.fake.rest.synced()
        calls = []
        for _ in range(PERSON.burst + BEYOND):
            exchange = await house.fake.slash("long", Where())
            calls.append(await exchange.next_call())
    told = [call.text for call in calls if languages.texts("en")("too-much") in call.text]
    assert len(told) == BEYOND
    assert all(call.ephemeral for call in calls[PERSON.burst :])
    assert kept.looks == PERSON.burst + 1
