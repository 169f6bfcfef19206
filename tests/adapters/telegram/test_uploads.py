"""Documents that come with a command."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.adapters.telegram.declared import declared_bot
from tests.adapters.telegram.running import serving
from tests.fakes.telegram import RESET, TOKEN, Fake, refuse
from tests.fakes.telegram_chats import ME, PRIVATE, Json
from tests.sample import Kept


@pytest.fixture
async def telegram(fake: Fake, kept: Kept) -> AsyncIterator[Fake]:
    kept.roles["telegram:7"] = "editor"
    async with serving(fake, kept, bot=declared_bot(kept)):
        yield fake


def document(name: str = "facts.yaml", size: int | None = None, **fields: Any) -> Json:
    told = {"file_size": size} if size is not None else {}
    return {"file_id": "docs/1", "file_unique_id": "u", "file_name": name, **told, **fields}


async def pushed(fake: Fake, caption: str = "/push", **fields: Any) -> tuple[int, str]:
    """Send a document with a caption; give the update's number and the answer."""
    sent = {"document": document(), "caption": caption} | fields
    fake.chats[PRIVATE["id"]] = PRIVATE
    message = {"message_id": next(fake.numbers), "date": 1, "chat": PRIVATE, "from": fake_user(), **sent}
    update = await fake.put({"message": message})
    await fake.until_confirmed(update)
    return update, fake.of("sendMessage")[-1].text


def fake_user() -> Json:
    return {"id": 7, "is_bot": False, "first_name": "Ann", "language_code": "en"}


async def test_a_document_reaches_its_command(telegram: Fake) -> None:
    """With its name, the caption's text, the update's number and the role; fetched by the file's path."""
    telegram.documents["docs/1"] = b"a: 1\n"
    update, said = await pushed(telegram, "/push two\n  lines")
    assert said == f"Pushed\ntwo lines|facts.yaml|a: 1\n|telegram:{ME['id']}/{update}|editor"


async def test_a_reply_to_a_document_reaches_it_too(telegram: Fake) -> None:
    telegram.documents["docs/1"] = b"a: 1"
    carrier = {"message_id": 1, "date": 1, "chat": PRIVATE, "from": fake_user(), "document": document()}
    await telegram.until_confirmed(await telegram.say("/push", reply_to_message=carrier))
    assert "|facts.yaml|a: 1|" in telegram.of("sendMessage")[-1].text


async def test_a_document_is_not_fetched_for_a_command_that_reads_none(telegram: Fake) -> None:
    await pushed(telegram, "/seat x")
    assert telegram.of("getFile") == []


async def test_nobody_without_the_right_has_a_document_fetched(telegram: Fake, kept: Kept) -> None:
    kept.roles.clear()
    telegram.documents["docs/1"] = b"a: 1"
    _, said = await pushed(telegram)
    assert said.startswith("/push is for editors")
    assert telegram.of("getFile") == []


async def test_a_document_that_says_it_is_too_large_is_not_fetched(telegram: Fake) -> None:
    _, said = await pushed(telegram, document=document(size=101))
    assert "larger than 0 kB" in said
    assert telegram.of("getFile") == []


@pytest.mark.parametrize("content", [bytes(101), None], ids=["a byte more", "endless"])
async def test_a_document_is_read_no_further_than_the_limit(telegram: Fake, content: bytes | None) -> None:
    """Whatever it said of its size."""
    telegram.documents["docs/1"] = content
    _, said = await pushed(telegram, document=document(size=5))
    assert "Please send a smaller one" in said


async def test_a_document_of_just_the_limit_is_read(telegram: Fake) -> None:
    telegram.documents["docs/1"] = b"x" * 100
    assert f"|{'x' * 100}|" in (await pushed(telegram))[1]


async def test_what_telegram_calls_too_big_is_too_large(telegram: Fake) -> None:
    telegram.fault("getFile", refuse(400, "Bad Request: file is too big"))
    assert "Please send a smaller one" in (await pushed(telegram))[1]


async def test_a_file_that_does_not_come_can_be_asked_for_again_and_the_token_is_in_no_log(
    telegram: Fake, caplog: Any
) -> None:
    """Refused, missing on the server, reset on the way."""
    caplog.set_level(logging.DEBUG)
    for faults in ([refuse(400, "Bad Request: invalid file_id")], [refuse(502, "Bad Gateway")] * 3, [RESET] * 3, []):
        telegram.fault("getFile", *faults)
        telegram.documents.pop("docs/1", None)
        assert "did not get through" in (await pushed(telegram))[1]
    assert TOKEN not in caplog.text


async def test_a_local_server_hands_out_a_path(telegram: Fake, tmp_path: Path) -> None:
    """A Bot API server in local mode tells where the file lies."""
    path = tmp_path / "facts.yaml"
    path.write_bytes(b"a: 1")
    telegram.documents[str(path)] = b""
    assert "|a: 1|" in (await pushed(telegram, document=document(file_id=str(path))))[1]


async def test_a_path_of_ours_is_not_taken_for_the_servers(telegram: Fake) -> None:
    """What Telegram tells is relative, and may be the name of a file that lies where this program runs."""
    telegram.documents["README.md"] = b"theirs"
    assert "did not get through" in (await pushed(telegram, document=document(file_id="README.md")))[1]
