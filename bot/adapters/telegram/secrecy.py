"""The token stands in the path of every request, so it is taken out of whatever the libraries and we log.

So is the secret of a webhook, which the library logs among a request's parameters.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

HIDDEN = "<hidden>"
_ABOUT = ("aiohttp", "asyncio", "telegram", "bot.adapters.telegram")
_FORMAT = logging.Formatter()


class _Redact(logging.Filter):
    """Lets every record pass, without the secrets in its message or its trace."""

    def __init__(self, *secrets: str) -> None:
        super().__init__()
        self._secrets = {form for each in secrets for form in (each, quote(each), quote(each, safe=""))} - {""}

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if (clean := self._clean(message)) != message:
            record.msg, record.args = clean, None
        if record.exc_info:
            trace = _FORMAT.formatException(record.exc_info)
            if (clean := self._clean(trace)) != trace:
                record.exc_text, record.exc_info = clean, None
        return True

    def _clean(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return text


@contextmanager
def hidden(*secrets: str) -> Iterator[None]:
    """Keep secrets out of the logs of the HTTP and Telegram libraries and of this adapter, as long as it lasts."""
    redact = _Redact(*secrets)
    names = [name for name in logging.root.manager.loggerDict if _concerns(name)]
    for name in names:
        logging.getLogger(name).addFilter(redact)
    try:
        yield
    finally:
        for name in names:
            logging.getLogger(name).removeFilter(redact)


def _concerns(name: str) -> bool:
    return any(name == about or name.startswith(f"{about}.") for about in _ABOUT)
