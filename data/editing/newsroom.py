"""The store together with the one way in which people change the record: proposed, looked at, published."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

from data import redaction
from data.books import Apart
from data.desk.values import Role
from data.dossier import Dossier
from data.editing import steps
from data.editing.steps import Act
from data.editing.values import Done, Outcome, Preview, Proposed, Refused, Rules
from data.publish import Plan, no_plan, submission
from data.store import LIMIT, READERS, Store

log = logging.getLogger(__name__)

PAUSES = (0.1, 0.5, 2.0)
"""Seconds between attempts to be alone with the file: a read may take two of them."""


class Newsroom(Store):
    """A store whose record people change by these rules.

    `plan` is called inside the transaction that publishes, after the revision stands: what it writes is kept with the
    revision or not at all. `drawn` is a folder of pictures that show what is on record: a redaction empties it. Every
    method takes the moment (`at`, with a zone), and `request`, what the platform calls
    the update or interaction: the same request again changes nothing and says so.
    """

    def __init__(
        self,
        path: Path,
        *,
        readers: int = READERS,
        limit: float = LIMIT,
        clock: Callable[[], float] = time.monotonic,
        rules: Rules | None = None,
        plan: Plan = no_plan,
        apart: Apart | None = None,
        drawn: Path | None = None,
    ) -> None:
        super().__init__(path, readers=readers, limit=limit, clock=clock, apart=apart)
        self._drawn = drawn
        self.rules = rules or Rules()
        self.plan = plan
        self.counts_all = False
        self._write_down: Callable[[], Awaitable[None]] | None = None

    def count_with(self, write_down: Callable[[], Awaitable[None]], *, alone: bool) -> None:
        """Have what this process only holds of messages in chats written down before they are counted.

        `alone` says that no other process puts up any: `counts_all` says so from then on. Until then it is False: of
        what a bot elsewhere has put up, the last second may be missing.
        """
        self._write_down, self.counts_all = write_down, alone

    async def propose(self, dossier: Dossier, *, editor: str, role: Role, request: str, at: datetime) -> Preview:
        """Keep a dossier for its editor and give what publishing it would do; nothing is published.

        Raises DossierError, naming every fault, when it is not accepted: it does not fit what is known, rewrites a
        figure, quotation or claim (that takes /correct), steps off the status ladder, redacts without being an owner's.
        """
        draft = await asyncio.to_thread(submission, dossier, editor, dossier.why, at)
        await self._written_down()
        return await self.both(steps.propose, self.rules, draft, Act(editor, role, at, request))

    async def preview(self, id_: str, *, editor: str, role: Role, at: datetime) -> Preview | Refused:
        """Give a preview to its editor, or one that waits to any editor; made anew when the record moved since.

        Raises DossierError when what is on record by now leaves no place for it.
        """
        await self._written_down()
        return await self.both(steps.look, self.rules, id_, Act(editor, role, at))

    async def previews(self, *, editor: str | None = None, at: datetime) -> tuple[Proposed, ...]:
        """Give what is open or waits for a second editor, of somebody or of everybody, oldest first."""
        return await self.desk.read(steps.standing, editor, at)

    async def publish(
        self, id_: str, *, editor: str, role: Role, request: str, at: datetime, silent: bool = False
    ) -> Outcome:
        """Publish what a preview shows, in one transaction: or let it wait, or say why not.

        Raises DossierError as `preview` does, and StoreError when the disk is full; nothing is half-done then.
        """
        act = Act(editor, role, at, request)
        await self._written_down()
        return await self._scrubbed(await self.both(steps.publish, self.rules, self.plan, id_, act, silent=silent))

    async def approve(self, id_: str, *, editor: str, role: Role, request: str, at: datetime) -> Outcome:
        """Publish what waits for a second editor, who is this one; both names are kept."""
        act = Act(editor, role, at, request)
        await self._written_down()
        return await self._scrubbed(await self.both(steps.approve, self.rules, self.plan, id_, act))

    async def discard(self, id_: str, *, editor: str, role: Role, at: datetime) -> Refused | None:
        """Drop a preview: its editor may, and of one that waits every editor. None when that is done."""
        return await self.both(steps.discard, id_, Act(editor, role, at))

    async def newest(self) -> int | None:
        """Give the newest revision that was not taken back and takes nothing back: what `/undo` means by itself."""
        return await self.desk.read(steps.newest)

    async def scrubbed(self) -> bool:
        """Rid the file and the pictures of what was redacted, if any of it may be left, and give whether none is."""
        if not await self.read(redaction.due):
            return True
        if self._drawn is not None and (fault := await asyncio.to_thread(_emptied, self._drawn)):
            log.warning("pictures may show what was redacted; delete %s, or it is tried at the next start", fault)
            return False
        await self.scrub()
        for pause in PAUSES:
            if await self.cut():
                await self.write(redaction.scrubbed)
                return True
            await asyncio.sleep(pause)
        log.warning("%s: somebody reads on; what was redacted goes from the file at the next start", self.path)
        return False

    async def _written_down(self) -> None:
        if self._write_down is not None:
            await self._write_down()

    async def _scrubbed(self, outcome: Outcome) -> Outcome:
        if isinstance(outcome, Done) and outcome.revision.kind == "redaction":
            await self.scrubbed()
        return outcome

    async def _start(self) -> None:
        await super()._start()
        await self.scrubbed()


def _emptied(folder: Path) -> str:
    """Delete what lies in a folder; give what could not be deleted, or nothing."""
    try:
        for file in folder.iterdir():
            file.unlink(missing_ok=True)
    except FileNotFoundError:  # nothing was ever drawn
        return ""
    except OSError as error:
        return str(error.filename or folder)
    return ""
