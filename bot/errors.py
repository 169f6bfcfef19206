"""What can go wrong, as a tree; anything else that escapes a handler is a bug and is logged as one.

BotError
├── UserError            a person can read it and act on it; shown as it stands, in the person's language
│   ├── UnknownCommand   names the nearest commands
│   ├── MissingOption    asks for it, with choices where there are any
│   └── BadOption        says what is expected
├── SetUpError           the program cannot start as it is set up: one line for the operator, exit 1
└── PlatformError        a platform said no
    ├── NotAdmitted      the token or the rights are wrong: no retry helps, that adapter stops
    ├── ChatGone         blocked, kicked or deleted: nothing more goes there
    │   └── ChatMoved    it has another id now
    ├── MessageGone      somebody deleted the message
    ├── Refused          this one thing may not be done, such as an edit of a message too old; the chat is there
    │   └── Unpainted    its picture could not be painted, which it may be later
    └── TryLater         over a limit or out of order for `seconds`
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.commands import Command, Option
    from bot.languages import Argument, Texts
    from bot.messages import Button


class BotError(Exception):
    """Base of all errors of the kernel."""


class UserError(BotError):
    """Something a person can read and act on: the key of a text with its arguments, and buttons that lead on."""

    def __init__(self, key: str, *, buttons: tuple[Button, ...] = (), **arguments: Argument) -> None:
        super().__init__(key, arguments)
        self.key = key
        self.arguments = arguments
        self.buttons = buttons

    def say(self, texts: Texts) -> str:
        """Give the sentence in the language of `texts`."""
        return texts(self.key, **self.arguments)


class UnknownCommand(UserError):
    """No command has this name; `nearest` are names of commands, best first."""

    def __init__(self, name: str, nearest: tuple[str, ...]) -> None:
        super().__init__("unknown-command" if nearest else "unknown-command-help", name=name)
        self.nearest = nearest


class MissingOption(UserError):
    """A required option was not given."""

    def __init__(self, command: Command, option: Option) -> None:
        super().__init__("missing-option", option=option.name, what=option.help.text)
        self.command = command
        self.option = option


class BadOption(UserError):
    """An option's value cannot be read as what the option takes."""

    def __init__(self, command: Command, option: Option, value: str, expected: str, **arguments: Argument) -> None:
        super().__init__(expected, buttons=(), option=option.name, value=value, **arguments)
        self.command = command
        self.option = option


class SetUpError(BotError):
    """The program cannot start as it is set up; its text is one clear line for the operator."""


class PlatformError(BotError):
    """A platform refused something."""


class NotAdmitted(PlatformError):
    """The token or the rights are wrong; its text says which setting to change and never holds the token."""


class ChatGone(PlatformError):
    """The chat blocked, removed or deleted the bot, or is itself deleted."""


class ChatMoved(ChatGone):
    """The chat goes on under another id; `to` is its key (`telegram:-100123`)."""

    def __init__(self, to: str) -> None:
        super().__init__(f"the chat is now {to}")
        self.to = to


class MessageGone(PlatformError):
    """The message that was to be edited or answered is not there any more."""


class Refused(PlatformError):
    """The platform does not allow this one thing: an edit that comes too late, a reply without the right to write."""


class Unpainted(Refused):
    """The picture that was to replace one that stands could not be painted; the platform was not asked."""


class TryLater(PlatformError):
    """The platform asks to wait `seconds` seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"try again in {seconds:g} s")
        self.seconds = seconds
