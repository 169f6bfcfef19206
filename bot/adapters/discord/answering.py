"""What an interaction is answered with: the bot's reply in the right language, its picture, a form, one sentence.

When it has to be there, and how it gets to Discord, is the receiver's.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import Any, Protocol

from discord import ui

from bot import languages
from bot.adapters.discord import convert, forms, places
from bot.adapters.discord.convert import Interaction
from bot.adapters.discord.render import Message, page, render
from bot.adapters.discord.weighing import weighed
from bot.commands import MANY, Command, Option
from bot.dispatch import Bot, Memory
from bot.drawings import Picture
from bot.languages import Texts
from bot.messages import Button, Chat, Choice, Medium, Note, Reply, Upload, Via, spans
from bot.pictures import PictureError

log = logging.getLogger(__name__)

REACHED = 14 * 60.0
"""Seconds for which a message can be edited through its interaction: the token lives 15 minutes
(discord.com/developers/docs/interactions/receiving-and-responding#followup-messages)."""

GONE, CLOSED = 10008, 10003
"""Discord's codes for a message and for a channel that is not there any more."""


class Painter(Protocol):
    """Makes a picture visible."""

    async def png(self, picture: Picture) -> bytes:
        """Give the picture as PNG. Raises PictureError."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One page of a reply, where and in which language it is given, with its picture painted."""

    reply: Reply
    chat: Chat
    language: str
    png: bytes | None = None

    @property
    def is_card(self) -> bool:
        """Say whether a command gave this; what is said about a mistake has no line of its own."""
        return bool(self.reply.line)

    @property
    def texts(self) -> Texts:
        """The texts of the language it is given in."""
        return languages.texts(self.language)

    def message(self) -> Message:
        """Give the message, to be sent once."""
        return render(self.reply, self.png, rtl=self.texts.rtl)


class Answering:
    """Asks the bot on behalf of interactions, and keeps which cards stand where."""

    def __init__(self, bot: Bot[Any], memory: Memory, painter: Painter, language: str) -> None:
        self.commands = bot.commands
        self._bot = bot
        self._memory = memory
        self._painter = painter
        self._language = language

    async def answer(
        self,
        interaction: Interaction,
        text: str,
        via: Via,
        *,
        alone: bool,
        sent: Upload | None = None,
        answering: str = "",
    ) -> Answer:
        """Give the answer to a line, asked of the message `answering`; with `alone` only the asker will see it."""
        chat, user = places.chat(interaction), convert.user(interaction)
        verdict = weighed.get()
        if verdict != "go":  # one line for the asker alone, for which nothing is looked up
            language = convert.language(interaction, self._language)
        else:
            language = await self._language_in(chat, interaction, alone=alone)
        reply = await self._bot.answer_line(
            text,
            user,
            chat,
            via,
            language,
            update=convert.update(interaction),
            upload=sent,
            answering=answering,
            manages=places.manages(interaction),
            weighed=verdict,
        )
        if alone and not reply.private:
            reply = replace(reply, private=True)
        reply = page(reply, rtl=languages.texts(language).rtl)
        if reply.picture is None:
            return Answer(reply, chat, language)
        try:
            return Answer(reply, chat, language, await self._painter.png(reply.picture))
        except PictureError:
            log.exception("a card without its picture: %s", reply.line)
            return Answer(reply, chat, language)

    async def suggest(self, interaction: Interaction, command: Command, option: Option, typed: str) -> list[Choice]:
        """Give at most 25 completions for what is typed so far, none where finding them failed."""
        language = await self.language(interaction, alone=True)
        given = {name: str(value) for name, value in convert.form(interaction)[1].items() if name != option.name}
        return await self._bot.suggest(command.name, option.name, typed, MANY, language, given=given)

    async def form(self, interaction: Interaction, text: str) -> ui.Modal | Answer:
        """Give the form of a line's command, filled; or what is said instead to whoever may not use it."""
        chat, language = places.chat(interaction), await self.language(interaction, alone=True)
        found = await self._bot.fill(
            text, convert.user(interaction), chat, language, manages=places.manages(interaction)
        )
        if isinstance(found, Reply):
            return Answer(page(found, rtl=languages.texts(language).rtl), chat, language)
        return forms.modal(*found, languages.texts(language))

    async def late(self, interaction: Interaction, text: str) -> Answer:
        """Give a button for a form that came too late to be opened by itself."""
        said = await self.sentence(interaction, "discord-form-late")
        button = Button(said.texts("discord-form-open"), line=text, form=True)
        return replace(said, reply=await self._bot.pressable(replace(said.reply, buttons=((button,),))))

    async def sentence(self, interaction: Interaction, key: str) -> Answer:
        """Give one sentence for the asker alone."""
        language = await self.language(interaction, alone=True)
        note = Note(spans(languages.texts(language)(key)))
        return Answer(Reply(blocks=(note,), private=True), places.chat(interaction), language)

    async def language(self, interaction: Interaction, *, alone: bool) -> str:
        """Give the language to answer in: the place's, else that of the channel a thread is in, else another.

        That is the asker's own where nobody else reads, else the bot's.
        """
        return await self._language_in(places.chat(interaction), interaction, alone=alone)

    async def _language_in(self, chat: Chat, interaction: Interaction, *, alone: bool) -> str:
        language = convert.language(interaction, self._language) if alone or chat.private else self._language
        above = places.above(interaction)
        if above is not None:
            language = await self._bot.language(above, language)
        return await self._bot.language(chat, language)

    @staticmethod
    def keeps(answer: Answer, *, alone: bool) -> bool:
        """Say whether an answer is a card that can be corrected where it stands."""
        return answer.is_card and answer.chat.lasting and not alone

    @staticmethod
    def goes_on(answer: Answer) -> bool:
        """Say whether an answer is a text that is kept up to date, as long as its interaction's token is good."""
        return answer.is_card and answer.reply.live is not None and answer.png is None

    async def keep(self, interaction: Interaction, answer: Answer, message: int | None, *, alone: bool) -> None:
        """Keep that a card stands where it can be corrected later: never one that only the asker sees.

        Such a one is kept up to date at most, or no longer where it was and shows something else now.
        """
        if message is None:
            return
        if self.keeps(answer, alone=alone):
            medium: Medium = "text" if answer.png is None else "picture"
            await self._memory.posted(answer.chat, str(message), medium, answer.reply, answer.language)
        elif alone and (self.goes_on(answer) or interaction.message is not None):
            await self._memory.whispered(
                *(answer.chat, str(message), answer.reply, answer.language), through=interaction.token, seconds=REACHED
            )

    async def mourn(self, interaction: Interaction, code: int) -> None:
        """Keep nothing of a message that is gone, and send nothing more into a channel that is."""
        chat = places.chat(interaction)
        if code == GONE and interaction.message is not None:
            await self._memory.lifted(chat, str(interaction.message.id))
        elif code == CLOSED:
            await self._memory.parked(chat)
