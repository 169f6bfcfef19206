"""The desk as one asynchronous class: nothing of the engine below it shows."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from typing import Concatenate, ParamSpec, TypeVar

from data.connections import Connection
from data.desk import chats, editors, keeping, statements, unsent
from data.desk.carrying import Carrying
from data.desk.numbers import Number
from data.desk.outgoing import Outgoing
from data.desk.values import Chat, Editor, Entry, Issued, Kept, Posting, Revision, Role, Settings
from data.errors import DeskAway
from data.findings import Finding
from data.store import Store

P = ParamSpec("P")
T = TypeVar("T")

RECENT = 4096
"""How many issued cards and tokens are remembered, so that the same answer is not written down again."""


class Desk(Outgoing, Carrying):
    """Revisions, cards, tokens and small values; chats and postings; editors and the audit; and what goes out unasked.

    People and chats are named by platform and number, `telegram:123`.
    """

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._apart = store.apart
        self._recent: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._head = Number(store, statements.head)
        self._chats_changed = Number(store.desk, chats.changes)

    @property
    def apart(self) -> bool:
        """Whether the desk is on an engine of its own."""
        return self._apart is not None

    async def head(self) -> int:
        """Give the number of the newest revision, 0 when there is none."""
        return await self._store.read(statements.head)

    async def record_version(self) -> int:
        """Give what the answers hang on, as the key to keep them by: the number of the newest revision.

        It is checked on reading: another process's revision counts from the moment it was committed. As long as nobody
        writes to the file, asking costs one PRAGMA and no query.
        """
        return await self._head.get()

    async def chats_changed(self) -> int:
        """Give a number that moves whenever a chat's state or settings may have changed, by this process or another.

        What was read of chats after asking for it holds for as long as it stays. As long as nobody writes to the file,
        asking costs one PRAGMA and no query.
        """
        return await self._chats_changed.get()

    def data_version(self) -> int:
        """Give a number that changes with every commit to the desk, by this process or another."""
        return self._desk.data_version()

    async def revisions(self, *, signed: bool = False) -> tuple[Revision, ...]:
        """Give all revisions, oldest first; `signed` ones say who made them, also where only the desk knows that."""
        return await (self._desk if signed else self._store).read(statements.revisions)

    async def revision(self, number: int) -> Revision | None:
        """Give the revision of this number, None when there is none."""
        return await self._store.read(statements.revision, number)

    async def undone(self) -> frozenset[int]:
        """Give the numbers of the revisions that are taken back."""
        return await self._store.read(statements.undone)

    async def content(self, number: int) -> str | None:
        """Give the dossier of a revision as JSON, None when there is no such revision."""
        return await self._store.read(statements.content, number)

    async def warnings(self, number: int) -> tuple[Finding, ...]:
        """Give what the checks warned of when a revision was accepted, nothing when there is no such revision."""
        return await self._store.read(statements.warnings, number)

    async def issue(
        self, code: str, line: str, as_of: date | None, shows: Sequence[tuple[str, str]], at: datetime
    ) -> None:
        """Keep a card: its line, as-of and the figures shown (id and state). The same card again changes nothing."""
        text = statements.card(line, as_of, shows)
        if not self._seen(code, text):
            await self._say(unsent.issue if self._apart else statements.issue, code, text, at)
            self._see(code, text)

    async def issued(self, code: str) -> tuple[Issued, ...]:
        """Give all cards with this code, first issued first: several if they share it.

        Those that another machine gave out are kept here from then on. Raises DeskAway when nobody knows just now
        whether there are any.
        """
        here = await self._store.read(statements.issued, code)
        if self._apart is None:
            return here
        try:
            there = await self._desk.read(statements.issued, code)
        except DeskAway:
            if not here:
                raise
            return here
        if learnt := [each for each in there if each not in here]:
            await self._store.write(statements.learn, learnt)
        return (*there, *(each for each in here if each not in there))

    async def shorten(self, line: str) -> str:
        """Give the token of a line, always the same for the same one.

        That is `~` and ten letters or digits, 16 where the desk is elsewhere.
        """
        return await self._say(unsent.shorten if self._apart else statements.shorten, line)

    async def expand(self, token: str) -> str | None:
        """Give the line a token stands for, None when there is none."""
        found = await self._store.read(statements.expand, token)
        return await self._desk.read(statements.expand, token) if found is None and self._apart else found

    async def remember(self, key: str, value: str) -> None:
        """Keep a small value under a key, in place of the one before."""
        await self._desk.write(statements.remember, key, value)

    async def recall(self, key: str) -> str | None:
        """Give the value kept under a key, None when there is none."""
        return await self._desk.read(statements.recall, key)

    async def first(self, key: str, entry: str, at: float, oldest: float) -> bool:
        """Keep an entry under a key with its time (in seconds), and give whether it was not there yet.

        Entries older than `oldest` are let go. Whoever asks, one alone hears that it is new.
        """
        return await self._desk.write(statements.first, key, entry, at, oldest)

    async def note(self, key: str, value: str) -> None:
        """Keep a small value for the processes that work with this file, and no other, in place of the one before."""
        await self._store.write(statements.remember, key, value)

    async def unnote(self, key: str) -> None:
        """Drop what is noted under a key."""
        await self._store.write(statements.forget, key)

    async def noted(self, key: str) -> str | None:
        """Give the value noted under a key, None when there is none."""
        return await self._store.read(statements.recall, key)

    async def chat(self, id_: str) -> Chat | None:
        """Give a chat with its settings, None when it is not known."""
        return await self._desk.read(chats.chat, id_)

    async def chats(self, ids: Collection[str]) -> dict[str, Chat]:
        """Give those of some chats (a few hundred at most) that are known, by their ids, with their settings."""
        return await self._desk.read(chats.some, ids)

    async def join(self, id_: str, at: datetime, within: Sequence[str] = ()) -> bool:
        """Keep that a chat is there (again), and give whether it was unknown or parked until now.

        Of the places within it, those known are there again with it.
        """
        return await self._desk.write(chats.join, id_, at, within)

    async def park(self, id_: str, at: datetime, within: Sequence[str] = ()) -> None:
        """Keep that nothing goes to a chat, its topics and the known places within it until it joins again.

        Nothing of it is deleted.
        """
        await self._desk.write(chats.park, id_, at, within)

    async def move(self, old: str, new: str) -> None:
        """Carry all that is kept of a chat, and of its topics (`old/45`), over to its new id."""
        await self._desk.write(chats.move, old, new)

    async def save_chat(self, chat: Chat) -> None:
        """Keep a chat as it is now, in place of what was known of it; since when it is known stays."""
        await self._desk.write(chats.save, chat)

    async def choose(self, id_: str, at: datetime, **changes: object) -> Settings:
        """Change some of a chat's settings (fields of `Settings`), and give what holds there then."""
        return await self._desk.write(chats.choose, id_, changes, at)

    async def post(self, *postings: Posting) -> None:
        """Keep where cards were posted. A message posted again is as it is now, and still counts for what it showed."""
        await self._desk.write(chats.post, postings)

    async def postings_of(self, figure: str) -> tuple[Posting, ...]:
        """Give the postings that show a figure (an id), or showed it before, oldest first."""
        return await self._desk.read(chats.postings_of, figure)

    async def lift(self, chat: str, message: str) -> None:
        """Drop a posting whose message is gone."""
        await self._desk.write(chats.lift, chat, message)

    async def grant(self, editor: str, role: Role, *, by: str, at: datetime) -> None:
        """Let somebody edit, in this role instead of any other; the audit says so."""
        await self._desk.write(editors.grant, Editor(editor, role, by, at))

    async def revoke(self, editor: str, *, by: str, at: datetime) -> bool:
        """Let somebody edit no longer, and give whether they could; the audit says so."""
        return await self._desk.write(editors.revoke, editor, by, at)

    async def editor(self, id_: str) -> Editor | None:
        """Give somebody who may edit, None when they may not."""
        return await self._desk.read(editors.editor, id_)

    async def editors(self) -> tuple[Editor, ...]:
        """Give all who may edit, by id."""
        return await self._desk.read(editors.editors)

    async def audit(self, who: str, what: str, subject: str, *, at: datetime, detail: str = "") -> None:
        """Write down what somebody did to what; `detail` names no person."""
        await self._desk.write(editors.audit, Entry(0, who, what, subject, detail, at))

    async def audited(self, limit: int = 100) -> tuple[Entry, ...]:
        """Give what was done, newest first."""
        return await self._desk.read(editors.audited, limit)

    async def kept(self, id_: str) -> Kept:
        """Give how much is kept of a chat with its topics, or of a person."""
        return await self._desk.read(keeping.kept, id_)

    async def forget(self, id_: str) -> None:
        """Delete what is kept of a chat with its topics, or of a person (`telegram:123`).

        What they did to the record stays, as done by one forgotten.
        """
        await self._desk.write(keeping.forget, id_)
        if self._apart is not None:
            await self._store.write(keeping.forget, id_)

    async def _say(self, change: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Keep something in the file, and have it sent where the desk is elsewhere."""
        said = await self._store.write(change, *args, **kwargs)
        if self._apart is not None:
            self._apart.stir()
        return said

    def _seen(self, code: str, text: str) -> bool:
        seen = (code, text) in self._recent
        if seen:
            self._recent.move_to_end((code, text))
        return seen

    def _see(self, code: str, text: str) -> None:
        self._recent[code, text] = None
        if len(self._recent) > RECENT:
            self._recent.popitem(last=False)
