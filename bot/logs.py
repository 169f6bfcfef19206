"""The log: one line an event, for people on a terminal or as JSON, each with the request it belongs to.

A request's id is the platform's own id of what arrived (`telegram:42/4711`), so that an operator can follow it from the
update to the reply. What people wrote is never logged, nor is a token: `secrecy` in an adapter sees to its own.
"""

from __future__ import annotations

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Literal, TextIO

Format = Literal["text", "json"]

request: ContextVar[str] = ContextVar("request", default="")
"""The request that is being answered, nothing between requests."""

NOISY = ("httpx", "discord", "aiohttp.access")
"""Loggers that write a line a request, or what people wrote; only their warnings pass."""

LONGEST = 4_000
"""Characters of one event; a trace may have as many again."""


class Text(logging.Formatter):
    """`2026-11-25 18:00:00 INFO bot.app: telegram starts [telegram:42/4711]`, control characters made visible."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line, and under it the trace if there is one."""
        moment = datetime.fromtimestamp(record.created, UTC).astimezone().strftime("%Y-%m-%d %H:%M:%S")
        about = request.get()
        line = f"{moment} {record.levelname} {record.name}: {printable(record.getMessage())}"
        trace = f"\n{self.formatException(record.exc_info)}" if record.exc_info else ""
        return f"{line} [{printable(about)}]{trace}" if about else f"{line}{trace}"


class Json(logging.Formatter):
    """One JSON object a line: at, level, logger, event, and request and trace where there are any."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line."""
        fields = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage()[:LONGEST],
        }
        if about := request.get():
            fields["request"] = about
        if record.exc_info:
            fields["trace"] = self.formatException(record.exc_info)[-LONGEST:]
        return json.dumps(fields, ensure_ascii=False)


def printable(text: str) -> str:
    """Give a text on one line: a line break or an escape sequence that somebody smuggled in becomes a mark."""
    short = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in short)


def configure(level: str, format_: Format, stream: TextIO) -> None:
    """Send the log of the whole program to a stream."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Json() if format_ == "json" else Text())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in NOISY:
        logging.getLogger(noisy).setLevel(logging.WARNING)
