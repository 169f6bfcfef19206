"""Declare a command once: a typed function whose signature is the schema.

Positional parameters come from the bot (the request, the services), keyword-only ones from the person, each annotated
`Annotated[type, Help("…")]`. What Telegram or Discord would refuse is refused here, when the module is imported, with
a message that says what would pass.
"""

from __future__ import annotations

import difflib
import enum
import inspect
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from bot.errors import UnknownCommand
from bot.languages import Texts
from bot.messages import Choice, Reply, Role

NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")
"""What both platforms take as a name: Telegram has no hyphens, Discord no capitals; 32 characters on each."""

DESCRIPTION = 100
"""Discord's limit for descriptions and for the names and values of choices (Telegram's is 256)."""

MANY = 25
"""Discord's limit for the options of a command and for the choices of an option."""

COMMANDS = 100
"""Both platforms' limit for the commands of a bot."""

PAYLOAD = 8000
"""Discord's limit for the names, descriptions and values of one command, in characters."""

FORM = 5
"""Discord's limit for the fields of a form (modal)."""

LABEL = 32
"""Discord's limit for the name of a command that is chosen on somebody's message."""

FILE = "file"
"""The name under which Discord's form of a command takes a file that comes with it."""

INTEGER = 2**53 - 1
"""The largest number, up or down, that Discord takes as a bound of an integer option."""

RESERVED = frozenset({"page"})

Values = Mapping[str, int | None]
"""The type of an option that takes `key=number` pairs; a question mark stands for a number nobody gave."""

Completer = Callable[..., Awaitable[list[Choice]]]
"""Services, what is typed so far and the language in; choices out, best first. One for an option that is completed
`beside` the others also takes what those say so far, by name, as it was typed."""

Handler = Callable[..., Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Help:
    """What a person is told about an option, and how it is read.

    `rest` lets it take all bare words that remain; the options after it are given by name only, and so is one that is
    `named`. One that is `raw` takes all that stands after the command, as it was typed, line breaks and all. With
    `beside`, what completes it is also told what the other options say so far. One `aside` has no field in forms, which
    have few: a form keeps what its line says of it.
    """

    text: str
    complete: Completer | None = None
    rest: bool = False
    named: bool = False
    raw: bool = False
    beside: bool = False
    aside: bool = False
    minimum: int = 0
    maximum: int = 10**9
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OnMessage:
    """How a command is offered on somebody's message, where a platform has that: under `label`, for the asker alone.

    `option` gets the text of the message; with `code`, the code of the card that stands in it. Without an option it is
    about the message itself, as if somebody had answered it with the command. Discord has room for five such commands
    (discord.com/developers/docs/interactions/application-commands#registering-a-command).
    """

    label: str
    option: str | None = None
    code: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One option as the signature declares it; `kind` is str, int, bool, date, Values or an enumeration."""

    name: str
    kind: Any
    help: Help
    required: bool
    default: Any = None
    choices: tuple[Choice, ...] = ()
    bare: bool = True


@dataclass(frozen=True, slots=True)
class Command:
    """A declared command: `private` answers are the asker's alone.

    `pure` ones depend on line, language, the chat's parliament and the record.
    `role` is the least role that may use it (None: everybody), `manages` restricts it to those who may manage the chat,
    `upload` lets a file come with it, and a `form` is offered, where a platform has forms, to whoever gives no option.
    `inline` ones change nothing and ask nothing of the chat, so anybody may see their answers; `pure` ones are.
    With `on_message` it is offered on messages too.
    """

    name: str
    summary: str
    options: tuple[Option, ...]
    handler: Handler = field(repr=False)
    examples: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    private: bool = False
    pure: bool = False
    role: Role | None = None
    manages: bool = False
    upload: bool = False
    form: bool = False
    inline: bool = False
    on_message: OnMessage | None = None

    @property
    def fields(self) -> tuple[Option, ...]:
        """The options that have a field in its form."""
        return tuple(option for option in self.options if not option.help.aside)

    def option(self, name: str) -> Option:
        """Give the option of that name. Raises KeyError."""
        for option in self.options:
            if option.name == name:
                return option
        raise KeyError(name)


class Commands:
    """The commands of a bot in the order of their declaration."""

    def __init__(self) -> None:
        self._commands: dict[str, Command] = {}
        self._aliases: dict[str, str] = {}

    def __iter__(self) -> Iterator[Command]:
        return iter(self._commands.values())

    def __contains__(self, name: str) -> bool:
        return name in self._commands or name in self._aliases

    def __getitem__(self, name: str) -> Command:
        """Give the command of that name or alias. Raises UnknownCommand, which names the nearest."""
        name = name.lower()
        found = self._commands.get(self._aliases.get(name, name))
        if found is None:
            raise UnknownCommand(name, tuple(difflib.get_close_matches(name, list(self._commands), n=3, cutoff=0.5)))
        return found

    def add(
        self,
        *examples: str,
        aliases: tuple[str, ...] = (),
        private: bool = False,
        pure: bool = False,
        role: Role | None = None,
        manages: bool = False,
        upload: bool = False,
        form: bool = False,
        inline: bool = False,
        on_message: OnMessage | None = None,
    ) -> Callable[[Handler], Handler]:
        """Declare the decorated function a command. Examples are help, documentation and tests at once.

        `aliases` are names it was once released under; the flags are those of `Command`. Raises ValueError or TypeError
        where a platform would refuse.
        """

        def register(handler: Handler) -> Handler:
            """Take in the handler, and give it back as it is. Raises as `add`."""
            command = read(handler, examples, aliases=aliases, private=private, pure=pure)
            command = replace(command, role=role, manages=manages, upload=upload, form=form, on_message=on_message)
            command = replace(command, inline=inline or pure)
            _check_rights(command)
            _check_extras(command)
            self._register(command)
            return handler

        return register

    def arrange(self, *names: str) -> None:
        """Put the commands in this order, in which help and menus show them. Raises ValueError unless all are named."""
        if sorted(names) != sorted(self._commands):
            odd = ", ".join(sorted(set(names) ^ set(self._commands))) or "one of them twice"
            raise ValueError(f"an order names every command once; look at: {odd}")
        self._commands = {name: self._commands[name] for name in names}

    def _register(self, command: Command) -> None:
        names = (command.name, *command.aliases)
        for name in names:
            if name in self or names.count(name) > 1:
                raise ValueError(f"/{name} is declared twice; choose another name")
        if len(self._commands) == COMMANDS:
            raise ValueError(f"a bot has at most {COMMANDS} commands on both platforms")
        self._commands[command.name] = command
        self._aliases |= dict.fromkeys(command.aliases, command.name)


def labelled(command: Command, texts: Texts) -> str:
    """Give the label under which a command is offered on messages, in the language of `texts` where there is one."""
    key = f"message-{command.name}"
    return texts(key) if texts.has(key) else command.on_message.label if command.on_message else command.name


def described(command: Command, texts: Texts, option: Option | None = None) -> str:
    """Give the description of a command, or of one of its options, in the language of `texts`.

    A declaration without a translation speaks English, as it was written.
    """
    key = f"command-{command.name}" if option is None else f"command-{command.name}-{option.name}"
    if texts.has(key):
        return texts(key)
    return command.summary if option is None else option.help.text


def read(
    handler: Handler,
    examples: tuple[str, ...] = (),
    *,
    aliases: tuple[str, ...] = (),
    private: bool = False,
    pure: bool = False,
) -> Command:
    """Give the command a signature declares. Raises ValueError or TypeError where a platform would refuse."""
    name = handler.__name__  # a name is what people type
    for each in (name, *aliases):
        _check_name(each, f"/{each}")
    summary = (inspect.getdoc(handler) or "").split("\n")[0]
    _check_text(summary, f"/{name}: the docstring's first line")
    hints = get_type_hints(handler, include_extras=True)
    options: list[Option] = []
    for parameter in inspect.signature(handler).parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY:
            bare = not any(option.help.rest for option in options)
            options.append(_option(name, parameter, hints[parameter.name], bare=bare))
    _check_options(name, options)
    _check_payload(name, summary, options)
    return Command(name, summary, tuple(options), handler, examples, aliases, private, pure)


def _option(command: str, parameter: inspect.Parameter, hint: Any, *, bare: bool) -> Option:
    where = f"/{command} {parameter.name}"
    if get_origin(hint) is not Annotated or not isinstance(get_args(hint)[1], Help):
        raise TypeError(f"{where}: write Annotated[type, Help('…')]")
    declared, note = get_args(hint)[:2]
    for each in (parameter.name, *note.aliases):
        _check_name(each, where)
        if each in RESERVED:
            raise ValueError(f"{where}: {each!r} belongs to every command; choose another name")
    _check_text(note.text, f"{where}: its help")
    kind = _kind(where, declared)
    required = parameter.default is parameter.empty
    if note.aside and (required or kind == Values):
        raise TypeError(f"{where}: what stands aside of a form is one word that may be left out")
    if note.rest and note.named:
        raise ValueError(f"{where}: what takes the rest of a line is not given by name only")
    if note.rest and kind not in (str, Values):
        raise TypeError(f"{where}: only text and values can take the rest of a line")
    if kind == Values and not note.rest:
        raise TypeError(f"{where}: values take the rest of a line; write Help(…, rest=True)")
    default = None if required else parameter.default
    choices = _choices(where, kind)
    if note.complete and (choices or kind is bool):
        raise TypeError(f"{where}: Discord completes no option that has choices; leave Help(…, complete=…) out")
    if not -INTEGER <= note.minimum <= note.maximum <= INTEGER:
        raise ValueError(f"{where}: Discord takes a minimum up to the maximum, both within ±{INTEGER}")
    return Option(parameter.name, kind, note, required, default, choices, bare and not note.named)


def _kind(where: str, declared: Any) -> Any:
    kinds = [declared]
    if get_origin(declared) in (UnionType, Union):
        kinds = [kind for kind in get_args(declared) if kind is not NoneType]
    if len(kinds) == 1:
        kind = kinds[0]
        if kind in (str, int, bool, date, Values) or (isinstance(kind, type) and issubclass(kind, enum.Enum)):
            return kind
    raise TypeError(f"{where}: an option is str, int, bool, date, Values or an enumeration, alone or with None")


def _choices(where: str, kind: Any) -> tuple[Choice, ...]:
    if not (isinstance(kind, type) and issubclass(kind, enum.Enum)):
        return ()
    choices = tuple(Choice(str(member.value), str(member.value).replace("-", " ")) for member in kind)
    if not 1 <= len(choices) <= MANY:
        raise ValueError(f"{where}: Discord takes 1 to {MANY} choices; complete the rest with Help(…, complete=…)")
    if len({choice.value for choice in choices}) != len(choices):
        raise ValueError(f"{where}: two choices share a value")
    for choice in choices:
        if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,99}", choice.value):
            raise ValueError(f"{where}: write the choice {choice.value!r} in small letters, digits and hyphens")
    return choices


def _check_name(name: str, where: str) -> None:
    if not NAME.fullmatch(name):
        raise ValueError(f"{where}: {name!r} cannot be a name on every platform; {NAME.pattern} can")


def _check_text(text: str, where: str) -> None:
    if not 1 <= len(text.strip()) <= DESCRIPTION:
        raise ValueError(f"{where} has {len(text)} characters; Discord takes 1 to {DESCRIPTION}")


def _check_options(command: str, options: list[Option]) -> None:
    names = [name for option in options for name in (option.name, *option.help.aliases)]
    if len(names) != len(set(names)):
        raise ValueError(f"/{command}: two options share a name")
    if len(options) > MANY:
        raise ValueError(f"/{command}: Discord takes at most {MANY} options")
    required = [option.required for option in options]
    if required != sorted(required, reverse=True):
        raise ValueError(f"/{command}: Discord wants required options before the others")
    if any(option.help.raw and (option.kind is not str or len(options) > 1) for option in options):
        raise ValueError(f"/{command}: what is taken as it was typed is a text, and the command's only option")
    rest = [option.help.rest for option in options]
    if rest.count(True) > 1:
        raise ValueError(f"/{command}: only one option can take the rest of the line")
    if any(rest) and not all(required[: rest.index(True)]):
        raise ValueError(f"/{command}: options before the one that takes the rest must be required")


def _check_rights(command: Command) -> None:
    if command.pure and (command.role or command.manages or command.upload):
        raise ValueError(f"/{command.name}: an answer kept for everybody cannot hang on who asks or what they send")
    if command.inline and (command.private or command.role or command.manages or command.upload):
        raise ValueError(f"/{command.name}: an answer for anywhere cannot hang on who asks or where")
    if command.form and not 1 <= len(command.fields) <= FORM:
        raise ValueError(f"/{command.name}: a form has 1 to {FORM} fields on Discord")


def _check_extras(command: Command) -> None:
    names = [option.name for option in command.options]
    if command.upload and (FILE in names or len(names) == MANY):
        raise ValueError(
            f"/{command.name}: its file is an option {FILE!r} on Discord; leave that name and a place free"
        )
    offered = command.on_message
    if offered is None:
        return
    if not 1 <= len(offered.label.strip()) <= LABEL:
        raise ValueError(f"/{command.name}: the label on a message has 1 to {LABEL} characters on Discord")
    if offered.option is None:
        if any(option.required for option in command.options):
            raise ValueError(f"/{command.name}: on a message it is asked without any option, and one is required")
    elif offered.option not in names or command.option(offered.option).kind is not str:
        raise ValueError(f"/{command.name}: {offered.option!r} is no option that takes the text of a message")


def _check_payload(command: str, summary: str, options: list[Option]) -> None:
    size = len(command) + len(summary)
    for option in options:
        size += len(option.name) + len(option.help.text)
        size += sum(len(choice.label) + len(choice.value) for choice in option.choices)
    if size > PAYLOAD:
        raise ValueError(f"/{command}: names, descriptions and choices have {size} characters; Discord takes {PAYLOAD}")
