"""The desk as one asynchronous class: nothing of the engine below it shows."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from datetime import date, datetime

from data.desk import statements
from data.desk.values import Issued, Revision
from data.store import Store

RECENT = 4096
"""How many issued cards and tokens are remembered, so that the same answer is not written down again."""


class Desk:
    """Revisions, cards issued, tokens for long lines and small values, in the store's file."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._recent: OrderedDict[tuple[str, str], None] = OrderedDict()

    async def head(self) -> int:
        """Give the number of the newest revision, 0 when there is none."""
        return await self._store.read(statements.head)

    async def revisions(self) -> tuple[Revision, ...]:
        """Give all revisions, oldest first."""
        return await self._store.read(statements.revisions)

    async def content(self, number: int) -> str | None:
        """Give the dossier of a revision as JSON, None when there is no such revision."""
        return await self._store.read(statements.content, number)

    async def issue(
        self, code: str, line: str, as_of: date | None, shows: Sequence[tuple[str, str]], at: datetime
    ) -> None:
        """Keep a card: its line, as-of and the figures shown (id and state). The same card again changes nothing."""
        text = statements.card(line, as_of, shows)
        if not self._seen(code, text):
            await self._store.write(statements.issue, code, text, at)
            self._see(code, text)

    async def issued(self, code: str) -> tuple[Issued, ...]:
        """Give all cards with this code, first issued first: several if they share it."""
        return await self._store.read(statements.issued, code)

    async def shorten(self, line: str) -> str:
        """Give the token of a line: `~` and ten letters or digits, always the same for the same line."""
        return await self._store.write(statements.shorten, line)

    async def expand(self, token: str) -> str | None:
        """Give the line a token stands for, None when there is none."""
        return await self._store.read(statements.expand, token)

    async def remember(self, key: str, value: str) -> None:
        """Keep a small value under a key, in place of the one before."""
        await self._store.write(statements.remember, key, value)

    async def recall(self, key: str) -> str | None:
        """Give the value kept under a key, None when there is none."""
        return await self._store.read(statements.recall, key)

    def _seen(self, code: str, text: str) -> bool:
        seen = (code, text) in self._recent
        if seen:
            self._recent.move_to_end((code, text))
        return seen

    def _see(self, code: str, text: str) -> None:
        self._recent[code, text] = None
        if len(self._recent) > RECENT:
            self._recent.popitem(last=False)
