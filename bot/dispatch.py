"""The bot itself: a request or a line in, a finished reply out; nothing here knows a platform or a parliament."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from typing import Generic, TypeVar

from bot import grammar, instead, languages, logs, metrics
from bot.cache import Answers
from bot.codes import code_of
from bot.commands import Command, Commands
from bot.cooldown import Cooldowns, Verdict
from bot.errors import MissingOption, TryLater, UserError
from bot.instead import OFFERED
from bot.memory import Memory
from bot.messages import (
    LINE_BYTES,
    Button,
    Card,
    Chat,
    Choice,
    Note,
    Reply,
    Request,
    Role,
    Span,
    Upload,
    User,
    Via,
    spans,
)

__all__ = ["ROLES", "ROOM_FOR_PAGE", "Bot", "Manages", "Memory", "Version"]

log = logging.getLogger(__name__)
S = TypeVar("S")
T = TypeVar("T")

ROOM_FOR_PAGE = len(f" {grammar.PAGE.name}:999")
"""Bytes a line keeps free, so that its pages can be turned with the same button."""

ASKED: tuple[Via, ...] = ("command", "button", "form")
"""The ways in which a person asks once at a time; an inline query asks several lines for one look."""

Version = Callable[[], Awaitable[int]]
"""Gives the number of the newest revision of what the services know."""

Manages = Callable[[], Awaitable[bool]]
"""Asks the platform whether whoever asks may manage the chat; called only when a command needs to know."""

ROLES: tuple[Role, ...] = ("contributor", "editor", "owner")
"""Who may change the record, the least first."""


class Bot(Generic[S]):
    """Answers requests with the declared commands over the given services.

    `version` gives the version of what the services know; answers of `pure` commands are kept as long as it stays the
    same. Without it nothing is kept. `told` names the errors of the services that a person is told of, by their texts.
    `now` is the clock that handlers read on a request, `cooldowns` say how much one person and one chat may ask.

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
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        cooldowns: Cooldowns | None = None,
    ) -> None:
        self.commands = commands
        self._cooldowns = cooldowns
        self._services = services
        self._memory = memory
        self._version = version
        self._told = dict(told or {})
        self._now = now
        self._answers = Answers()
        self._incident = incident or (lambda: secrets.token_hex(3))
        for command in commands:
            for example in command.examples:
                grammar.parse(commands, example)

    def weigh(self, user: User, chat: Chat) -> Verdict:
        """Count one more question of somebody's, before any work is done for it, and say what to do with it.

        `answer_line` is told what came of it, so that the question is not counted twice.
        """
        verdict: Verdict = "go" if self._cooldowns is None else self._cooldowns.ask(user, chat)
        if verdict != "go":
            metrics.HUSHED.labels(user.platform).inc()
        return verdict

    def hushes(self, person: str) -> bool:
        """Say whether a question of a person, by their key, would be met with silence; it is not counted."""
        return self._cooldowns is not None and self._cooldowns.hushes(person)

    async def answer(self, request: Request, manages: Manages | None = None, services: S | None = None) -> Reply:
        """Answer a request whose options are typed. Never raises for what a person did or a handler got wrong.

        `manages` asks whether the asker may manage the chat; without it they may where they are alone with the bot.
        `services` stand in place of the bot's own: nothing is kept of what they answer.
        """

        async def answered() -> Reply:
            command = self.commands[request.command]
            with metrics.answering(command.name, request.chat.platform, tuple(self._told)):
                allowed = await self._at_home(await self._permitted(command, request, manages))
                if command.pure and self._version is not None and services is None:
                    return await self._kept(command, allowed, self._version)
                return await self._fresh(command, allowed, services)

        return await self._replied(request.command, request.language, answered)

    async def answer_line(
        self,
        text: str,
        user: User,
        chat: Chat,
        via: Via = "command",
        language: str = languages.DEFAULT,
        *,
        update: str = "",
        upload: Upload | None = None,
        manages: Manages | None = None,
        answering: str = "",
        timezone: str = "",
        services: S | None = None,
        weighed: Verdict | None = None,
    ) -> Reply:
        """Answer a line as it was typed, or as a button carries it.

        `update` is the platform's id of what arrived, `upload` a file that came with it, `manages` as for `answer`,
        `answering` the id of the message that the line is a reply to; `timezone` stands in place of the chat's, and
        `services` in place of the bot's own: nothing is kept of what they answer. `weighed` is what `weigh` said where
        that was asked already. What keeps a line from a form is said with a button to the form as it was filled.
        """
        logs.request.set(update or f"{user.platform}:{self._incident()}")
        verdict: Verdict = (weighed or self.weigh(user, chat)) if via in ASKED else "go"

        async def answered() -> Reply:
            parsed = await self._read(text, chat.platform)
            name, page = parsed.command.name, parsed.page
            request = Request(name, parsed.options, user, chat, via, language, page, update, upload)
            request = replace(request, answering=answering, timezone=timezone)
            return await self.answer(request, manages, services)

        refusal = None if verdict == "go" else instead.too_much(languages.texts(language), hush=verdict == "hush")
        reply = refusal or await self._replied("line", language, answered)
        if via != "form" or reply.line:
            return reply
        again = await self._carried(Button(languages.texts(language)("form-again"), line=text, form=True))
        return replace(reply, buttons=(*reply.buttons, (again,)))

    async def fill(
        self,
        text: str,
        user: User,
        chat: Chat,
        language: str = languages.DEFAULT,
        *,
        manages: Manages | None = None,
    ) -> tuple[Command, dict[str, str]] | Reply:
        """Give the command of a line and the texts that its form is filled with, right or wrong.

        Instead, give what is said to whoever may not use it, before they fill it in. Never raises, as `answer`.
        """
        texts = languages.texts(language)

        async def filled() -> tuple[Command, dict[str, str]] | Reply:
            try:
                command, given = grammar.filled(self.commands, await self.expand(text))
                await self._permitted(command, Request(command.name, {}, user, chat), manages)
            except UserError as error:
                return await self.pressable(instead.explained(error, texts))
            return command, given

        return await self._guarded("form", filled, lambda incident: instead.broken(incident, texts))

    async def expand(self, text: str) -> str:
        """Give the line that a text stands for, a token or the line itself. Raises UserError for an unknown token."""
        if not text.startswith("~"):
            return text
        token, _, rest = text.partition(" ")
        line = await self._memory.expand(token)
        if line is None:
            raise UserError("button-unknown")
        return f"{line} {rest}".strip()

    async def language(self, chat: Chat, otherwise: str) -> str:
        """Give the language to answer a chat in: the one it chose, else `otherwise`, and so where it is not known."""

        async def chosen() -> str | None:
            return await self._memory.language(chat)

        return await self._guarded("language", chosen, lambda _: None) or otherwise

    async def suggest(
        self,
        command: str,
        option: str,
        typed: str,
        limit: int,
        language: str = "en",
        *,
        given: Mapping[str, str] | None = None,
    ) -> list[Choice]:
        """Give at most `limit` completions of an option, best first; none where finding them failed.

        `given` is what the other options say so far, as far as the platform tells.
        """

        async def completed() -> list[Choice]:
            found = self.commands[command].option(option)
            if found.help.complete is not None:
                beside = [given or {}] if found.help.beside else []
                return (await found.help.complete(self._services, typed, language, *beside))[:limit]
            near = (each for each in found.choices if typed.lower() in f"{each.value} {each.label}".lower())
            return list(islice(near, limit))

        return await self._guarded(f"{command} {option}", completed, lambda _: [])

    async def _read(self, text: str, platform: str) -> grammar.Parsed:
        """Read a line, or what a token stands for. Raises UserError."""
        readable = text.encode(errors="replace").decode()  # a terminal may hand on bytes that are no text
        with metrics.reading(platform):
            return grammar.parse(self.commands, await self.expand(readable))

    async def _permitted(self, command: Command, request: Request, manages: Manages | None) -> Request:
        """Give the request with the asker's role. Raises UserError where they may not use the command."""
        if command.manages and not request.chat.lasting:
            raise UserError("not-in-terminal" if request.chat.private else "not-lasting", command=command.name)
        if command.manages and not (await manages() if manages is not None else request.chat.private):
            raise UserError("not-managing", command=command.name)
        if command.role is None:
            return request
        role = await self._memory.role(request.user)
        if role is None or ROLES.index(role) < ROLES.index(command.role):
            await self._memory.audit(request.user, "refused", command.name)
            raise UserError("not-permitted", command=command.name, role=command.role)
        return replace(request, role=role)

    async def _at_home(self, request: Request) -> Request:
        """Give the request with the moment, and with the habits of its chat where it does not come with others."""
        habits = await self._memory.habits(request.chat)
        return replace(
            request,
            timezone=request.timezone or habits.timezone,
            parliament=request.parliament or habits.parliament,
            at=self._now(),
        )

    async def _replied(self, name: str, language: str, work: Callable[[], Awaitable[Reply]]) -> Reply:
        """Do the work; what a person can act on becomes a reply that says so."""
        texts = languages.texts(language)

        async def replied() -> Reply:
            try:
                return await work()
            except MissingOption as error:
                reply = await self._ask(error, language)
            except UserError as error:
                reply = instead.explained(error, texts)
            except TryLater as error:
                log.warning("/%s: %s", name, error)
                reply = instead.explained(UserError("try-later"), texts)
            except tuple(self._told) as error:
                log.warning("/%s: %s", name, error)
                key = next(key for kind, key in self._told.items() if isinstance(error, kind))
                reply = instead.explained(UserError(key), texts)
            return await self.pressable(reply)

        return await self._guarded(name, replied, lambda incident: instead.broken(incident, texts))

    async def _guarded(self, name: str, work: Callable[[], Awaitable[T]], broken: Callable[[str], T]) -> T:
        try:
            return await work()
        except Exception:  # the one net for bugs: the person gets the incident's number, the log the trace
            incident = self._incident()
            log.exception("/%s failed, incident %s", name, incident)
            return broken(incident)

    async def _kept(self, command: Command, request: Request, version: Version) -> Reply:
        """Give the answer kept for this line, language, parliament and version.

        A fresh one is kept unless the version moved on.
        """
        self._answers.turn(before := await version())
        key = (grammar.line(command, request.options), request.language, request.parliament, before)
        reply = self._answers.get(key)
        if reply is None:
            reply = await self._fresh(command, request)
            if await version() == before:
                self._answers.keep(key, reply)
        return reply if reply.page == request.page else replace(reply, page=request.page)

    async def _fresh(self, command: Command, request: Request, services: S | None = None) -> Reply:
        revision = 0 if self._version is None else await self._version()
        reply = await command.handler(request, self._services if services is None else services, **request.options)
        for key in reply.forgets:
            await self._memory.forget(key)
        return await self.pressable(await self._finish(command, request, reply, revision))

    async def _finish(self, command: Command, request: Request, reply: Reply, revision: int) -> Reply:
        line = reply.line or grammar.line(command, request.options)
        code = code_of(Card("", line, reply.as_of, reply.shows)) if reply.shows else ""
        if code:
            await self._memory.issue(Card(code, line, reply.as_of, reply.shows))
        return replace(
            reply,
            line=await self._short(line, LINE_BYTES - ROOM_FOR_PAGE),
            page=request.page,
            code=code,
            revision=revision,
            private=reply.private or command.private,
            footer=reply.footer + _signature(reply, code, request.language),
            picture=replace(reply.picture, code=code or reply.picture.code) if reply.picture else None,
        )

    async def pressable(self, reply: Reply) -> Reply:
        """Give the reply with button lines that every platform can carry."""
        if not any(_too_long(button) for row in reply.buttons for button in row):
            return reply
        return replace(
            reply, buttons=tuple([tuple([await self._carried(each) for each in row]) for row in reply.buttons])
        )

    async def _carried(self, button: Button) -> Button:
        return replace(button, line=await self._memory.shorten(button.line or "")) if _too_long(button) else button

    async def _short(self, line: str, limit: int = LINE_BYTES) -> str:
        return line if len(line.encode()) <= limit else await self._memory.shorten(line)

    async def _ask(self, error: MissingOption, language: str) -> Reply:
        """Ask for what is missing, with what it could be where that is known."""
        name, option = error.command.name, error.option
        known = option in error.command.options
        found = await self.suggest(name, option.name, "", OFFERED, language) if known else []
        return instead.missing(error, found, languages.texts(language))


def _signature(reply: Reply, code: str, language: str) -> tuple[Note, ...]:
    texts = languages.texts(language)
    if not code:
        return ()
    if reply.as_of is None:
        return (Note(spans(texts("card-code"), " ", Span(code, "code"))),)
    return (Note(spans(texts("card-as-of", date=texts.date(reply.as_of)), " · ", Span(code, "code"))),)


def _too_long(button: Button) -> bool:
    return button.line is not None and len(button.line.encode()) > LINE_BYTES
