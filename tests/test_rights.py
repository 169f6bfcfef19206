"""Who may use a command: everybody, whoever manages the chat, or whoever has the role; one polite line for the rest."""

from __future__ import annotations

import pytest

from bot.commands import Commands
from bot.dispatch import Bot
from bot.messages import Chat, Reply, Request, User
from tests.asking import said
from tests.sample import Kept

SOMEBODY = User("telegram", "7", "somebody")
ALONE = Chat("telegram", "7", private=True)
GROUP = Chat("telegram", "-5", private=False)

commands = Commands()


@commands.add("/publish", role="editor")
async def publish(request: Request, _services: None) -> Reply:
    """Publish something."""
    return Reply(title=f"published by {request.role} through {request.update}")


@commands.add("/follow", manages=True)
async def follow(_request: Request, _services: None) -> Reply:
    """Follow something."""
    return Reply(title="followed")


async def yes() -> bool:
    return True


async def no() -> bool:
    return False


@pytest.mark.parametrize(("role", "may"), [(None, False), ("contributor", False), ("editor", True), ("owner", True)])
async def test_a_role_or_one_above_it_opens_a_command(role: str | None, may: bool) -> None:
    kept = Kept()
    if role is not None:
        kept.roles = {"telegram:7": role}  # type: ignore[dict-item]  # the parameters are roles
    reply = await Bot(commands, None, kept).answer_line("/publish", SOMEBODY, ALONE, update="telegram:1")
    assert (reply.title == f"published by {role} through telegram:1") is may
    assert kept.audited == ([] if may else [("telegram:7", "refused", "publish")])


async def test_somebody_without_the_role_gets_one_line_that_says_who_may() -> None:
    reply = await Bot(commands, None, Kept()).answer_line("/publish", SOMEBODY, GROUP)
    assert said(reply) == "/publish is for editors of this record. An owner can grant it."
    assert reply.private


async def test_a_request_made_elsewhere_is_held_to_the_same_rights() -> None:
    forged = Request("publish", {}, SOMEBODY, ALONE, role="owner")
    assert said(await Bot(commands, None, Kept()).answer(forged)).startswith("/publish is for editors")


async def test_who_manages_a_chat_is_asked_of_the_platform() -> None:
    bot = Bot(commands, None, Kept())
    assert (await bot.answer_line("/follow", SOMEBODY, GROUP, manages=yes)).title == "followed"
    refused = await bot.answer_line("/follow", SOMEBODY, GROUP, manages=no)
    assert said(refused) == "Only those who may manage this chat can use /follow here."


async def test_who_is_alone_with_the_bot_manages_that_chat() -> None:
    bot = Bot(commands, None, Kept())
    assert (await bot.answer_line("/follow", SOMEBODY, ALONE)).title == "followed"
    assert (await bot.answer_line("/follow", SOMEBODY, GROUP)).title == ""


async def test_the_language_a_chat_chose_goes_before_any_other() -> None:
    kept = Kept()
    kept.languages[GROUP.key] = "ur"
    bot = Bot(commands, None, kept)
    assert [await bot.language(GROUP, "en"), await bot.language(ALONE, "en")] == ["ur", "en"]


def test_an_answer_for_everybody_cannot_hang_on_who_asks() -> None:
    with pytest.raises(ValueError, match="cannot hang on who asks"):
        Commands().add("/publish", pure=True, role="editor")(publish)


def test_a_form_has_no_more_fields_than_discord_shows() -> None:
    with pytest.raises(ValueError, match="a form has 1 to 5 fields"):
        Commands().add("/publish", form=True)(publish)
