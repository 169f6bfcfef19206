"""What goes out unasked: cards sent, edited and pinned through the channel, in a lane that never holds up an answer."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial

import aiohttp
import discord
from discord.webhook.async_ import AsyncWebhookAdapter

from bot.adapters.base import Sent
from bot.adapters.discord import ways
from bot.adapters.discord.render import Message, page, render
from bot.drawings import Picture
from bot.errors import ChatGone, MessageGone, PlatformError, Refused, TryLater
from bot.languages import texts
from bot.messages import Chat, Reply
from bot.metrics import WAITED
from bot.outlets import still
from bot.pictures import PictureError

log = logging.getLogger(__name__)

AT_ONCE = 8
"""Requests of the lane under way at a time; what waits for a channel's own limit takes one."""

RATE = 40.0
"""Requests a second: Discord takes 50 of a bot in all, answers to interactions not counted
(discord.com/developers/docs/topics/rate-limits#global-rate-limit)."""

SOON = 5.0
"""Seconds after which another try is worth it where Discord names none."""

LONGEST = 30.0
"""Seconds a limit is waited for here; beyond, whoever sends decides (the least discord.py lets one set)."""

ASIDE = 1.0
"""Seconds the lane stands aside at most while people wait for answers."""

TOO_MANY, SERVER = 429, 500

GONE = {10003: "no such channel", 10004: "no such server", 50001: "no access", 50007: "no messages to this user"}
"""Codes that mean that nothing more goes there (discord.com/developers/docs/topics/opcodes-and-status-codes#json)."""

ALONE = "@"
"""Before a person's id: the channel in which they are alone with the bot, which Discord opens when it is asked to."""

NO_MESSAGE, BAD_BODY = 10008, 50035
NO_REFERENCE = "In message_reference"
"""What discord.py says of a body whose fault is the message it answers: that is gone."""

_NOBODY = discord.AllowedMentions.none()

Paint = Callable[[Picture], Awaitable[bytes]]
"""Gives a picture as PNG; raises PictureError."""


class Outlet:
    """Sends and edits with a client; every failure is one of the tree in `bot.errors`."""

    def __init__(self, client: discord.Client, paint: Paint, lane: Lane, callbacks: AsyncWebhookAdapter) -> None:
        self._client = client
        self._paint = paint
        self._lane = lane
        self._callbacks = callbacks

    async def send(
        self, chat: Chat, reply: Reply, language: str, *, nonce: str, answering: str | None, silent: bool
    ) -> Sent:
        """Put a card into a channel; where files may not be sent there, without its picture."""
        rtl = texts(language).rtl
        shown = page(reply, rtl=rtl)
        png = await self._painted(shown)
        put = partial(self._sent, chat, nonce=nonce, answering=answering, silent=silent)
        try:
            return await put(render(shown, png, rtl=rtl))
        except Refused as refused:
            if png is None or not isinstance(refused.__cause__, discord.Forbidden):
                raise
        return await put(render(shown, rtl=rtl))

    async def edit(self, chat: Chat, sent: Sent, reply: Reply, language: str) -> None:
        """Show a card in a message of ours: what was sent as text gets no picture.

        One that one person alone sees is reached through its interaction's token, which counts towards no limit of the
        lane (discord.com/developers/docs/interactions/receiving-and-responding#followup-messages).
        """
        rtl = texts(language).rtl
        shown = page(reply, rtl=rtl, corrected=True)
        if sent.through:
            async with told():
                await ways.again(self._client, self._callbacks, sent.through, shown, rtl=rtl)
            return
        png = await self._painted(shown) if sent.medium == "picture" else None
        message = render(shown, png, rtl=rtl)
        async with self._lane.turn(), told():
            await (await self._message(chat, sent.message)).edit(
                view=message.view, attachments=message.files, allowed_mentions=_NOBODY
            )

    async def pin(self, chat: Chat, message: str) -> None:
        """Keep a message at hand in its channel."""
        async with self._lane.turn(), told():
            await (await self._message(chat, message)).pin()

    async def _sent(self, chat: Chat, message: Message, *, nonce: str, answering: str | None, silent: bool) -> Sent:
        async with self._lane.turn(), told():
            channel = await self._channel(chat)
            reference = None
            if answering is not None:
                reference = discord.MessageReference(message_id=int(answering), channel_id=channel.id)
            found = await self._put(channel, message, nonce, reference, silent=silent)
        return Sent(str(found.id), "picture" if message.files else "text")

    async def _put(
        self,
        channel: discord.PartialMessageable,
        message: Message,
        nonce: str,
        reference: discord.MessageReference | None,
        *,
        silent: bool,
    ) -> discord.Message:
        """Send; the nonce goes with `enforce_nonce`, and discord.py's own tries have it too."""
        return await channel.send(
            view=message.view,
            files=message.files,
            allowed_mentions=_NOBODY,
            nonce=nonce or None,  # type: ignore[arg-type]  # a text is as good, and sent as one
            silent=silent,
            reference=reference,  # type: ignore[arg-type]  # None is its default, which its overloads do not name
            mention_author=False,
        )

    async def _message(self, chat: Chat, message: str) -> discord.PartialMessage:
        return (await self._channel(chat)).get_partial_message(int(message))

    async def _channel(self, chat: Chat) -> discord.PartialMessageable:
        """Give a channel by its id, or, of a person (`@7`), the one in which they are alone with the bot."""
        if not chat.id.startswith(ALONE):
            return self._client.get_partial_messageable(int(chat.id))
        alone = await self._client.create_dm(discord.Object(int(chat.id.removeprefix(ALONE))))
        return self._client.get_partial_messageable(alone.id)

    async def _painted(self, reply: Reply) -> bytes | None:
        if reply.picture is None:
            return None
        try:
            return await self._paint(reply.picture)
        except PictureError:
            log.exception("a card without its picture: %s", reply.line)
            return None


class Lane:
    """Lets requests through in their order: few at a time, so many a second, and none while people wait for answers.

    `aside` waits until nobody waits for an answer.
    """

    def __init__(
        self,
        aside: Callable[[], Awaitable[object]],
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._aside = aside
        self._clock = clock
        self._sleep = sleep
        self._free = asyncio.Semaphore(AT_ONCE)
        self._next = 0.0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for one's turn, and hold it within the block. Raises TryLater where another worker sends by then."""
        async with self._free:
            now = self._clock()
            at = max(now, self._next)
            WAITED.labels("discord", "bulk").observe(at - now)
            self._next = at + 1 / RATE
            if at > now:
                await self._sleep(at - now)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._aside(), ASIDE)
            if not still.get()():
                raise TryLater(SOON)
            yield


@asynccontextmanager
async def told() -> AsyncIterator[None]:
    """Raise what Discord says no with as one of ours."""
    try:
        yield
    except discord.RateLimited as error:
        raise TryLater(error.retry_after) from error
    except discord.HTTPException as error:
        raise meant(error) from error
    except (aiohttp.ClientError, OSError) as error:
        raise TryLater(SOON) from error
    except KeyError as error:
        if error.args != ("retry_after",):
            raise
        raise TryLater(SOON) from error  # discord.py counts on a limit to say how long it lasts


def meant(error: discord.HTTPException) -> PlatformError:
    """Give what an answer of Discord's means. A body it does not take is our mistake: logged, with what is wrong."""
    if error.status == TOO_MANY or error.status >= SERVER:
        return TryLater(pause(error))
    if error.code in GONE:
        return ChatGone(f"{error.code}: {GONE[error.code]}")
    if error.code == NO_MESSAGE or (error.code == BAD_BODY and NO_REFERENCE in error.text):
        return MessageGone(f"{error.code}: no such message")
    if error.code == BAD_BODY:
        log.error("Discord refused a message: %s", error)
    return Refused(str(error))


def pause(error: discord.HTTPException) -> float:
    """Give the seconds Discord asks to wait, by the header where the body is not ours to see."""
    try:
        return float(error.response.headers.get("Retry-After", SOON))
    except ValueError:  # HTTP also knows a date there, which Discord never sends
        return SOON
