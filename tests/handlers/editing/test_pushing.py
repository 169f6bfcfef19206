"""A preview is its editor's, for an hour; what it shows is published once, by two where the rules ask it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.messages import Upload
from data.desk import Desk
from data.editing import Rules
from data.rebuild import rebuild
from handlers import commands
from tests.handlers.conftest import told
from tests.newsroom import BALANCE, DAWN, OWNER, RESULT, UPDATES, Office, office

OTHER = "discord:7"
GEO = "pk-senate-2021-ict-general-votes-geo"
FLIPPED = f"/result islamabad gilani=164 shaikh=169 rejected=7 notcast=1 source:dawn {DAWN}"
EDITORS = [
    example
    for command in commands
    if command.handler.__module__.startswith("handlers.editing.")
    for example in command.examples
]


def file(content: bytes, name: str = "night.yaml", size: int | None = None) -> Upload:
    async def read(_limit: int) -> bytes:
        return content

    return Upload(name, size, read)


@pytest.mark.parametrize("example", EDITORS)
async def test_every_example_is_answered_to_an_owner(room: Office, example: str) -> None:
    reply = await room.say(example)
    assert "c0ffee" not in told(reply)
    assert reply.private


@pytest.mark.parametrize("example", EDITORS)
async def test_an_example_changes_nothing_before_it_is_published(room: Office, example: str) -> None:
    await room.say(example)
    assert await room.head() == 2


async def test_a_preview_shows_what_changes_by_which_source_and_that_the_count_balances(room: Office) -> None:
    text = told(await room.say(RESULT))
    assert "Yousaf Raza Gillani 169" in text
    assert "not given → 7 until now as Geo TV, via Republic World" in text
    assert BALANCE in text
    assert "The 341 electors are those of Republic World" in text


async def test_a_preview_says_that_a_publisher_is_new(room: Office) -> None:
    new = RESULT.replace("source:dawn", "source:Dwan").replace(DAWN, "https://example.org/a")
    preview = await room.say(new)
    assert "Nothing on record is by Dwan yet: check that name." in told(preview)
    await room.press(preview, "Publish")
    assert "Nothing on record is by" not in told(await room.say(new.replace("rejected=7", "rejected=6")))


async def test_of_many_new_publishers_some_are_named(room: Office) -> None:
    dossier = {"dossier": "many", "title": "Many", "why": "They came", "timezone": "UTC", "sources": {
        f"s-{n}": {"kind": "article", "publisher": f"Paper {n}", "published": "2021-03-04", "language": "en",
                   "title": f"Title {n}"} for n in range(7)
    }}  # fmt: skip
    text = told(await room.say("/push", upload=file(json.dumps(dossier).encode(), "many.json")))
    assert "any of these publishers yet, so check their names: Paper 0, Paper 1" in text
    assert "Paper 4" in text
    assert "Paper 5" not in text


@pytest.mark.parametrize("name", ["date:2021-03-04", 'title:"A title"'])
async def test_a_name_no_option_has_is_never_taken_for_a_publishers(room: Office, name: str) -> None:
    text = told(await room.say(f"{RESULT} {name}"))
    assert f"/result has no option “{name.partition(':')[0]}:”. It takes contest:, source:, won:" in text
    assert "publisher, address, date (2021-03-04) and “title” one after another" in text
    assert await Desk(room.newsroom).recall("editing/line/1") is None


async def test_a_count_that_does_not_balance_says_what_is_missing(room: Office) -> None:
    text = told(await room.say(RESULT.replace("rejected=7", "rejected=6")))
    assert "169 + 164 + 6 = 339 cast, + 1 not cast = 340 electors: 1 of 341 electors not accounted for" in text


async def test_a_warning_of_the_checks_stands_on_the_preview_with_its_arithmetic(room: Office) -> None:
    line = f"/result islamabad gilani=169 shaikh=164 rejected=6 cast=340 source:dawn {DAWN}"
    assert "votes-cast: valid and rejected votes are 339, and 340 were cast (169 + 164 + 6 = 339)" in told(
        await room.say(line)
    )


async def test_a_preview_names_the_cards_that_will_be_superseded(room: Office) -> None:
    card = await room.say("/contest islamabad")
    text = told(await room.say(RESULT))
    assert f"One card that was given out will be superseded: {card.code} (/contest islamabad)." in text


async def test_a_preview_says_how_many_chats_hear_of_it(room: Office) -> None:
    assert "No chat follows what it changes." in told(await room.say(RESULT))
    await room.say("/watch islamabad")
    await room.say("/watch islamabad", "telegram:43")
    await room.say("/watch imran khan", OTHER)
    text = told(await room.say(RESULT.replace("rejected=7", "rejected=6")))
    assert "Telegram: 2 chats that follow it are told, in about a second at the platform" in text
    assert "Discord:" not in text


async def test_an_outcome_that_flips_is_said(room: Office) -> None:
    assert "The outcome becomes another" in told(await room.say(FLIPPED))


async def test_a_preview_expires(room: Office) -> None:
    preview = await room.say(RESULT)
    room.clock.passes(minutes=61)
    assert "expired" in told(await room.press(preview, "Publish"))
    assert await room.head() == 2


async def test_a_preview_belongs_to_its_editor(room: Office) -> None:
    await room.say(f"/grant {OTHER} editor")
    preview = await room.say(RESULT)
    assert "belongs to somebody else" in told(await room.press(preview, "Publish", OTHER))
    assert await room.head() == 2


async def test_a_preview_survives_a_restart(shipped_file: Path, tmp_path: Path) -> None:
    async with office(shipped_file, tmp_path, OWNER) as first:
        preview = await first.say(RESULT)
    async with office(shipped_file, tmp_path, OWNER) as second:
        assert "revision 3" in told(await second.press(preview, "Publish"))


async def test_what_a_platform_delivers_twice_is_proposed_once(room: Office) -> None:
    first, again = [await room.say(RESULT, update="telegram:5") for _ in range(2)]
    assert (first.line, again.line) == (first.line, first.line)
    assert "it is not doubled" in told(again)


async def test_a_press_delivered_twice_publishes_once_and_says_so(room: Office) -> None:
    preview = await room.say(RESULT)
    await room.press(preview, "Publish", update="telegram:6")
    assert "already, as revision 3" in told(await room.press(preview, "Publish", update="telegram:6"))
    assert "already, as revision 3" in told(await room.press(preview, "Publish silently", update="telegram:7"))
    assert await room.head() == 3


async def test_what_is_published_silently_says_so(room: Office) -> None:
    assert "Silently" in told(await room.press(await room.say(RESULT), "Publish silently"))
    assert (await Desk(room.newsroom).revisions())[-1].silent


async def test_what_stands_unpublished_is_listed_for_whoever_it_concerns(room: Office) -> None:
    await room.say(f"/grant {OTHER} editor")
    await room.say(RESULT)
    assert "yours to publish" in told(await room.say("/preview"))
    assert "Nothing is waiting" in told(await room.say("/preview", OTHER))


async def test_a_preview_nobody_made_is_unknown(room: Office) -> None:
    assert "no such preview" in told(await room.say("/publish 00000000"))


class TestWhereFlipsNeedASecondEditor:
    @pytest.fixture
    def rules(self) -> Rules:
        return Rules(second_editor="flips")

    async def test_a_result_that_flips_nothing_is_published_by_one(self, room: Office) -> None:
        assert "revision 3" in told(await room.press(await room.say(RESULT), "Publish"))

    async def test_a_flip_waits_and_both_names_are_kept(self, room: Office) -> None:
        await room.say(f"/grant {OTHER} editor")
        preview = await room.say(FLIPPED)
        assert "A second editor has to approve it, as an outcome becomes another" in told(preview)
        assert "waits for a second editor" in told(await room.press(preview, "Publish"))
        waiting = await room.press(await room.say("/preview", OTHER), "Senate election", OTHER)
        done = await room.press(waiting, "Approve", OTHER)
        assert f"Brought in by {OWNER}, approved by {OTHER}" in told(done)
        revision = (await Desk(room.newsroom).revisions())[-1]
        assert (revision.number, revision.author, revision.approver) == (3, OWNER, OTHER)

    async def test_nobody_is_their_own_second_editor(self, room: Office) -> None:
        preview = await room.say(FLIPPED)
        await room.press(preview, "Publish")
        number = preview.line.partition(" ")[2]
        assert "Another editor has to approve it" in told(await room.say(f"/approve {number}"))
        assert await room.head() == 2

    async def test_a_second_editor_may_drop_it(self, room: Office) -> None:
        await room.say(f"/grant {OTHER} editor")
        await room.press(await room.say(FLIPPED), "Publish")
        waiting = await room.press(await room.say("/preview", OTHER), "Senate election", OTHER)
        assert "Discarded" in told(await room.press(waiting, "Discard", OTHER))


async def test_faults_are_told_on_pages_that_turn_without_the_file(room: Office) -> None:
    content = "dossier: x\n" + "".join(f"odd{number}: 1\n" for number in range(90))
    reply = await room.say("/push", upload=file(content.encode()))
    assert len(reply.blocks) > 90
    again = await room.say(f"{reply.line} page:2")
    assert (again.blocks, again.page) == (reply.blocks, 2)
    assert await room.head() == 2


@pytest.mark.parametrize(
    ("upload", "says"),
    [
        (file(b"a", "../../x.exe"), "x.exe is no dossier"),
        (file(b"a", "a\N{RIGHT-TO-LEFT OVERRIDE}lmay.zip"), "a_lmay.zip is no dossier"),
        (file(b"a", size=1_048_577), "at most 1,024 KiB"),
        (file(bytes(1_048_577)), "at most 1,024 KiB"),
        (file(b"\xff"), "not text in UTF-8"),
        (file(b"PK\x03\x04"), "control characters"),
        (file(b"a: &b [1]\nc: *b"), "anchors and aliases"),
        (file(b"[" * 40), "levels"),
    ],
)
async def test_a_file_that_is_no_dossier_is_refused(room: Office, upload: Upload, says: str) -> None:
    assert says in told(await room.say("/push", upload=upload))


async def test_a_code_block_around_a_dossier_is_none_of_it(room: Office) -> None:
    text = UPDATES[0].read_text(encoding="utf-8")
    assert "counted in full" in told(await room.say(f"/push ```yaml\n{text[:9000]}\n```"))


async def test_a_push_of_nothing_says_how(room: Office) -> None:
    assert "Send a dossier with the command" in told(await room.say("/push"))


async def test_names_and_digits_are_understood_in_urdu(room: Office) -> None:
    line = f"/result islamabad گیلانی=۱۶۹ شیخ=١٦٤ rejected=۷ notcast=۱ source:dawn {DAWN}"  # noqa: RUF001  # as typed
    assert BALANCE in told(await room.say(line))


async def test_the_record_that_is_rebuilt_is_the_one_that_editors_made(room: Office) -> None:
    for line in (RESULT, FLIPPED + " as_of:2021-03-06", "/undo", f"/correct {GEO} rejected=7 reason:A slip whose:ours"):
        await room.press(await room.say(line), "Publish")
    assert (await rebuild(room.newsroom)).equal
