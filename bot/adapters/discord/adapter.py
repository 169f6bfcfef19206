"""The Discord adapter: a client that serves until it is cancelled."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import Callable, Collection
from functools import partial
from http import HTTPStatus
from typing import Any

import aiohttp
import discord
import yarl
from discord import app_commands
from discord.webhook.async_ import async_context

from bot import languages
from bot.adapters.base import Hold, Sent, alone
from bot.adapters.discord import convert
from bot.adapters.discord.answering import Answering, Painter
from bot.adapters.discord.connection import SILENCE, Reach, Way, account, admitted, moved, watched
from bot.adapters.discord.declare import CONTEXTS, INSTALLS, declared, digest, payload
from bot.adapters.discord.gateway import Gate
from bot.adapters.discord.items import ITEMS
from bot.adapters.discord.line import Clock, Line
from bot.adapters.discord.members import Members
from bot.adapters.discord.outlet import LONGEST, SOON, Lane, Outlet
from bot.adapters.discord.receive import Receiver, Sleep, pause
from bot.adapters.discord.shards import Shards
from bot.adapters.discord.weighing import Weighing
from bot.commands import Commands
from bot.dispatch import Bot, Memory
from bot.errors import NotAdmitted, TryLater
from bot.languages import Texts
from bot.messages import Chat, Reply

log = logging.getLogger(__name__)

API = "https://discord.com/api/v10"

PATIENCE = 1.2
"""Seconds after its receipt when an interaction is deferred, so that Discord knows within 1.5; Discord gives 3."""

GLANCE = 60.0
"""Seconds between two looks at whether Discord is reached, where nothing is received."""

TOKEN = re.compile(r"[\w.-]+", re.ASCII)
"""The signs a token is made of."""

GRACE = 1.5
"""Seconds that answers at work have left at the end; connections then close at once, so a stop takes under 5."""


UNSHARED = partial(Shards, "", alone)
"""Keeps shards where there is no other worker."""


class DiscordAdapter:
    """Discord as the program sees it.

    `api_url` and `gateway_url` (else what the API advises) move it to a proxy; a gateway proxy names itself in
    READY's `resume_gateway_url`. discord.py knows both addresses only for the whole process, so two adapters in one
    process cannot have different ones at a time; they are put back when `run` ends. One that does not receive only
    sends: it opens no session with the gateway, and tells no commands.
    """

    name = convert.PLATFORM

    def __init__(
        self,
        bot: Bot[Any],
        memory: Memory,
        painter: Painter,
        *,
        token: str,
        api_url: str = API,
        gateway_url: str | None = None,
        language: str = languages.DEFAULT,
        patience: float = PATIENCE,
        shards: tuple[range, int] | None = None,
        silence: float = SILENCE,
        receives: bool = True,
        holds: Callable[[str], Hold] = alone,
        sleep: Sleep = pause,
        clock: Clock = time.monotonic,
    ) -> None:
        self._bot = bot
        self._memory = memory
        self._painter = painter
        self._token = token.strip()
        self._way = Way(api_url.rstrip("/"), gateway_url, shards, silence)
        self._language = language
        self._patience = patience
        self._sleep = sleep
        self._clock = clock
        self._receives = receives
        self._holds = holds
        self._outlet: Outlet | None = None
        self._client: Client | None = None

    async def run(self) -> None:
        """Serve until cancelled; every call starts anew with a fresh client.

        Raises NotAdmitted when Discord does not accept the token or the rights; what else escapes is discord.py's.
        """
        if not TOKEN.fullmatch(self._token):
            raise NotAdmitted("DISCORD_TOKEN is no bot token: it has signs that no token has; copy it again")
        with admitted(self._way), moved(self._way):
            answering = Answering(self._bot, self._memory, self._painter, self._language)
            receiver = Receiver(answering, patience=self._patience, sleep=self._sleep, clock=self._clock)
            line = Line(self._patience, self._clock)
            texts = languages.texts(self._language)
            members = Members(self._memory, texts, self.send)
            client = Client(
                *(receiver, members, self._bot.commands, texts),
                memory=self._memory,
                way=self._way,
                receives=self._receives,
                lot=partial(Shards, self.account, self._holds),
                sleep=self._sleep,
            )
            weighing = Weighing(self._bot, self._language)
            Gate(client, receiver, line, self._clock, weighing=weighing, patience=self._patience)
            async with client:
                try:
                    await client.login(self._token)
                    self._outlet = Outlet(client, self._painter.png, Lane(line.heard), async_context.get())
                    self._client = client
                    await (client.connect() if self._receives else client.look_on())
                finally:
                    self._outlet = self._client = None
                    await receiver.leave(GRACE, line.tasks)

    @property
    def account(self) -> str:
        """The bot's id, which a token begins with."""
        return account(self._token)

    @property
    def connected(self) -> bool:
        """Whether Discord's gateway is reached, through every shard that is held here.

        Where none is: whether Discord answered when it was asked last.
        """
        client = self._client
        if client is None:
            return False
        served = client.shards
        mine = client.mine
        return all(id_ in served and not served[id_].is_closed() for id_ in mine) if mine else client.reach.reached

    async def send(
        self,
        chat: Chat,
        reply: Reply,
        language: str,
        *,
        nonce: str = "",
        answering: str | None = None,
        silent: bool = False,
    ) -> Sent:
        """Put a card into a channel, as `bot.outlets.Outlet` says; a nonce is known for some minutes."""
        return await self._way_out().send(chat, reply, language, nonce=nonce, answering=answering, silent=silent)

    async def edit(self, chat: Chat, sent: Sent, reply: Reply, language: str) -> None:
        """Show a card in a message of ours, as `bot.outlets.Outlet` says."""
        await self._way_out().edit(chat, sent, reply, language)

    async def pin(self, chat: Chat, message: str) -> None:
        """Pin a message. Raises Refused where the bot may not, and what `send` raises."""
        await self._way_out().pin(chat, message)

    def _way_out(self) -> Outlet:
        if self._outlet is None:
            raise TryLater(SOON)
        return self._outlet


class Client(discord.AutoShardedClient):
    """discord.py's client with no cache but the servers' outlines, and the bot's commands.

    `lot` makes what keeps the shards that are served here.
    """

    _lot: Shards | None = None
    _gateway = yarl.URL()
    _closes = False

    def __init__(
        self,
        receiver: Receiver,
        members: Members,
        commands: Commands,
        texts: Texts,
        *,
        memory: Memory,
        way: Way,
        receives: bool = True,
        lot: Callable[..., Shards] = UNSHARED,
        sleep: Sleep,
    ) -> None:
        shard_ids, shard_count = way.shards or (None, None)
        self.reach = Reach()
        super().__init__(
            shard_ids=None if shard_ids is None else list(shard_ids),  # type: ignore[arg-type]  # its default is None
            shard_count=shard_count,
            heartbeat_timeout=way.silence,
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            max_ratelimit_timeout=LONGEST,
            http_trace=watched(self.reach),
            guild_ready_timeout=0.0,  # nothing here waits for all servers, and a task that did would outlive the client
        )
        self.receiver = receiver
        self.tree = Tree(self, allowed_contexts=CONTEXTS, allowed_installs=INSTALLS)
        self._commands = commands
        self._texts = texts
        self._memory = memory
        self._members = members
        self._way = way
        self._receives = receives
        self._sleep = sleep
        self._make_lot = lot
        self._offer()

    def _offer(self) -> None:
        """Take in the commands, and what is pressed and chosen under cards."""
        for command in declared(self.receiver, self._commands, self._texts):
            self.tree.add_command(command)
        self.add_dynamic_items(*ITEMS)

    async def setup_hook(self) -> None:
        """Tell Discord the commands, if it was told others and somebody here answers them."""
        if not self._receives:
            return
        key = f"discord/commands/{self.application_id}"
        told = payload(self._commands, self.tree, self._texts)
        sign = digest(told)
        if self.application_id is None or await self._memory.recall(key) == sign:
            return
        await self.http.bulk_upsert_global_commands(self.application_id, payload=told)
        await self._memory.remember(key, sign)
        log.info("Discord was told the commands")

    async def look_on(self) -> None:
        """Ask Discord now and then whether it still knows the bot, until cancelled. Raises LoginFailure if not."""
        log.info("sending on Discord as %s; what is asked there is answered elsewhere", self.user)
        while True:
            await self._sleep(GLANCE)
            try:
                await self.application_info()
            except discord.HTTPException as error:
                if error.status == HTTPStatus.UNAUTHORIZED:
                    raise discord.LoginFailure(str(error)) from error
                log.warning("Discord does not answer: %s", error)
            except (aiohttp.ClientError, OSError) as error:
                log.warning("Discord is not reached: %s", error)

    async def on_shard_connect(self, shard_id: int) -> None:
        """Say that the gateway is reached."""
        log.info("Discord is connected (shard %d of %d)", shard_id, self.shard_count or 1)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """Say that a connection that was lost goes on."""
        log.info("Discord is connected again (shard %d of %d); nothing was missed", shard_id, self.shard_count or 1)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """Say that the gateway is lost."""
        log.info("Discord's connection is lost (shard %d of %d) and made anew", shard_id, self.shard_count or 1)

    async def on_interaction(self, interaction: discord.Interaction[Client]) -> None:
        """Answer a form that was sent in: discord.py knows none, as none is kept."""
        if interaction.type is discord.InteractionType.modal_submit:
            await self.receiver.submit(interaction)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Greet a server that took the bot in."""
        await self._members.joined(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Send nothing more to a server that the bot left; one in an outage is not told of here."""
        await self._members.left(guild)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Send nothing more to a channel that is gone, nor to its threads."""
        await self._members.closed(channel)

    async def on_raw_thread_delete(self, thread: discord.RawThreadDeleteEvent) -> None:
        """Send nothing more to a thread that is gone."""
        await self._members.ended(thread.thread_id)

    @property
    def mine(self) -> Collection[int]:
        """The shards that this worker serves, or is about to."""
        return self._lot.mine if self._lot is not None else frozenset()

    async def connect(self, *, reconnect: bool = True) -> None:
        """Serve shards as they come to be ours, until the client is closed. Raises what discord.py raises."""
        self._lot = self._make_lot(begin=self._open, end=self._shut, sleep=self._sleep)
        serving = asyncio.create_task(super().connect(reconnect=reconnect))
        failing = asyncio.create_task(self._lot.failed())
        try:
            await asyncio.wait({serving, failing}, return_when=asyncio.FIRST_COMPLETED)
            await (failing if failing.done() else serving)
        finally:
            serving.cancel()
            failing.cancel()
            await asyncio.gather(serving, failing, return_exceptions=True)

    async def close(self) -> None:
        """Close every shard, let it go to whoever waits for it, and close all else."""
        self._closes = True
        if self._lot is not None:
            await self._lot.close()
        await super().close()

    async def launch_shards(self) -> None:
        """Serve the shards that are set, or all that Discord advises, each once it is ours."""
        advised, gateway, limits = await self.http.get_bot_gateway()
        self._gateway = yarl.URL(self._way.gateway_url or gateway)
        self.shard_count = self.shard_count or advised
        self._connection.shard_count = self.shard_count
        ids = self.shard_ids or range(self.shard_count)
        self._connection.shard_ids = ids
        if self._lot is not None:
            self._lot.serve(ids, self.shard_count, limits["max_concurrency"])

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:  # noqa: ARG002  # each waits
        """Wait as long as Discord asks for between two sessions."""
        if self._lot is not None:
            await self._lot.turn(shard_id or 0)

    async def _open(self, shard_id: int) -> None:
        await self.launch_shard(self._gateway, shard_id)

    async def _shut(self, shard_id: int) -> None:
        """Close a shard that is ours no more. Raises ConnectionError where it is being connected anew just now.

        Then it may come back whatever we do, so that the whole client has to begin anew.
        """
        shard = self._AutoShardedClient__shards.pop(shard_id, None)  # type: ignore[attr-defined]  # its private name
        if shard is None:
            return
        lost = not shard.ws.open
        await shard.close()
        if lost and not self._closes:
            raise ConnectionError(f"shard {shard_id} was taken over while it was connected anew")


class Tree(app_commands.CommandTree[Client]):
    """The commands; a form that an older declaration made is answered too."""

    async def on_error(self, interaction: discord.Interaction[Client], error: app_commands.AppCommandError, /) -> None:
        """Answer a form that fits no command any more by what it says; log all else."""
        outdated = (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)
        asked = interaction.type is discord.InteractionType.application_command
        if isinstance(error, outdated) and asked:
            receiver = interaction.client.receiver
            await (receiver.outdated(interaction) if convert.on_message(interaction) else receiver.ask(interaction))
        else:
            log.error("interaction %d was not answered", interaction.id, exc_info=error)
