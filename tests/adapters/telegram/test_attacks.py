"""What somebody without rights sends over Telegram's wire, by a client of their own: nothing comes of it."""

from __future__ import annotations

import pytest

from bot.adapters.telegram.links import payload
from data.desk import Desk
from tests.adapters.telegram.editors import ANNS, BOB, Desks
from tests.newsroom import RESULT


async def denied(desks: Desks) -> list[str]:
    """Give what was refused to Bob, by the audit."""
    entries = await Desk(desks.office.newsroom).audited()
    return [each.what for each in entries if each.who == "telegram:43"]


@pytest.mark.parametrize(
    "line", ["publish 1", "discard 1", "push", "undo", "redact pk-senate reason:x", "grant telegram:43 owner"]
)
async def test_a_forged_press_has_the_rights_of_whoever_pressed(desks: Desks, line: str) -> None:
    """Whatever a client of their own puts into it, and whoever's message it names."""
    preview = await desks.say(RESULT)
    before = await desks.office.head()
    await desks.fake.press(preview.result["message_id"], line, ANNS, BOB)
    await desks.fake.until_confirmed(desks.fake.waiting[-1])
    assert await desks.office.head() == before
    assert await Desk(desks.office.newsroom).editors() == ()
    assert await denied(desks)
    assert "revision 3" in (await desks.press(preview, "Publish")).text


async def test_a_button_of_an_editor_is_worth_nothing_to_another(desks: Desks) -> None:
    """The token in it stands for a line, and the line is held to the rights of whoever sends it."""
    preview = await desks.say(RESULT)
    tokens = [button["callback_data"] for button in preview.buttons if "callback_data" in button]
    for token in tokens:
        await desks.say(f"/{token}" if not token.startswith("~") else token, BOB)
    assert await desks.office.head() == 2
    assert "revision 3" in (await desks.press(preview, "Publish")).text


async def test_a_deep_link_runs_nothing_its_reader_may_not(desks: Desks) -> None:
    """Somebody else's link is no more than a line they typed."""
    await desks.say(RESULT)
    hidden = payload("publish 1")
    assert hidden
    said = await desks.say(f"/start {hidden}", BOB)
    assert await desks.office.head() == 2
    assert "published" not in said.text.lower()


async def test_the_same_number_on_another_platform_is_somebody_else(desks: Desks) -> None:
    """An owner on Telegram is nobody on Discord."""
    reply = await desks.office.say(RESULT, "discord:42")
    assert reply.title != "Preview"
    assert not any("Publish" in button.label for row in reply.buttons for button in row)
    assert await desks.office.head() == 2


async def test_nobody_becomes_an_editor_by_what_they_are_called(desks: Desks) -> None:
    """Names are for people to read; numbers decide."""
    called = BOB | {"first_name": "Ann", "last_name": "telegram:42", "username": "Ann"}
    said = await desks.say(RESULT, called)
    assert said.buttons == []
    assert await denied(desks)
