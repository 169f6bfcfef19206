"""An answer over HTTP/1.1, read strictly as its bytes come: status, body, and whether the connection stays of use.

What is ambiguous (two lengths, a length and chunks, a folded header) is refused as broken, since whoever guesses
there reads one answer as another's. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from dataclasses import dataclass

HEAD, BODY, CHUNK = 32_768, 2_097_152, 256
"""Bytes an answer's head, its body, and the line before a chunk may have."""

_STATUS = re.compile(rb"HTTP/1\.([01]) ([1-5]\d\d)(?: ([^\x00-\x08\x0a-\x1f]*))?")
_FIELD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\x00-\x08\x0a-\x1f]*?)[ \t]*")
_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;.*)?")

_TOLD = {b"content-length", b"transfer-encoding", b"connection"}
"""The headers that say how an answer is to be read; no other is."""

NO_BODY = {204, 304}


class BrokenAnswerError(ConnectionError):
    """What came is no answer of HTTP/1.1, or ended in the middle."""


@dataclass(frozen=True, slots=True)
class Said:
    """An answer; `stays` says that its connection can be asked again."""

    status: int
    reason: str
    body: bytes
    stays: bool = False

    @property
    def ok(self) -> bool:
        """Say whether it is a yes."""
        return self.status // 100 == 2  # noqa: PLR2004  # as in HTTP


class Reader:
    """Reads one answer from pieces of any size."""

    def __init__(self) -> None:
        self._held = b""
        self._over = False
        self._steps = self._answer()
        next(self._steps)

    def feed(self, data: bytes) -> Said | None:
        """Take a piece, and give the answer once it is whole. Raises BrokenAnswerError."""
        self._held += data
        try:
            self._steps.send(None)
        except StopIteration as end:
            said: Said = end.value
            return said
        return None

    def end(self) -> Said | None:
        """Take that nothing more comes: an answer that named no length is whole then. Raises BrokenAnswerError."""
        self._over = True
        return self.feed(b"")

    def _answer(self) -> Generator[None, None, Said]:
        status = 100
        yield
        while status < 200:  # noqa: PLR2004  # what comes before an answer is none
            head = yield from self._line(b"\r\n\r\n", HEAD)
            status, reason, told, stays = _head(head)
        if status in NO_BODY:
            return Said(status, reason, b"", stays and not self._held)
        if b"transfer-encoding" in told:
            body = yield from self._chunks()
        elif b"content-length" in told:
            body = yield from self._bytes(_length(told[b"content-length"]))
        else:
            body, stays = (yield from self._rest()), False
        return Said(status, reason, body, stays and not self._held)

    def _line(self, end: bytes, longest: int) -> Generator[None, None, bytes]:
        while (at := self._held.find(end)) < 0:
            if len(self._held) > longest:
                raise BrokenAnswerError("an answer's head is too long")
            yield from self._more()
        line, self._held = self._held[:at], self._held[at + len(end) :]
        return line

    def _bytes(self, size: int) -> Generator[None, None, bytes]:
        if size > BODY:
            raise BrokenAnswerError("an answer is too long")
        while len(self._held) < size:
            yield from self._more()
        body, self._held = self._held[:size], self._held[size:]
        return body

    def _chunks(self) -> Generator[None, None, bytes]:
        body = b""
        while True:
            match = _SIZE.fullmatch((yield from self._line(b"\r\n", CHUNK)))
            if match is None:
                raise BrokenAnswerError("a chunk without a size")
            size = int(match[1], 16)
            if size == 0:
                break
            body += yield from self._bytes(size)
            if len(body) > BODY or (yield from self._bytes(2)) != b"\r\n":
                raise BrokenAnswerError("a chunk that does not end where it should")
        while (yield from self._line(b"\r\n", HEAD)):  # what may stand behind the chunks
            pass
        return body

    def _rest(self) -> Generator[None, None, bytes]:
        while not self._over:
            if len(self._held) > BODY:
                raise BrokenAnswerError("an answer is too long")
            yield
        body, self._held = self._held, b""
        return body

    def _more(self) -> Generator[None, None, None]:
        if self._over:
            raise BrokenAnswerError("the connection ended in the middle of an answer" if self._held else "no answer")
        yield


def _head(head: bytes) -> tuple[int, str, dict[bytes, bytes], bool]:
    """Give status and reason, the headers that matter, and whether the connection stays."""
    first, *lines = head.split(b"\r\n")
    match = _STATUS.fullmatch(first)
    if match is None:
        raise BrokenAnswerError("no status line of HTTP/1.1")
    told: dict[bytes, bytes] = {}
    for line in lines:
        field = _FIELD.fullmatch(line)
        if field is None:
            raise BrokenAnswerError("a header that is none")
        name = field[1].lower()
        if name in _TOLD and told.setdefault(name, field[2]) != field[2]:
            raise BrokenAnswerError("a header that says two things")
    if b"transfer-encoding" in told and (
        b"content-length" in told or told[b"transfer-encoding"].lower() != b"chunked" or match[1] == b"0"
    ):
        raise BrokenAnswerError("an answer of no clear length")
    stays = match[1] == b"1" and b"close" not in told.get(b"connection", b"").lower()
    return int(match[2]), (match[3] or b"").decode("latin-1"), told, stays


def _length(text: bytes) -> int:
    if not text.isdigit() or len(text) > 9:  # noqa: PLR2004  # more digits than any answer has
        raise BrokenAnswerError("a length that is no number")
    return int(text)
