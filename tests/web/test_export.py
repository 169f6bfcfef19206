"""The export: the whole record as it is kept, revision by revision, without anybody who brought it."""

from __future__ import annotations

import json
from pathlib import Path

import aiohttp

from data.editing import correction, redaction
from data.export import FORMAT, pieces
from tests.harness.process import said
from tests.newsroom import AT
from tests.web.conftest import FIGURE, Site


async def test_every_revision_is_there_with_its_dossier_its_kind_and_why(site: Site) -> None:
    await site.publish(correction(FIGURE, 7, "The paper printed six", "source"))
    record = json.loads((await site.get("/export.json")).text)
    assert record["format"] == FORMAT
    assert [each["number"] for each in record["revisions"]] == [1, 2, 3, 4, 5]
    newest = record["revisions"][-1]
    assert (newest["kind"], newest["reason"], newest["mistake"]) == ("correction", "The paper printed six", "source")
    assert FIGURE in json.dumps(newest["content"])


async def test_what_is_redacted_is_a_tombstone(site: Site) -> None:
    card = (await site.readers.cards.find(await site.issue("quotes imran khan"))).issued[0]
    await site.publish(redaction(card.shows[0][0], "by order of the court", on=AT.date()))
    assert "[redacted 2021-03-04: by order of the court]" in (await site.get("/export.json")).text


async def test_nobody_who_brought_a_revision_is_named(site: Site) -> None:
    await site.publish(correction(FIGURE, 7, "The paper printed six", "source"))
    assert "telegram:" not in (await site.get("/export.json")).text


async def test_it_is_written_piece_by_piece(site: Site) -> None:
    found = [piece async for piece in pieces(site.office.newsroom)]
    assert len(found) == 6
    json.loads("".join(found))


async def test_who_has_it_already_gets_nothing(site: Site) -> None:
    tag = (await site.get("/export.json")).headers["ETag"]
    assert (await site.get("/export.json", If_None_Match=tag)).status == 304


async def test_others_wait_while_two_take_it_along(site: Site) -> None:
    async with site.readers._exports, site.readers._exports:
        got = await site.get("/export.json")
    assert (got.status, got.headers["Retry-After"]) == (503, "30")
    assert (await site.get("/export.json")).status == 200


async def test_it_is_packed_on_its_way(site: Site) -> None:
    async with (
        aiohttp.ClientSession(auto_decompress=False) as session,
        session.get(f"{site.url}/export.json", headers={"Accept-Encoding": "gzip"}) as response,
    ):
        assert (await response.read())[:2] == b"\x1f\x8b"


async def test_the_command_line_writes_the_same(tmp_path: Path) -> None:
    await said(tmp_path, "ask", "/senate")
    status, out, errors = await said(tmp_path, "export", "--format", "json")
    assert (status, errors) == (0, "")
    assert [each["number"] for each in json.loads(out)["revisions"]] == [1, 2]
