"""What is served over HTTP under arbitrary bytes, headers, paths and pushes: answers, and nothing given away."""

from __future__ import annotations

import asyncio
import logging
import string
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from yarl import URL

from bot.push import REQUEST, SIGNATURE, TIMESTAMP, signed
from tests.fuzz import hostile
from tests.fuzzing import examples
from tests.test_push import SECRET, Client, client, rules  # noqa: F401  # fixtures
from tests.web.conftest import Site, opened

ANSWERED = {200, 202, 400, 401, 409, 413, 422}
PLAIN = st.text(string.ascii_letters + string.digits + string.punctuation + " \u00e9\u00b2\u067e", max_size=60)
"""What a client can put into a header."""


@given(text=hostile.dossiers() | hostile.text)
@example(text='{"dossier": "\\ud800"}')
@examples(40)
async def test_a_signed_push_of_anything_is_answered(client: Client, text: str) -> None:  # noqa: F811  # the fixture
    """With its revision or its faults; a refusal changes nothing."""
    before = await client.head()
    status, said = await client.push(text.encode("utf-8", "replace"))
    assert status in ANSWERED
    assert said
    assert (await client.head() > before) == (status == 200 and not said["again"])
    client.clock.passes(seconds=1)


@given(body=st.binary(max_size=200), stamp=PLAIN, signature=PLAIN, name=PLAIN, sign=st.booleans())
@example(body=b"", stamp="9" * 12, signature="", name="", sign=True)
@example(body=b"", stamp="\u00b2", signature="\u00e9", name="", sign=False)
@examples(40)
async def test_a_push_with_any_headers_is_answered(
    client: Client,  # noqa: F811  # the fixture
    body: bytes,
    stamp: str,
    signature: str,
    name: str,
    *,
    sign: bool,
) -> None:
    """None of them publishes anything."""
    before = await client.head()
    headers = {TIMESTAMP: stamp, SIGNATURE: signed(SECRET, stamp, body) if sign else signature, REQUEST: name}
    assert (await client.send(body, headers))[0] in ANSWERED - {200, 202}
    assert await client.head() == before


@pytest.fixture
async def site(shipped_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Site]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    async with opened(shipped_file, tmp_path) as found:
        yield found


PATHS = st.one_of(
    st.builds(
        "/{}{}".format, st.sampled_from(["card/", "card?code=", "feed.atom?lang=", "?lang=", "export.json?"]), PLAIN
    ),
    st.lists(
        st.sampled_from(
            ["/", "..", "%2e%2e", "%2f", "etc/passwd", "%00", "card", "28R6HV", ".png", "~", "%ff", "?", "&"]
        )
    )
    .map("".join)
    .map("/{}".format),
)


@given(path=PATHS, method=st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE"]))
@example(path="/../../etc/passwd", method="GET")
@example(path="/card/%2e%2e%2f%2e%2e%2fetc%2fpasswd", method="GET")
@example(path="/style.css/../../bot/settings.py", method="GET")
@examples(60)
async def test_no_path_leads_anywhere_else(site: Site, path: str, method: str) -> None:
    """No file of the machine, no error of ours, no word of what runs here."""
    got = await site.get(quote(path, safe="/%?&=~.:@!$'()*+,;"), method)
    assert got.status < 500
    assert "root:" not in got.text
    assert "Traceback" not in got.text
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert "aiohttp" not in str(got.headers).lower()


BEGUN = (b"", b"GET / HTTP/1.1\r\n", b"POST /push HTTP/1.1\r\nHost: x\r\n")


@given(sent=st.binary(max_size=300), begun=st.sampled_from(BEGUN))
@example(begun=b"", sent=b"GET / HTTP/9.9\r\n\r\n")
@example(begun=b"POST / HTTP/1.1\r\nHost: x\r\n", sent=b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n")
@example(begun=b"POST / HTTP/1.1\r\nHost: x\r\n", sent=b"Content-Length: -1\r\n\r\n")
@examples(60)
async def test_bytes_that_are_no_request_leave_the_server_standing(
    site: Site, caplog: pytest.LogCaptureFixture, begun: bytes, sent: bytes
) -> None:
    """And no line in the log that anybody could fill it with."""
    url = URL(site.url)
    reader, writer = await asyncio.open_connection(url.host, url.port)
    writer.write(begun + sent)
    writer.write_eof()
    answer = await reader.read(65536)
    writer.close()
    assert b"Traceback" not in answer
    assert b"aiohttp" not in answer.lower()
    assert (await site.get("/healthz")).status == 200
    assert [each.getMessage() for each in caplog.records if each.levelno >= logging.WARNING] == []
