"""The bot itself: a request or a line in, a finished reply out; nothing here knows a platform or a parliament."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable, Hashable, Mapping
from dataclasses import replace
from itertools import islice
from typing import Generic, Protocol, TypeVar

from bot import grammar, languages
from bot.cache import Answers
from bot.codes import code_of
from bot.commands import Command, Commands, Option
from bot.errors import BadOption, MissingOption, UnknownCommand, UserError
from bot.messages import LINE_BYTES, Button, Card, Chat, Choice, Note, Reply, Request, Span, User, Via, spans

log = logging.getLogger(__name__)
S = TypeVar("S")
T = TypeVar("T")

ROOM_FOR_PAGE = len(f" {grammar.PAGE.name}:999")
"""Bytes a line keeps free, so that its pages can be turned with the same button."""

OFFERED = 8
"""Choices offered as buttons when an option is missing."""


Version = Callable[[], Awaitable[Hashable]]


class Memory(Protocol):
    """What the bot keeps beyond an answer; the desk is one."""

    async def issue(self, card: Card) -> None:
        """Keep an issued card; the same card twice is kept once."""

    async def shorten(self, line: str) -> str:
        """Keep a long line and give the token (`~` and up to 20 signs) that stands for it."""

    async def expand(self, token: str) -> str | None:
        """Give the line a token stands for, or nothing."""

    async def remember(self, key: str, value: str) -> None:
        """Keep a small value under a key, such as the hash of the commands a platform was told."""

    async def recall(self, key: str) -> str | None:
        """Give the value kept under a key, or nothing."""


class Bot(Generic[S]):
    """Answers requests with the declared commands over the given services.

    `version` gives the version of what the services know; answers of `pure` commands are kept as long as it stays the
    same. Without it nothing is kept. `told` names the errors of the services that a person is told of, by their texts.

    Raises UserError on construction when an example does not parse: a declaration is refused before anyone types it.
    """

    def __init__(
        self,
        commands: Commands,
        services: S,
        memory: Memory,
        *,
        incident: Callable[[], str] | None = None,
        version: Version | None = None,
        told: Mapping[type[Exception], str] | None = None,
    ) -> None:
        self.commands = commands
        self._services = services
        self._memory = memory
        self._version = version
        self._told = dict(told or {})
        self._answers = Answers()
        self._incident = incident or (lambda: secrets.token_hex(3))
        for command in commands:
            for example in command.examples:
                grammar.parse(commands, example)

    async def answer(self, request: Request) -> Reply:
        """Answer a request whose options are typed. Never raises for what a person did or a handler got wrong."""

        async def answered() -> Reply:
            command = self.commands[request.command]
            if command.pure and self._version is not None:
                return await self._kept(command, request, self._version)
            return await self._fresh(command, request)

        return await self._replied(request.command, request.language, answered)

    async def answer_line(
        self, text: str, user: User, chat: Chat, via: Via = "command", language: str = languages.DEFAULT
    ) -> Reply:
        """Answer a line as it was typed, or as a button carries it."""

        async def answered() -> Reply:
            readable = text.encode(errors="replace").decode()  # a terminal may hand on bytes that are no text
            parsed = grammar.parse(self.commands, await self._expand(readable))
            name = parsed.command.name
            return await self.answer(Request(name, parsed.options, user, chat, via, language, parsed.page))

        return await self._replied("line", language, answered)

    async def suggest(self, command: str, option: str, typed: str, limit: int, language: str = "en") -> list[Choice]:
        """Give at most `limit` completions of an option, best first; none where finding them failed."""

        async def completed() -> list[Choice]:
            found = self.commands[command].option(option)
            if found.help.complete is not None:
                return (await found.help.complete(self._services, typed, language))[:limit]
            near = (each for each in found.choices if typed.lower() in f"{each.value} {each.label}".lower())
            return list(islice(near, limit))

        return await self._guarded(f"{command} {option}", completed, lambda _: [])

    async def _replied(self, name: str, language: str, work: Callable[[], Awaitable[Reply]]) -> Reply:
        """Do the work; what a person can act on becomes a reply that says so."""
        texts = languages.texts(language)

        async def replied() -> Reply:
            try:
                return await work()
            except MissingOption as error:
                reply = await self._ask(error, language)
            except UserError as error:
                reply = self._explain(error, texts)
            except tuple(self._told) as error:
                log.warning("/%s: %s", name, error)
                key = next(key for kind, key in self._told.items() if isinstance(error, kind))
                reply = self._explain(UserError(key), texts)
            return await self._pressable(reply)

        def broken(incident: str) -> Reply:
            return Reply(blocks=_note(texts("incident", incident=incident)), private=True)

        return await self._guarded(name, replied, broken)

    async def _guarded(self, name: str, work: Callable[[], Awaitable[T]], broken: Callable[[str], T]) -> T:
        try:
            return await work()
        except Exception:  # the one net for bugs: the person gets the incident's number, the log the trace
            incident = self._incident()
            log.exception("/%s failed, incident %s", name, incident)
            return broken(incident)

    async def _kept(self, command: Command, request: Request, version: Version) -> Reply:
        """Give the answer kept for this line, language and version; a fresh one is kept unless the version moved on."""
        before = await version()
        key = (grammar.line(command, request.options), request.language, before)
        reply = self._answers.get(key)
        if reply is None:
            reply = await self._fresh(command, request)
            if await version() == before:
                self._answers.keep(key, reply)
        return replace(reply, page=request.page)

    async def _fresh(self, command: Command, request: Request) -> Reply:
        reply = await command.handler(request, self._services, **request.options)
        return await self._pressable(await self._finish(command, request, reply))

    async def _finish(self, command: Command, request: Request, reply: Reply) -> Reply:
        line = grammar.line(command, request.options)
        code = code_of(Card("", line, reply.as_of, reply.shows)) if reply.shows else ""
        if code:
            await self._memory.issue(Card(code, line, reply.as_of, reply.shows))
        return replace(
            reply,
            line=await self._short(line, LINE_BYTES - ROOM_FOR_PAGE),
            page=request.page,
            code=code,
            private=reply.private or command.private,
            footer=reply.footer + _signature(reply, code, request.language),
            picture=replace(reply.picture, code=code) if reply.picture else None,
        )

    async def _pressable(self, reply: Reply) -> Reply:
        """Give the reply with button lines that every platform can carry."""
        return replace(
            reply, buttons=tuple([tuple([await self._carried(each) for each in row]) for row in reply.buttons])
        )

    async def _carried(self, button: Button) -> Button:
        return button if button.line is None else replace(button, line=await self._short(button.line))

    async def _short(self, line: str, limit: int = LINE_BYTES) -> str:
        return line if len(line.encode()) <= limit else await self._memory.shorten(line)

    async def _expand(self, text: str) -> str:
        if not text.startswith("~"):
            return text
        token, _, rest = text.partition(" ")
        line = await self._memory.expand(token)
        if line is None:
            raise UserError("button-unknown")
        return f"{line} {rest}".strip()

    def _explain(self, error: UserError, texts: languages.Texts) -> Reply:
        buttons = [error.buttons] if error.buttons else []
        if isinstance(error, UnknownCommand):
            buttons = [tuple(Button(f"/{name}", line=name) for name in error.nearest)] if error.nearest else []
        elif isinstance(error, BadOption) and error.option.choices:
            buttons = self._choices(error.command, error.option, list(error.option.choices))
        return Reply(blocks=_note(error.say(texts)), buttons=tuple(buttons), private=True)

    async def _ask(self, error: MissingOption, language: str) -> Reply:
        """Ask for what is missing, with buttons where the choices are known."""
        texts = languages.texts(language)
        command, option = error.command, error.option
        found = (
            await self.suggest(command.name, option.name, "", OFFERED, language) if option in command.options else []
        )
        buttons = self._choices(command, option, found)
        key = "missing-option-choose" if buttons else "missing-option"
        return Reply(blocks=_note(texts(key, option=option.name)), buttons=tuple(buttons), private=True)

    @staticmethod
    def _choices(command: Command, option: Option, choices: list[Choice]) -> list[tuple[Button, ...]]:
        """Give a button for each choice of a command that needs nothing else."""
        if any(other.required and other != option for other in command.options):
            return []
        return [
            (
                Button(
                    choice.label,
                    line=grammar.line(command, {option.name: grammar.convert(command, option, choice.value)}),
                ),
            )
            for choice in choices[:OFFERED]
        ]


def _signature(reply: Reply, code: str, language: str) -> tuple[Note, ...]:
    texts = languages.texts(language)
    if not code:
        return ()
    if reply.as_of is None:
        return (Note(spans(texts("card-code"), " ", Span(code, "code"))),)
    return (Note(spans(texts("card-as-of", date=texts.date(reply.as_of)), " · ", Span(code, "code"))),)


def _note(text: str) -> tuple[Note, ...]:
    return (Note(spans(text)),)
