"""`POST /push`: signed, fresh, once; what is wrong is said with its place, and who may not push is written down."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.http import MAX_BODY, Server
from bot.push import AUDITED, REQUEST, SIGNATURE, TIMESTAMP, Push, signed
from data.desk import Desk
from data.editing import Newsroom, Rules
from data.record import tables
from tests.newsroom import SHIPPED, Clock

COUNT = (SHIPPED / "updates/2021-03-03-islamabad-full-count.yaml").read_bytes()
TABLE = "pk-senate-2021-ict-general-votes-dawn"
SECRET = "a secret of the tests, and of nobody else"  # noqa: S105  # it signs what the tests push to themselves
Answer = tuple[int, dict[str, Any]]


@dataclass
class Client:
    """A program that pushes."""

    url: str
    clock: Clock
    session: aiohttp.ClientSession
    newsroom: Newsroom
    headers: dict[str, str] = field(default_factory=dict)

    async def push(self, body: bytes, *, name: str = "", secret: str = SECRET, at: datetime | None = None) -> Answer:
        stamp = str(int((at or self.clock()).timestamp()))
        headers = {TIMESTAMP: stamp, SIGNATURE: signed(secret, stamp, body)} | ({REQUEST: name} if name else {})
        return await self.send(body, headers)

    async def send(self, body: bytes, headers: Mapping[str, str]) -> Answer:
        async with self.session.post(self.url, data=BytesIO(body), headers=headers) as response:
            said: dict[str, Any] = await response.json()
        return response.status, said

    async def head(self) -> int:
        return await Desk(self.newsroom).head()

    async def audited(self) -> list[tuple[str, str, str, str]]:
        entries = await Desk(self.newsroom).audited()
        return [(each.who, each.what, each.subject, each.detail) for each in reversed(entries)]


@pytest.fixture
def rules() -> Rules:
    return Rules()


@pytest.fixture
async def client(
    tmp_path: Path, shipped_file: Path, rules: Rules, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Client]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    clock, path = Clock(), Path(shutil.copy(shipped_file, tmp_path / "bell.db"))
    async with (
        Newsroom(path, rules=rules) as newsroom,
        aiohttp.ClientSession() as session,
        Server("127.0.0.1", 0, Push(newsroom, SECRET, now=clock).routes()) as server,
    ):
        yield Client(f"http://127.0.0.1:{server.port}/push", clock, session, newsroom)


async def test_a_signed_dossier_becomes_the_next_revision(client: Client) -> None:
    before = await client.head()
    status, said = await client.push(COUNT)
    assert (status, said["revision"], said["again"]) == (200, before + 1, False)
    table = await client.newsroom.read(tables.get, TABLE)
    assert table is not None
    assert table.value("rejected") == 7


async def test_json_is_as_good_as_yaml(client: Client) -> None:
    event = {"names": {"en": "An evening"}, "date": "2021-03-03", "status": "happened", "source": "dawn-1392528"}
    dossier = {"dossier": "x-1", "title": "X", "why": "A test", "timezone": "UTC", "events": {"x-evening": event}}
    assert (await client.push(json.dumps(dossier).encode()))[0] == 200


async def test_who_pushed_is_in_the_revision_and_in_the_audit(client: Client) -> None:
    await client.push(COUNT)
    assert (await Desk(client.newsroom).revisions())[-1].author == "http:push"
    assert ("http:push", "publish") in [entry[:2] for entry in await client.audited()]


async def test_the_answer_names_what_the_checks_warn_of_with_their_arithmetic(client: Client) -> None:
    _, said = await client.push(COUNT)
    assert [(each["code"], each["arithmetic"]) for each in said["warnings"]] == [("votes-cast", "169 + 164 + 6 = 339")]


@pytest.mark.parametrize(
    "tampered",
    [
        lambda stamp, _: {TIMESTAMP: stamp, SIGNATURE: "0" * 64},
        lambda stamp, _: {TIMESTAMP: stamp},
        lambda _, good: {SIGNATURE: good},
        lambda stamp, good: {TIMESTAMP: str(int(stamp) + 1), SIGNATURE: good},
        lambda _, good: {TIMESTAMP: "yesterday", SIGNATURE: good},
        lambda stamp, good: {TIMESTAMP: stamp, SIGNATURE: good + "é"},
        lambda stamp, _: {TIMESTAMP: stamp, SIGNATURE: signed("another secret", stamp, COUNT)},
        lambda stamp, _: {TIMESTAMP: stamp, SIGNATURE: signed(SECRET, stamp, COUNT + b" ")},
    ],
)
async def test_a_wrong_signature_gets_401_and_an_audit_line_and_changes_nothing(
    client: Client, tampered: Callable[[str, str], dict[str, str]]
) -> None:
    before, stamp = await client.head(), str(int(client.clock().timestamp()))
    status, said = await client.send(COUNT, tampered(stamp, signed(SECRET, stamp, COUNT)))
    assert (status, list(said)) == (401, ["error"])
    assert SECRET not in str(said)
    assert await client.head() == before
    assert [entry[:3] for entry in await client.audited()] == [("http:push", "refused", "push")]


@pytest.mark.parametrize(("seconds", "status"), [(-301, 401), (-299, 200), (299, 200), (301, 401)])
async def test_a_push_is_taken_within_five_minutes_of_its_time(client: Client, seconds: int, status: int) -> None:
    assert (await client.push(COUNT, at=client.clock() + timedelta(seconds=seconds)))[0] == status


async def test_the_same_signed_push_again_is_refused(client: Client) -> None:
    first, at = await client.push(COUNT), client.clock()
    client.clock.at += timedelta(minutes=4)
    assert first[0] == 200
    assert (await client.push(COUNT, at=at))[0] == 409
    assert (await client.push(COUNT, at=at, name="another-name"))[0] == 409


async def test_a_replay_is_refused_after_a_restart_too(client: Client) -> None:
    at = client.clock()
    await client.push(COUNT)
    async with Server("127.0.0.1", 0, Push(client.newsroom, SECRET, now=client.clock).routes()) as server:
        client.url = f"http://127.0.0.1:{server.port}/push"
        assert (await client.push(COUNT, at=at))[0] == 409


async def test_of_two_equal_pushes_at_once_one_is_taken(client: Client) -> None:
    both = await asyncio.gather(client.push(COUNT), client.push(COUNT))
    assert sorted(status for status, _ in both) == [200, 409]


async def test_a_request_sent_again_under_its_name_changes_nothing_and_says_so(client: Client) -> None:
    _, first = await client.push(COUNT, name="night-1")
    client.clock.at += timedelta(minutes=10)
    status, second = await client.push(COUNT, name="night-1")
    assert (status, second["revision"], second["again"]) == (200, first["revision"], True)
    assert await client.head() == first["revision"]


@pytest.mark.parametrize("name", ["two words", "x" * 65, "../x", "-x"])
async def test_a_name_that_could_be_anything_is_refused(client: Client, name: str) -> None:
    assert (await client.push(COUNT, name=name))[0] == 400


async def test_every_fault_is_answered_with_its_place_and_nothing_is_applied(client: Client) -> None:
    before = await client.head()
    body = COUNT.replace(b"value: 169", b"value: 14O").replace(b"status: unofficial", b"status: certain")
    status, said = await client.push(body)
    assert status == 422
    assert len(said["faults"]) > 2
    fault = next(each for each in said["faults"] if each["path"].endswith("yousaf-raza-gillani.value"))
    assert body.splitlines()[fault["line"] - 1].strip().startswith(b"yousaf-raza-gillani:")
    assert fault["text"].startswith(f"push:{fault['line']}:{fault['col']}: ")
    assert await client.head() == before


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"PK\x03\x04",
        b"a: &x [1]\nb: *x\n",
        b"[" * 5000,
        b"a: &a [x,x]\nb: &b [*a,*a,*a]\nc: &c [*b,*b,*b]\n",
        b"dossier: !!python/object/apply:os.system [ls]",
    ],
)
async def test_what_is_no_dossier_is_refused(client: Client, body: bytes) -> None:
    assert (await client.push(body))[0] == 422


async def test_more_than_a_mebibyte_is_refused(client: Client) -> None:
    status, said = await client.push(bytes(MAX_BODY + 1))
    assert (status, list(said)) == (413, ["error"])


async def test_refusals_beyond_the_first_of_a_minute_do_not_fill_the_audit(client: Client) -> None:
    for _ in range(AUDITED + 5):
        await client.send(COUNT, {})
    assert len(await client.audited()) == AUDITED
    client.clock.at += timedelta(minutes=2)
    await client.send(COUNT, {})
    assert len(await client.audited()) == AUDITED + 1


class TestWithASecondEditor:
    @pytest.fixture
    def rules(self) -> Rules:
        return Rules(second_editor="all")

    async def test_a_push_waits_for_them(self, client: Client) -> None:
        before = await client.head()
        status, said = await client.push(COUNT)
        assert (status, said["waiting"]) == (202, ["all", "sum"])
        assert await client.head() == before
