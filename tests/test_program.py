"""The whole program as a process of its own: in a pipe, on both platforms at once, and where it cannot start."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot import grammar
from bot.messages import LINE_BYTES
from handlers import commands
from tests.adapters.discord.people import form
from tests.fakes import discord_spec
from tests.fakes.discord import FakeDiscord
from tests.fakes.telegram import TOKEN, Fake
from tests.fakes.telegram_chats import PRIVATE
from tests.fakes.telegram_people import choose, press_inline, query
from tests.harness.process import ROOT, program, said

EXAMPLES = [example for command in commands for example in command.examples]
PNG = b"\x89PNG\r\n\x1a\n"


async def test_a_pipe_gets_one_card_per_line_and_status_zero(tmp_path: Path) -> None:
    status, out, errors = await said(tmp_path, typed="/senate\n/confidence\n/contest islamabad\n")
    assert (status, errors) == (0, "")
    for title in ("Senate of Pakistan", "Vote of confidence in Prime Minister Imran Khan", "Islamabad general seat"):
        assert title in out
    assert out.count("As of 4 March 2021 · ") == 3


async def test_bytes_that_are_no_text_are_answered_too(tmp_path: Path) -> None:
    process = await program(tmp_path)
    out, errors = await process.communicate(b"/senate\xff\xfe\n\xff\n")
    assert (process.returncode, errors) == (0, b"")
    assert b"I do not know" in out


async def test_one_question_can_be_asked_as_json(tmp_path: Path) -> None:
    status, out, _ = await said(tmp_path, "ask", "/contest islamabad", "--json")
    card = json.loads(out)
    assert status == 0
    assert card["as_of"] == "2021-03-04"
    assert [block["value"] for block in card["blocks"][:2]] == ["169", "164"]


async def test_a_question_can_be_asked_as_of_a_day(tmp_path: Path) -> None:
    status, out, _ = await said(tmp_path, "ask", "/senate", "--as-of", "2021-03-03")
    assert status == 1
    assert "No source on record" in out


async def test_what_cannot_be_answered_has_status_one(tmp_path: Path) -> None:
    status, out, _ = await said(tmp_path, "ask", "/sena")
    assert status == 1
    assert "[1] /senate" in out


@pytest.mark.parametrize(("name", "begins"), [("card.png", b"\x89PNG"), ("card.svg", b"<svg")])
async def test_the_picture_of_a_card_can_be_written(tmp_path: Path, name: str, begins: bytes) -> None:
    file = tmp_path / name
    status, out, _ = await said(tmp_path, "ask", "/senate", "--picture", str(file), "--language", "ur")
    assert status == 0
    assert "ایوان بالا پاکستان" in out
    assert file.read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("line", "name", "told"),
    [
        ("/help", "card.png", "has no picture"),
        ("/senate", "card.gif", "a picture is written as .png or .svg"),
        ("/senate", "nowhere/card.png", "cannot be written"),
    ],
)
async def test_a_picture_that_cannot_be_written_is_one_clear_line(
    tmp_path: Path, line: str, name: str, told: str
) -> None:
    status, _, errors = await said(tmp_path, "ask", line, "--picture", str(tmp_path / name))
    assert status == 1
    assert told in errors
    assert "Traceback" not in errors


async def test_the_revisions_tell_what_the_record_was_made_of(tmp_path: Path) -> None:
    await said(tmp_path, "ask", "/senate")
    status, out, _ = await said(tmp_path, "revisions")
    assert status == 0
    assert [line.split()[0] for line in out.splitlines()] == ["1", "2"]


async def test_the_command_line_tells_how_far_deliveries_have_come(tmp_path: Path) -> None:
    status, out, errors = await said(tmp_path, "deliveries")
    assert (status, errors) == (0, "")
    assert "Nothing was due anywhere yet." in out
    assert "revision 2" in (await said(tmp_path, "deliveries", "2"))[1]


async def test_a_dossier_can_be_checked_without_loading_it(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("dossier: bad\ntilte: x\n", encoding="utf-8")
    status, _, errors = await said(tmp_path, "check", str(path))
    assert status == 1
    assert f"{path}:2:1: tilte: is not known here; did you mean title?" in errors
    assert (await said(tmp_path, "check", "data/dossiers/pakistan-2021"))[0] == 0


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        ({"DATABASE": "{tmp}/text"}, "is not a database"),
        ({"DATABASE": "{tmp}/text/bell.db"}, "cannot be made"),
        ({"DOSSIERS": "{tmp}/none.yaml"}, "is no dossier"),
        ({"DOSSIERS": "{tmp}/text"}, "text:1:1"),
        ({"LOG_LEVEL": "shout"}, "LOG_LEVEL"),
        ({"DISCORD_GATEWAY_URL": "http://x"}, "DISCORD_GATEWAY_URL"),
    ],
)
async def test_what_stops_it_from_starting_is_one_clear_line(
    tmp_path: Path, settings: dict[str, str], complaint: str
) -> None:
    (tmp_path / "text").write_text("no database and no dossier\n", encoding="utf-8")
    given = {name: value.format(tmp=tmp_path) for name, value in settings.items()}
    status, out, errors = await said(tmp_path, "ask", "/senate", **given)
    assert (status, out) == (1, "")
    assert complaint in errors
    assert len(errors.splitlines()) == 1


@pytest.mark.parametrize(("missing", "told"), [("click", "click is not installed for"), ("data.export", "Traceback")])
async def test_a_library_that_is_missing_is_one_clear_line(tmp_path: Path, missing: str, told: str) -> None:
    """As between new files and what they need; a module of our own that is missing is a fault with its trace."""
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n"
        "class Missing:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {missing!r}:\n"
        "            raise ModuleNotFoundError(f'No module named {name!r}', name=name)\n"
        "sys.meta_path.insert(0, Missing())\n",
        encoding="utf-8",
    )
    status, out, errors = await said(tmp_path, "ask", "/senate", PYTHONPATH=str(tmp_path))
    assert (status, out) == (1, "")
    assert errors.startswith(told)
    assert (len(errors.splitlines()) == 1) == (missing == "click")


async def test_a_broken_dossier_leaves_nothing_half_written(tmp_path: Path) -> None:
    shipped = ROOT / "data/dossiers/pakistan-2021/01-rules.yaml"
    (tmp_path / "bad.yaml").write_text("dossier: bad\n", encoding="utf-8")
    status, _, _ = await said(tmp_path, "ask", "/senate", DOSSIERS=f"{shipped},{tmp_path / 'bad.yaml'}")
    assert status == 1
    _, out, _ = await said(tmp_path, "ask", "/senate", DOSSIERS=str(shipped))
    assert "No source on record gives the seats" in out
    assert (await said(tmp_path, "revisions"))[1].count("\n") == 1


@asynccontextmanager
async def both(tmp_path: Path) -> AsyncIterator[tuple[Fake, FakeDiscord, asyncio.subprocess.Process]]:
    """Run one process against a Telegram and a Discord of our own, and hold what it sent against their descriptions."""
    async with Fake() as telegram, FakeDiscord() as discord:
        process = await program(
            tmp_path,
            "run",
            OWNERS="telegram:7,discord:7",
            TELEGRAM_TOKEN=TOKEN,
            TELEGRAM_API_URL=telegram.url,
            DISCORD_TOKEN="test-token",  # noqa: S106  # of our own Discord
            DISCORD_API_URL=discord.api_url,
            DISCORD_GATEWAY_URL=discord.gateway_url,
        )
        try:
            await discord.connected()
            await discord.rest.synced()
            yield telegram, discord, process
        finally:
            if process.returncode is None:
                process.kill()
                await process.communicate()
        assert telegram.faults_of_calls() == []
        assert discord.rest.refusals == []
        assert discord_spec.all_faults((call.method, call.path, call.body) for call in discord.rest.calls) == []


async def test_one_process_answers_every_example_on_both_platforms(tmp_path: Path) -> None:
    async with both(tmp_path) as (telegram, discord, process):
        for number, example in enumerate(EXAMPLES, 1000):
            name = grammar.parse(commands, example).command.name
            await telegram.until_confirmed(await telegram.say(example, PRIVATE | {"id": number}))
            call = await (await discord.slash(name, **form(example, commands))).next_call()
            assert call.text.strip(), example
        sent = [call for call in telegram.calls if call.method in {"sendMessage", "sendPhoto"}]
        assert [call.status for call in sent] == [200] * len(EXAMPLES)
        assert any(call.method == "sendPhoto" for call in sent)
        process.send_signal(signal.SIGTERM)
        _, errors = await process.communicate()
        assert process.returncode == 0
        assert b"Traceback" not in errors
        assert TOKEN.encode() not in errors


async def test_the_buttons_under_the_senate_work_on_telegram(tmp_path: Path) -> None:
    async with both(tmp_path) as (telegram, _, process):
        await telegram.until_confirmed(await telegram.say("/senate"))
        (photo,) = telegram.of("sendPhoto")
        turn, button = photo.buttons
        assert (turn["text"], button["text"]) == ("2/2 →", "Islamabad general seat")
        assert len(button["callback_data"].encode()) <= LINE_BYTES
        await telegram.press(photo.result["message_id"], button["callback_data"])
        await telegram.press(photo.result["message_id"], turn["callback_data"])
        page = await telegram.next_call("editMessageCaption")
        assert page.text.startswith("Senate of Pakistan")
        assert [button["text"] for button in page.buttons] == ["← 1/2", "Islamabad general seat"]
        await telegram.press(photo.result["message_id"], button["callback_data"])
        answer = await telegram.next_call("editMessageMedia")
        assert "Yousaf Raza Gillani" in answer.text
        process.send_signal(signal.SIGINT)
        await process.communicate()
        assert process.returncode == 0


async def test_inline_mode_finds_who_and_what_is_on_record(tmp_path: Path) -> None:
    """People, parties, contests, quotations and cards by their codes; the chosen one can be pressed."""
    async with both(tmp_path) as (telegram, _, process):
        await telegram.until_polled()
        for typed, line in {
            "gilani": "person yousaf-raza-gillani",
            "pti": "party pti",
            "contest islamabad": "contest islamabad",
            "revenge": "quote Democracy is the best revenge. Jeya Bhutto!",
            "senate": "senate",
            "4u9jmr": "check 4U9JMR",
            "": "confidence",
        }.items():
            found = {result["id"].rpartition("@")[0]: result for result in await query(telegram, typed)}
            assert line in found, typed
        seats = await query(telegram, "senate")
        message = await choose(telegram, seats[0])
        await press_inline(telegram, message, seats[0]["reply_markup"]["inline_keyboard"][-1][0]["callback_data"])
        assert "Yousaf Raza Gillani" in telegram.inlines[message]["text"]
        process.send_signal(signal.SIGTERM)
        _, errors = await process.communicate()
        assert b"ERROR" not in errors


async def test_bad_tokens_are_one_line_each_and_status_one(tmp_path: Path) -> None:
    async with Fake() as telegram, FakeDiscord() as discord:
        status, _, errors = await said(
            tmp_path,
            "run",
            TELEGRAM_TOKEN="1:wrong",  # noqa: S106  # wrong on purpose
            TELEGRAM_API_URL=telegram.url,
            DISCORD_TOKEN="wrong",  # noqa: S106  # wrong on purpose
            DISCORD_API_URL=discord.api_url,
            DISCORD_GATEWAY_URL=discord.gateway_url,
        )
    assert status == 1
    assert [line for line in errors.splitlines() if " ERROR " in line and "TELEGRAM_TOKEN" in line]
    assert [line for line in errors.splitlines() if " ERROR " in line and "DISCORD_TOKEN" in line]
    assert "1:wrong" not in errors
    assert "Traceback" not in errors
