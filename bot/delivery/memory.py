"""The desk as the kernel's memory: cards, tokens and values, chats and their choices, rights, and what stands where."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.delivery.ledger import Ledger
from bot.delivery.live import digest
from bot.delivery.places import Places
from bot.messages import Card, Chat, Habits, Live, Medium, Reply, Role, User
from data.desk import Desk, LiveCard, Posting, Settings
from data.errors import DeskAway

log = logging.getLogger(__name__)

LOCAL = "console"
"""The platform of whoever has a shell on this machine, and so the database in their hands: an owner."""

HERE = "here:"
"""What keys begin with under which values stand in this worker's file until the desk is back."""

OWNER: Role = "owner"


def _now() -> datetime:
    return datetime.now(UTC)


class DeskMemory:
    """What the bot keeps, over a desk and a ledger. `owners` are keys such as `telegram:123`."""

    def __init__(
        self,
        desk: Desk,
        ledger: Ledger,
        *,
        owners: frozenset[str] = frozenset(),
        timezone: str = "UTC",
        now: Callable[[], datetime] = _now,
    ) -> None:
        self._desk = desk
        self._ledger = ledger
        self._owners = owners
        self._timezone = timezone
        self._now = now
        self._places = Places(desk)
        self.shorten = desk.shorten
        self.expand = desk.expand

    async def issue(self, card: Card) -> None:
        """Keep an issued card; the same card twice is kept once."""
        shows = [(each.figure, each.state) for each in card.shows]
        await self._desk.issue(card.code, card.line, card.as_of, shows, at=self._now())

    async def remember(self, key: str, value: str) -> None:
        """Keep a small value under a key; while the desk is away, here, where it stands before what the desk has."""
        try:
            await self._desk.remember(key, value)
        except DeskAway as error:
            log.warning("%s is kept here for now: %s", key, error)
            await self._desk.note(f"{HERE}{key}", value)
        else:
            if self._desk.apart and await self._desk.noted(f"{HERE}{key}") is not None:
                await self._desk.unnote(f"{HERE}{key}")

    async def recall(self, key: str) -> str | None:
        """Give the value kept under a key, or nothing; while the desk is away, what is kept here."""
        here = await self._desk.noted(f"{HERE}{key}") if self._desk.apart else None
        if here is not None:
            return here
        try:
            return await self._desk.recall(key)
        except DeskAway:
            return None

    async def language(self, chat: Chat) -> str | None:
        """Give the language a chat, or the group its topic is in, has chosen."""
        settings = await self.settings(chat.key)
        return settings.language

    async def habits(self, chat: Chat) -> Habits:
        """Give the time zone a chat chose, else the installation's, and its parliament."""
        settings = await self.settings(chat.key)
        return Habits(settings.timezone or self._timezone, settings.parliament)

    async def settings(self, key: str) -> Settings:
        """Give what a chat has chosen; a topic that has chosen nothing goes with its group."""
        for each in (key, key.partition("/")[0]):
            found = await self._places.get(each)
            if found is not None and found.settings is not None:
                return found.settings
        return Settings()

    async def role(self, user: User) -> Role | None:
        """Give what somebody may do with the record."""
        if user.key in self._owners or user.platform == LOCAL:
            return OWNER
        editor = await self._desk.editor(user.key)
        return None if editor is None else editor.role

    async def editors(self) -> Mapping[str, Role]:
        """Give everybody who may do something with the record: those the desk knows, and the owners."""
        return {each.id: each.role for each in await self._desk.editors()} | dict.fromkeys(self._owners, OWNER)

    async def audit(self, user: User, what: str, subject: str) -> None:
        """Write down what somebody did, or was refused, to what."""
        await self._desk.audit(user.key, what, subject, at=self._now())

    async def posted(self, chat: Chat, message: str, medium: Medium, reply: Reply, language: str) -> None:
        """Keep that a card stands in a chat; what shows no figure and has no line is not kept.

        A chat that was parked and shows a card is there again.
        """
        if not reply.line:
            return
        place = await self._places.get(chat.key)
        if place is not None and place.state == "parked":
            await self.joined(chat)
        standing = await self.posting(chat, message, medium, reply, language)
        self._ledger.post(standing)
        if reply.live is not None and chat.lasting:
            try:
                await self._desk.go_live(self._kept_up(standing, reply, reply.live))
            except DeskAway as error:
                log.warning("a message in %s is not kept up to date: %s", chat.key, error)

    async def posting(self, chat: Chat, message: str, medium: Medium, reply: Reply, language: str) -> Posting:
        """Give what is kept of a card that stands in a chat."""
        settings = await self.settings(chat.key)
        return Posting(
            chat=chat.key,
            message=message,
            medium=medium,
            line=reply.line,
            page=reply.page,
            as_of=reply.as_of,
            language=language,
            timezone=settings.timezone or self._timezone,
            revision=reply.revision,
            shows=tuple((each.figure, each.state) for each in reply.shows),
            at=self._now(),
        )

    def _kept_up(self, standing: Posting, reply: Reply, live: Live) -> LiveCard:
        """Give what is kept of a message that is kept up to date."""
        return LiveCard(
            *(standing.chat, standing.message, standing.medium, standing.line, live.final or "", standing.language),
            timezone=standing.timezone,
            until=self._now() + timedelta(seconds=live.seconds),
            ticking=live.ticking,
            pin=live.pinned,
            revision=reply.revision,
            shown=digest(reply),
        )

    async def whispered(
        self, chat: Chat, message: str, reply: Reply, language: str, *, through: str, seconds: float
    ) -> None:
        """Keep a text that one person alone sees up to date where it asks for that, and no longer where not."""
        if reply.live is None or not reply.line:
            await self._desk.end_live(chat.key, message)
            return
        live = replace(reply.live, seconds=min(reply.live.seconds, seconds), pinned=False)
        standing = await self.posting(chat, message, "text", reply, language)
        await self._desk.go_live(replace(self._kept_up(standing, reply, live), through=through))

    async def lifted(self, chat: Chat, message: str) -> None:
        """Drop what is kept of a message that is gone."""
        self._ledger.lift(chat.key, message)

    async def joined(self, chat: Chat, *within: Chat) -> bool:
        """Keep that a chat is there (again), and say whether it was unknown or parked until now."""
        return await self._desk.join(chat.key, self._now(), [each.key for each in within])

    async def parked(self, chat: Chat, *within: Chat) -> None:
        """Keep that a chat blocked or removed the bot, with its topics and the known places within it."""
        await self._desk.park(chat.key, self._now(), [each.key for each in within])

    async def moved(self, old: Chat, new: Chat) -> None:
        """Carry all that is kept of a chat, and of its topics, over to its new id."""
        await self._ledger.flush()
        await self._desk.move(old.key, new.key)

    async def forget(self, key: str) -> None:
        """Delete all that is kept of a chat with its topics, or of a person; also what is not yet written down."""
        await self._ledger.flush()
        await self._desk.forget(key)

    async def write_down(self) -> None:
        """Write down which cards stand where, as far as that is only held so far. Raises StoreError."""
        await self._ledger.flush()

    async def close(self) -> None:
        """Write down what is still held."""
        await self._ledger.close()
