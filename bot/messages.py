"""All that crosses the border between the bot and a platform: values without markup and without behaviour.

Text is spans with a style, so nothing is escaped twice and nothing a source wrote can become markup, a mention or a
command. Standard library only: a platform, a handler and a picture can all depend on this file.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Literal

from bot.drawings import Picture

Style = Literal["plain", "bold", "italic", "code"]
Via = Literal["command", "button", "inline", "console", "form"]
Medium = Literal["text", "picture"]

Role = Literal["contributor", "editor", "owner"]
"""Who may change the record: a contributor proposes, an editor publishes, an owner also grants and redacts."""

NEVER = datetime.min.replace(tzinfo=UTC)

LINE_BYTES = 64
"""The longest line a button can carry: Telegram's `callback_data` is 1 to 64 bytes, Discord's `custom_id` 100."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style; `link` is an http(s) address or nothing."""

    text: str
    style: Style = "plain"
    link: str | None = None


Spans = tuple[Span, ...]


def spans(*parts: str | Span) -> Spans:
    """Give the parts as spans, plain strings in the plain style."""
    return tuple(Span(part) if isinstance(part, str) else part for part in parts)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of running text."""

    text: Spans


@dataclass(frozen=True, slots=True)
class Row:
    """One figure on a line of its own: what it is, how much, and what has to be said beside it."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words, untouched, and the line that says whose they are and what kind of quotation this is."""

    text: str
    attribution: str


@dataclass(frozen=True, slots=True)
class Note:
    """Small print: a caveat, a source, a date."""

    text: Spans


Block = Line | Row | Quote | Note


@dataclass(frozen=True, slots=True)
class Button:
    """Exactly one of `line` (run it), `search` (start typing it) and `url` (open it) is set; else it raises ValueError.

    A handler may give a line of any length: `Bot` keeps one over LINE_BYTES and hands out a token in its place. With
    `form`, a platform that has forms opens the command's form filled with what the line says, and others run the line;
    or, with `copy`, put that text at hand to be changed and sent.
    """

    label: str
    line: str | None = None
    search: str | None = None
    url: str | None = None
    form: bool = False
    style: Literal["plain", "primary", "danger"] = "plain"
    copy: str = ""

    def __post_init__(self) -> None:
        if sum(way is not None for way in (self.line, self.search, self.url)) != 1:
            raise ValueError("a button has exactly one of line, search and url")
        if not self.label.strip():
            raise ValueError("a button needs a label")
        if self.form and self.line is None:
            raise ValueError("a form is filled from a line")
        if self.copy and not self.form:
            raise ValueError("a text is put at hand in place of a form")
        if self.line is not None and not self.line.strip():
            raise ValueError("a button's line names a command")


@dataclass(frozen=True, slots=True)
class Choice:
    """One suggestion: an autocomplete row, a button of a short list, a completion in the console."""

    value: str
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as a card showed it: its id in the record, and its state (value and status) at that moment."""

    figure: str
    state: str

    @property
    def status(self) -> str:
        """The last word of the state: `unofficial` of `169 unofficial`."""
        return self.state.rpartition(" ")[2]


@dataclass(frozen=True, slots=True)
class Live:
    """That a card is kept up to date in its message, by answering its line again, for at most so long.

    It ends sooner once that answer is no longer live. `final` is the line whose answer stands there at the end (None:
    the last one stays), `ticking` says that it changes while the record does not, and `pinned` that it is to be kept at
    hand.
    """

    seconds: float
    final: str | None = None
    ticking: bool = False
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as a value.

    A handler fills `title` to `live`, and `colour` (`#rrggbb`) where the answer is about one party; `Bot` adds what
    identifies the answer: the line that asked for it (unless the handler names one that means the same in every chat),
    the page, the code when figures are shown, and the revision of the record it was made at (0 where none is kept).
    `footer` (sources, date, code) stands under every page. What is known of the chats and people in `forgets`, by their
    keys, is deleted before the answer goes out. With `live`, the message is kept up to date. A `hush` is for somebody
    who asks too much and was told so: it is shown only where a platform wants every question answered.
    """

    title: str = ""
    blocks: tuple[Block, ...] = ()
    footer: tuple[Note, ...] = ()
    picture: Picture | None = None
    buttons: tuple[tuple[Button, ...], ...] = ()
    shows: tuple[Shown, ...] = ()
    as_of: date | None = None
    private: bool = False
    forgets: tuple[str, ...] = ()
    live: Live | None = None
    line: str = ""
    page: int = 1
    code: str = ""
    revision: int = 0
    colour: str | None = None
    hush: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """What is kept of an issued card, without any chat: enough to show it again and to say whether it still holds."""

    code: str
    line: str
    as_of: date | None
    shows: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class User:
    """Who asks; `id` is the platform's, `key` names them everywhere else (`telegram:123`)."""

    platform: str
    id: str
    name: str

    @property
    def key(self) -> str:
        """The name by which the desk knows them."""
        return f"{self.platform}:{self.id}"


@dataclass(frozen=True, slots=True)
class Chat:
    """Where it is asked; `private` means that nobody else reads along.

    A topic of a Telegram forum is a place of its own, `-100123/45`; a thread on Discord has an id of its own. `lasting`
    says whether the bot can write there, and edit, once the answer is given: not where it is no member, nor in a
    terminal, which is private all the same.
    """

    platform: str
    id: str
    private: bool
    lasting: bool = True

    @property
    def key(self) -> str:
        """The name by which the desk knows it (`telegram:-100123/45`)."""
        return f"{self.platform}:{self.id}"


@dataclass(frozen=True, slots=True)
class Habits:
    """What a chat chose that answers hang on: its time zone, and the parliament whose houses it means."""

    timezone: str = "UTC"
    parliament: str | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """A file somebody sent with a request. It is fetched only when a handler asks: `await upload.read(limit)`.

    `size` is what the platform says, in bytes; `read` raises UserError for a file over the limit, and TryLater where
    the platform does not hand it out.
    """

    name: str
    size: int | None
    read: Callable[[int], Awaitable[bytes]] = field(repr=False, compare=False)


NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Request:
    """One thing a person asked for, with every option already typed.

    `update` is the platform's own id of what arrived (`telegram:42/4711`): the same thing delivered twice has it twice;
    `answering` the id of the message it is a reply to. `role` is filled for commands that ask for one. `Bot` fills in
    `at`, the moment it is answered, and `timezone` (as in the time zone database) and `parliament` by what the chat
    chose, unless they are given.
    """

    command: str
    options: Mapping[str, Any]
    user: User
    chat: Chat
    via: Via = "command"
    language: str = "en"
    page: int = 1
    update: str = ""
    upload: Upload | None = None
    role: Role | None = None
    answering: str = ""
    timezone: str = ""
    parliament: str | None = None
    at: datetime = NEVER
