"""Answers one update after another: what is typed, edited, pressed, searched for, and what becomes of chats."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from telegram import Bot as Platform
from telegram.error import TelegramError

from bot import languages
from bot.adapters.base import Sent
from bot.adapters.telegram import arrivals, links, receive, refusals, render
from bot.adapters.telegram.arrivals import (
    Arrival,
    Asked,
    Asker,
    Chosen,
    Membership,
    Moved,
    Place,
    Plain,
    Pressed,
    Queried,
    Spot,
)
from bot.adapters.telegram.cards import Cards
from bot.adapters.telegram.exchanges import Exchanges
from bot.adapters.telegram.inline import Inline
from bot.adapters.telegram.intake import Work
from bot.adapters.telegram.members import Members
from bot.adapters.telegram.menus import Menus
from bot.adapters.telegram.receive import Json
from bot.adapters.telegram.rights import Rights
from bot.adapters.telegram.sending import Sender
from bot.adapters.telegram.uploads import Uploads
from bot.cooldown import Verdict
from bot.dispatch import Bot, Memory
from bot.errors import ChatGone, ChatMoved, PlatformError, Refused, TryLater
from bot.messages import Button, Chat, Line, Reply, Upload, Via, spans
from bot.metrics import HUSHED

log = logging.getLogger(__name__)

LATE = 900.0
"""Seconds after which an edited text is no new question where its answer is not known any more."""

SHOW_MENU = frozenset({"start", "help"})
"""The commands after which a person looks for what there is."""


class Answers:
    """Answers one update after another."""

    def __init__(
        self,
        bot: Bot[Any],
        memory: Memory,
        sender: Sender,
        exchanges: Exchanges,
        menus: Menus,
        *,
        platform: Platform,
        language: str,
    ) -> None:
        self._bot = bot
        self._memory = memory
        self._sender = sender
        self._exchanges = exchanges
        self._menus = menus
        self._username, self._number = platform.username, platform.id
        self._language = language
        self._cards = Cards(sender, memory)
        self._inline = Inline(bot, platform, sender, self._cards, exchanges)
        self._members = Members(bot, memory, self._cards)
        self._rights = Rights(platform, sender)
        self._uploads = Uploads(platform, sender)
        self._closed: set[Chat] = set()

    def hushed(self, raw: Json) -> bool:
        """Say whether an update as it came is a text of somebody who asks too much and knows it: nothing is due then.

        That is seen before the update is read, as reading is most of what a hushed one costs.
        """
        message = raw.get("message")
        if not isinstance(message, dict) or "text" not in message or "sender_chat" in message:
            return False
        person = message.get("from")
        if not isinstance(person, dict) or not self._bot.hushes(f"{arrivals.PLATFORM}:{person.get('id')}"):
            return False
        HUSHED.labels(arrivals.PLATFORM).inc()
        return True

    def begin(self, update: Json) -> Work | None:
        """Give what is to be done for an update; nothing where it asks nothing, or its asker asks too much.

        It is counted here, before it waits its turn: what one person sends at once would wait behind its own answers,
        and keep the updates of others at Telegram meanwhile.
        """
        arrival = receive.read(update, self._username, self._bot.commands, self._language)
        if arrival is None:
            return None
        weighed: Verdict = "go"
        if isinstance(arrival, Asked | Pressed | Plain):
            weighed = self._bot.weigh(arrival.by.user, arrival.by.chat)
        if weighed == "hush" and not isinstance(arrival, Pressed):
            return None
        return partial(self._handle, arrival, update["update_id"], weighed)

    async def _handle(self, arrival: Arrival, update: int, weighed: Verdict) -> None:
        """Answer what arrived. What a chat or Telegram refuses is logged and dropped."""
        try:
            await self._answer(arrival, f"{arrivals.PLATFORM}:{self._number}/{update}", weighed)
            await self._reopen(arrival)
        except ChatMoved as error:
            log.info("update %s: %s", update, error)
        except ChatGone as error:
            log.info("update %s: the chat is closed to us: %s", update, error)
            await self._park(arrival, error)
        except Refused as error:
            log.info("update %s: the chat is closed to us here: %s", update, error)
        except TryLater as error:
            log.warning("update %s stays unanswered: Telegram says %s", update, error)

    async def _answer(self, arrival: Arrival, number: str, weighed: Verdict) -> None:
        match arrival:
            case Asked():
                await self._ask(arrival, number, weighed)
            case Pressed():
                await self._press(arrival, number, weighed)
            case Plain():
                await self._hint(arrival, weighed)
            case Queried():
                await self._inline.answer(arrival)
            case Chosen():
                await self._inline.chosen(arrival)
            case Membership():
                await self._members.changed(arrival)
            case Moved():
                await self._members.moved(arrival)

    async def _ask(self, asked: Asked, number: str, weighed: Verdict) -> None:
        by, place = asked.by, asked.place
        before = await self._exchanges.answer(place.chat, place.message or 0) if asked.edited else None
        if asked.edited and before is None and asked.age > LATE:
            return
        if asked.started and by.chat.private:
            await self._memory.joined(arrivals.whole(by.chat))
        language = await self._bot.language(by.chat, by.language)
        upload = None if asked.attached is None else self._uploads.of(asked.attached)
        answering = asked.answering
        reply = await self._reply(
            *(asked.line, by, "command", weighed),
            language=language,
            number=number,
            upload=upload,
            answering=answering,
        )
        if _is_secret(reply, by):
            if await self._sent_privately(by, reply, language):
                return
            reply = await self._invitation(reply, language)
        await self._show(asked, reply, language, before)
        await self._update_menu(asked)

    async def _show(self, asked: Asked, reply: Reply, language: str, before: Sent | None) -> None:
        """Put an answer up; that of an edited question stands there already, and is edited."""
        place = asked.place
        spot = before and Spot(before.medium, place.chat, int(before.message))
        if spot and await self._cards.edit(asked.by.chat, spot, reply, language):
            return
        if spot:
            sent = await self._cards.replace(place, spot, reply, language)
        else:
            sent = await self._cards.put(place, reply, language)
        self._exchanges.answered(place.chat, place.message or 0, sent)

    async def _press(self, pressed: Pressed, number: str, weighed: Verdict) -> None:
        if weighed == "hush":
            await self._sender.answer(pressed.query)
            return
        language = await self._spoken(pressed)
        reply = await self._reply(pressed.line, pressed.by, "button", weighed, language=language, number=number)
        if not reply.line and (not reply.buttons or pressed.place is None):
            await self._sender.answer(pressed.query, text=render.alert(reply))
        elif _is_secret(reply, pressed.by):
            await self._press_privately(pressed, reply, language)
        else:
            await self._sender.answer(pressed.query)
            await self._turn(pressed, reply, language)

    async def _turn(self, pressed: Pressed, reply: Reply, language: str) -> None:
        """Show an answer in the message whose button was pressed; below it, where that cannot be."""
        spot = pressed.spot if reply.line else None
        if spot and await self._cards.edit(pressed.by.chat, spot, reply, language, turned=pressed.turns):
            return
        if pressed.place is not None:
            await self._cards.put(pressed.place, reply, language)

    async def _press_privately(self, pressed: Pressed, reply: Reply, language: str) -> None:
        """Send the answer to the person's private chat, else have the press itself open that chat."""
        try:
            sent = await self._sent_privately(pressed.by, reply, language)
        except (TelegramError, PlatformError):
            await self._sender.answer(pressed.query)
            raise
        if sent:
            said = languages.texts(language)("telegram-private-sent")
            await self._sender.answer(pressed.query, text=said)
        else:
            await self._sender.answer(pressed.query, url=await self._link(reply))

    async def _hint(self, plain: Plain, weighed: Verdict) -> None:
        language = await self._bot.language(plain.by.chat, plain.by.language)
        said = languages.texts(language)("telegram-plain-text" if weighed == "go" else "too-much")
        await self._cards.put(plain.place, Reply(blocks=(Line(spans(said)),)), language)

    async def _reply(  # what is known of what arrived
        self,
        line: str,
        by: Asker,
        via: Via,
        weighed: Verdict,
        *,
        language: str,
        number: str,
        upload: Upload | None = None,
        answering: str = "",
    ) -> Reply:
        manages = self._rights.of(by)
        return await self._bot.answer_line(
            *(line, by.user, by.chat, via, language),
            update=number,
            upload=upload,
            manages=manages,
            answering=answering,
            weighed=weighed,
        )

    async def _spoken(self, pressed: Pressed) -> str:
        """Give the language a message speaks: its chat's, or that of whoever sent it through inline mode."""
        if pressed.spot is not None and pressed.spot.inline is not None:
            return await self._exchanges.language(pressed.spot.inline) or pressed.by.language
        return await self._bot.language(pressed.by.chat, pressed.by.language)

    async def _sent_privately(self, by: Asker, reply: Reply, language: str) -> bool:
        """Send to the person alone; say whether Telegram let us: only who has written to a bot can be written to."""
        if by.person is None:
            return False
        try:
            await self._cards.put(Place(by.person, private=True), reply, language)
        except ChatGone as error:
            log.info("a private answer finds no private chat: %s", error)
            return False
        return True

    async def _invitation(self, reply: Reply, language: str) -> Reply:
        """Give what stands in a group in place of an answer for one person alone."""
        texts = languages.texts(language)
        way = Button(texts("telegram-private-open"), url=await self._link(reply))
        return Reply(blocks=(Line(spans(texts("telegram-private"))),), buttons=((way,),))

    async def _link(self, reply: Reply) -> str:
        payload = links.payload(reply.line) or links.payload(await self._memory.shorten(reply.line))
        return f"https://t.me/{self._username}?start={payload}"

    async def _update_menu(self, asked: Asked) -> None:
        """Show a person the commands of their role, once they use one of them or look for what there is."""
        name, by = asked.line.split(maxsplit=1)[0].lower(), asked.by
        if by.person is None or not by.chat.private or not self._concerns_menus(name):
            return
        await self._menus.for_editor(by.person, await self._memory.role(by.user))

    def _concerns_menus(self, name: str) -> bool:
        commands = self._bot.commands
        return name in SHOW_MENU or (name in commands and commands[name].role is not None)

    async def _park(self, arrival: Arrival, error: ChatGone) -> None:
        """Keep that nothing goes to a chat, or to the topic of it that is gone."""
        if isinstance(arrival, Moved) or not arrival.by.chat.lasting:
            return
        chat = arrival.by.chat if refusals.is_of_topic(error) else arrivals.whole(arrival.by.chat)
        self._closed.add(chat)
        await self._memory.parked(chat)

    async def _reopen(self, arrival: Arrival) -> None:
        """Keep that a chat is there again when it was answered though it had seemed closed."""
        if isinstance(arrival, Asked) and self._closed:
            for chat in self._closed & {arrival.by.chat, arrivals.whole(arrival.by.chat)}:
                self._closed.discard(chat)
                await self._memory.joined(chat)


def _is_secret(reply: Reply, by: Asker) -> bool:
    """Say whether an answer is for the asker alone and others read along; what went wrong is no secret."""
    return reply.private and bool(reply.line) and not by.chat.private
