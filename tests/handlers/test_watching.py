"""What a chat follows, how loud, and why something came."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from bot.delivery import DeskMemory, Ledger
from bot.dispatch import Bot
from bot.messages import Chat, Reply, Row, User
from data.desk import ALL, Delivery, Desk, Outcome, Settings, Watch
from data.store import Store
from handlers import commands, watching
from tests.asking import labelled
from tests.handlers.conftest import told

NOW = datetime(2021, 3, 6, 9, tzinfo=UTC)
GROUP = Chat("telegram", "-5", private=False)
TOPIC = Chat("telegram", "-5/9", private=False)
SOMEBODY = User("telegram", "7", "somebody")

TERMINAL = Chat("console", "0", private=True, lasting=False)


class House:
    """A bot over the shipped record in a group, and its desk."""

    def __init__(self, store: Store) -> None:
        self.desk = Desk(store)
        self.memory = DeskMemory(self.desk, Ledger(self.desk, pause=3600), timezone="Asia/Karachi", now=lambda: NOW)
        self.bot = Bot(commands, store, self.memory, version=self.desk.record_version, now=lambda: NOW)
        self.manages = True

    async def ask(self, line: str, chat: Chat = GROUP, answering: str = "") -> Reply:
        async def manages() -> bool:
            return self.manages

        return await self.bot.answer_line(line, SOMEBODY, chat, manages=manages, answering=answering)

    async def follows(self, chat: Chat = GROUP) -> list[tuple[str, str]]:
        return [(each.subject, each.loud) for each in await self.desk.watches(chat.key)]

    async def sent(self, revision: int, *because: tuple[str, str], message: str = "99") -> None:
        """Let a notice of this revision have been sent to the group."""
        due = Delivery(GROUP.key, revision, "notice", "", NOW, because=because)  # type: ignore[arg-type]  # as it is kept
        await self.desk.enqueue(due)
        taken = await self.desk.share("telegram", "one", NOW, limit=99, each=99, without=())
        ended = [Outcome(each.delivery.id, "sent", message=message) for each in taken]
        await self.desk.settle_all("one", ended, NOW)


@pytest.fixture
async def house(store: Store) -> AsyncIterator[House]:
    found = House(store)
    yield found
    await found.memory.close()


@pytest.mark.parametrize(
    ("line", "subject", "loud"),
    [
        ("watch senate", "pk-senate", "figures"),
        ("watch confidence", "pk-na-confidence-2021-03-06", "figures"),
        ("watch pti loud:everything", "pti", "everything"),
        ("watch yousaf raza gillani loud:outcomes", "yousaf-raza-gillani", "outcomes"),
        ("watch islamabad", "pk-senate-2021-ict-general", "figures"),
        ("watch all", ALL, "figures"),
        ("watch Everything loud:outcomes", ALL, "outcomes"),
    ],
)
async def test_a_chat_follows_a_chamber_a_motion_a_party_a_person_a_contest_or_everything(
    house: House, line: str, subject: str, loud: str
) -> None:
    reply = await house.ask(line)
    assert reply.title.startswith("Following: ")
    assert await house.follows() == [(subject, loud)]


async def test_a_topic_follows_for_itself(house: House) -> None:
    await house.ask("watch senate", TOPIC)
    assert (await house.follows(TOPIC), await house.follows()) == ([("pk-senate", "figures")], [])


async def test_how_loud_is_changed_with_a_button(house: House) -> None:
    """The same subject is followed once."""
    reply = await house.ask("watch senate")
    await house.ask(str(labelled(reply)["outcomes only"]))
    assert await house.follows() == [("pk-senate", "outcomes")]


async def test_what_could_mean_several_is_offered_and_none_is_followed(house: House) -> None:
    reply = await house.ask("watch gilani loud:outcomes")
    assert "fit “gilani”" in told(reply)
    lines = [line or "" for line in labelled(reply).values()]
    assert lines == ["watch ali-haider-gilani loud:outcomes", "watch yousaf-raza-gillani loud:outcomes"]
    assert await house.follows() == []
    await house.ask(lines[1])
    assert await house.follows() == [("yousaf-raza-gillani", "outcomes")]


async def test_what_is_not_on_record_cannot_be_followed(house: House) -> None:
    assert "Nothing to follow is called “xyzzy”" in told(await house.ask("watch xyzzy"))


@pytest.mark.parametrize("line", ["watch senate", "unwatch senate", "settings", "forget"])
async def test_only_who_manages_a_group_changes_what_it_follows(house: House, line: str) -> None:
    house.manages = False
    reply = await house.ask(line)
    assert (reply.line, reply.private) == ("", True)
    assert await house.follows() == []


async def test_a_place_the_bot_cannot_write_in_is_refused_with_the_reason(house: House) -> None:
    reply = await house.ask("watch senate", replace(GROUP, lasting=False))
    assert "I cannot write or correct anything later" in told(reply)
    assert await house.follows() == []


@pytest.mark.parametrize("line", ["watch senate", "unwatch senate", "settings", "forget", "live confidence"])
async def test_a_terminal_is_told_what_is_true_of_it(house: House, line: str) -> None:
    """There is no place to add the bot to, and nothing comes there."""
    said = told(await house.ask(line, TERMINAL))
    assert f"/{line.split(maxsplit=1)[0]} is for chats" in said
    assert "nothing comes unasked" in said
    assert "/news" in said
    assert "brought along" not in said


async def test_where_nothing_comes_nothing_offers_to_follow_or_forget(house: House) -> None:
    following, kept = await house.ask("watching", TERMINAL), await house.ask("privacy", TERMINAL)
    assert "/watch senate begins" not in told(following)
    assert "nothing comes here unasked" in told(following)
    assert kept.buttons == ()
    assert (await house.ask("privacy")).buttons != ()


async def test_a_chat_follows_so_many_things_and_no_more(house: House) -> None:
    """What it follows already can still be made louder."""
    for number in range(watching.WATCHES):
        await house.desk.watch(Watch(GROUP.key, f"thing-{number}", "figures", NOW), watching.WATCHES)
    assert "as many as there can be" in told(await house.ask("watch senate"))
    await house.desk.unwatch(GROUP.key, "thing-7")
    await house.ask("watch senate")
    assert (await house.ask("watch senate loud:outcomes")).title.startswith("Following")
    assert len(await house.follows()) == watching.WATCHES


async def test_who_follows_is_there_again(house: House) -> None:
    """A chat that was parked hears of things once more."""
    await house.memory.parked(GROUP)
    await house.ask("watch senate")
    chat = await house.desk.chat(GROUP.key)
    assert chat is not None
    assert chat.state == "active"


async def test_something_is_followed_no_longer(house: House) -> None:
    """And can be followed again, as loud as it was."""
    await house.ask("watch senate loud:outcomes")
    await house.ask("watch pti")
    reply = await house.ask("unwatch senate")
    assert reply.title == "No longer following: Senate of Pakistan"
    assert await house.follows() == [("pti", "figures")]
    await house.ask(str(labelled(reply)["Follow it again"]))
    assert ("pk-senate", "outcomes") in await house.follows()


async def test_without_a_name_all_that_is_followed_is_offered(house: House) -> None:
    await house.ask("watch senate")
    await house.ask("watch all")
    lines = [line for line in labelled(await house.ask("unwatch")).values() if line != "settings"]
    assert lines == ["unwatch pk-senate", "unwatch all"]
    for line in lines:
        await house.ask(str(line))
    assert await house.follows() == []


async def test_what_is_not_followed_is_not_given_up(house: House) -> None:
    await house.ask("watch senate")
    assert (await house.ask("unwatch pti")).title == "Nothing followed here is called “pti”"
    assert await house.follows() == [("pk-senate", "figures")]


async def test_a_list_says_what_is_followed_how_loud_and_when(house: House) -> None:
    await house.ask("watch senate")
    await house.ask("watch all loud:outcomes")
    await house.desk.choose(GROUP.key, NOW, timezone="Asia/Karachi", quiet=(time(22), time(7)), silent=True)
    reply = await house.ask("watching")
    rows = [(block.label, block.value) for block in reply.blocks if isinstance(block, Row)]
    assert rows == [("Senate of Pakistan", "figures"), ("everything", "outcomes only")]
    assert "Between 22:00 and 07:00 (Asia/Karachi) nothing comes" in told(reply)
    assert "without a sound" in told(reply)


async def test_a_digest_within_quiet_hours_is_told_to_come_at_their_end(house: House) -> None:
    await house.ask("watch senate")
    await house.desk.choose(GROUP.key, NOW, timezone="Asia/Karachi", quiet=(time(22), time(7)), digest=time(23))
    said = told(await house.ask("watching"))
    assert "The news of a day come together at 07:00 (Asia/Karachi)" in said
    assert "Between 22:00 and 07:00 (Asia/Karachi) nothing comes" in said


async def test_whoever_follows_nothing_is_told_how_to_begin(house: House) -> None:
    assert "/watch senate begins" in told(await house.ask("watching"))


async def test_the_last_notice_says_which_watches_brought_it(house: House) -> None:
    await house.sent(2, ("pk-senate", "figures"), message="98")
    await house.sent(3, ("pti", "everything"), (ALL, "outcomes"))
    reply = await house.ask("why")
    rows = [(block.label, block.value) for block in reply.blocks if isinstance(block, Row)]
    assert rows == [("Pakistan Tehreek-e-Insaf", "every change"), ("everything", "outcomes only")]
    assert labelled(reply)["Stop: everything"] == "unwatch all"


@pytest.mark.parametrize(("line", "answering"), [("why 2", ""), ("why", "98")])
async def test_a_notice_is_asked_about_by_its_number_or_by_answering_it(
    house: House, line: str, answering: str
) -> None:
    await house.sent(2, ("pk-senate", "figures"), message="98")
    await house.sent(3, ("pti", "everything"))
    assert "Senate of Pakistan" in told(await house.ask(line, answering=answering))


async def test_a_notice_is_asked_about_by_its_code(house: House) -> None:
    await house.sent(2, ("pk-senate", "figures"))
    code = (await house.ask("news 2 about:pk-senate")).code
    assert "Senate of Pakistan" in told(await house.ask(f"why {code}"))


async def test_news_told_together_are_all_explained(house: House) -> None:
    await house.desk.enqueue(Delivery(GROUP.key, 2, "notice", "", NOW, because=(("pk-senate", "figures"),)))
    await house.sent(3, ("pti", "everything"))
    reply = await house.ask("why")
    assert reply.title == "Why this came (revision 2 and 3)"
    assert {block.label for block in reply.blocks if isinstance(block, Row)} == {
        "Senate of Pakistan",
        "Pakistan Tehreek-e-Insaf",
    }


async def test_a_notice_of_a_correction_came_because_of_what_was_shown(house: House) -> None:
    await house.sent(2)
    assert "A message here showed a figure that was wrong" in told(await house.ask("why"))


@pytest.mark.parametrize("line", ["why", "why 77", "why K7Q2F9", "why '; DROP TABLE outbox"])
async def test_where_nothing_came_nothing_is_explained(house: House, line: str) -> None:
    """Nor what came to another chat."""
    await house.sent(2, ("pk-senate", "figures"))
    assert (await house.ask(line, TOPIC)).title == "Nothing of that kind was sent here unasked."


async def test_a_watch_says_when_news_come(house: House) -> None:
    await house.desk.choose(GROUP.key, NOW, timezone="Asia/Karachi", digest=time(20))
    assert "come together at 20:00 (Asia/Karachi)" in told(await house.ask("watch senate"))
    assert (await house.desk.settings(GROUP.key)).digest == time(20)
    assert await house.desk.settings(GROUP.key) != Settings()
