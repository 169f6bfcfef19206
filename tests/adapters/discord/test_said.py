"""An answer is read strictly, in whatever pieces it comes; what is ambiguous is refused."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.discord.said import BODY, HEAD, BrokenAnswerError, Reader, Said

PLAIN = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{'a':1}"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\n{'a\r\n4\r\n':1}\r\n0\r\nTrailer: x\r\n\r\n"
HINTED = b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"


def read(data: bytes, *cuts: int) -> Said | None:
    """Read an answer in pieces cut at these places, which has to be whole with the last."""
    reader, edges = Reader(), [0, *sorted(cut % (len(data) + 1) for cut in cuts), len(data)]
    said = None
    for start, end in pairwise(edges):
        assert said is None or start == end
        said = said or reader.feed(data[start:end])
    return said


@pytest.mark.parametrize("data", [PLAIN, CHUNKED, HINTED + PLAIN])
@given(cuts=st.lists(st.integers(0, 300), max_size=5))
def test_an_answer_is_the_same_in_any_pieces(data: bytes, cuts: list[int]) -> None:
    """Also byte by byte."""
    assert read(data, *cuts) == Said(200, "OK", b"{'a':1}", stays=True)
    assert read(data, *range(len(data))) == Said(200, "OK", b"{'a':1}", stays=True)


def test_an_answer_without_a_body_is_whole_at_once() -> None:
    assert read(b"HTTP/1.1 204 No Content\r\n\r\n") == Said(204, "No Content", b"", stays=True)


@pytest.mark.parametrize(
    "data",
    [
        b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n",
        b"HTTP/1.0 204 No Content\r\n\r\n",
        b"HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 OK\r\n",
    ],
)
def test_a_connection_that_is_to_close_or_says_more_than_asked_does_not_stay(data: bytes) -> None:
    said = read(data)
    assert said is not None
    assert not said.stays


def test_an_answer_without_a_length_ends_with_its_connection() -> None:
    reader = Reader()
    assert reader.feed(b"HTTP/1.1 502 Bad Gateway\r\n\r\n<html>") is None
    assert reader.end() == Said(502, "Bad Gateway", b"<html>", stays=False)


@pytest.mark.parametrize("cut", [0, 5, len(PLAIN) - 1])
def test_an_answer_that_ends_in_the_middle_is_broken(cut: int) -> None:
    reader = Reader()
    assert reader.feed(PLAIN[:cut]) is None
    with pytest.raises(BrokenAnswerError):
        reader.end()


@pytest.mark.parametrize(
    "data",
    [
        b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
        b"HTTP/2 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
        b"HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: \xb2\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length : 1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nA: b\nContent-Length: 1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc",
        b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % (BODY + 1),
        b"HTTP/1.1 200 OK\r\nA: " + b"b" * HEAD,
    ],
)
def test_what_is_ambiguous_or_too_long_is_refused(data: bytes) -> None:
    with pytest.raises(BrokenAnswerError):
        Reader().feed(data)
