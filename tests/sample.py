"""A small bot for tests of the kernel and the adapters: a command for each thing an adapter has to show."""

from __future__ import annotations

import enum
from datetime import date
from typing import Annotated

from bot import grammar
from bot.commands import Commands, Help
from bot.dispatch import Bot
from bot.drawings import Group, Hemicycle
from bot.errors import UserError
from bot.messages import (
    Button,
    Card,
    Chat,
    Choice,
    Habits,
    Line,
    Medium,
    Note,
    Quote,
    Reply,
    Request,
    Role,
    Row,
    Shown,
    Span,
    User,
    spans,
)

HOSTILE = "<b>&amp; @everyone [x](http://x) *_~`|> <@1> /senate"
"""Text as a source might write it; nothing of it may become markup, a mention or a command."""

SENATE = Hemicycle(
    title="Senate",
    subtitle="4 March 2021",
    groups=(Group("PTI", "Pakistan Tehreek-e-Insaf", 25, "#C8102E"), Group("Others", "", 24)),
    total=100,
    total_label="seats",
    source="One source",
    alt="A half circle of 100 seats.",
    majority=51,
    majority_label="majority 51",
    unknown="not accounted for",
)

commands = Commands()


class Size(enum.Enum):
    SHORT = "short"
    FULL = "full"


class Kept:
    """The memory of a bot, in memory."""

    def __init__(self) -> None:
        self.cards: list[Card] = []
        self.lines: dict[str, str] = {}
        self.values: dict[str, str] = {}
        self.languages: dict[str, str] = {}
        self.roles: dict[str, Role] = {}
        self.audited: list[tuple[str, str, str]] = []
        self.postings: dict[tuple[str, str], tuple[Medium, Reply, str]] = {}
        self.whispers: dict[tuple[str, str], tuple[Reply, str, str, float]] = {}
        self.chats: dict[str, str] = {}
        self.homes: dict[str, Habits] = {}
        self.forgotten: list[str] = []

    async def issue(self, card: Card) -> None:
        self.cards.append(card)

    async def shorten(self, line: str) -> str:
        token = f"~{len(self.lines)}"
        self.lines[token] = line
        return token

    async def expand(self, token: str) -> str | None:
        return self.lines.get(token)

    async def remember(self, key: str, value: str) -> None:
        self.values[key] = value

    async def recall(self, key: str) -> str | None:
        return self.values.get(key)

    async def language(self, chat: Chat) -> str | None:
        return self.languages.get(chat.key)

    async def habits(self, chat: Chat) -> Habits:
        return self.homes.get(chat.key, Habits())

    async def role(self, user: User) -> Role | None:
        return self.roles.get(user.key)

    async def editors(self) -> dict[str, Role]:
        return dict(self.roles)

    async def audit(self, user: User, what: str, subject: str) -> None:
        self.audited.append((user.key, what, subject))

    async def posted(self, chat: Chat, message: str, medium: Medium, reply: Reply, language: str) -> None:
        self.postings[chat.key, message] = (medium, reply, language)

    async def whispered(
        self, chat: Chat, message: str, reply: Reply, language: str, *, through: str, seconds: float
    ) -> None:
        self.whispers[chat.key, message] = (reply, language, through, seconds)

    async def lifted(self, chat: Chat, message: str) -> None:
        self.postings.pop((chat.key, message), None)

    async def joined(self, chat: Chat, *within: Chat) -> bool:
        known = self.chats.get(chat.key) == "active"
        self.chats |= {each.key: "active" for each in within if each.key in self.chats} | {chat.key: "active"}
        return not known

    async def parked(self, chat: Chat, *within: Chat) -> None:
        self.chats |= {each.key: "parked" for each in within if each.key in self.chats} | {chat.key: "parked"}

    async def moved(self, old: Chat, new: Chat) -> None:
        self.chats[new.key] = self.chats.pop(old.key, "active")

    async def forget(self, key: str) -> None:
        self.forgotten.append(key)


async def seats(_services: None, typed: str, _language: str) -> list[Choice]:
    known = [Choice("islamabad", "Islamabad", "general seat"), Choice("lahore", "Lahore")]
    return [choice for choice in known if typed.lower() in choice.label.lower()]


@commands.add("/house", pure=True)
async def house(_request: Request, _services: None) -> Reply:
    """Show a chamber with a picture."""
    more = Button("Islamabad", line=grammar.line(commands["seat"], {"name": "islamabad"}))
    return Reply(
        title="Senate",
        blocks=(
            Row("PTI", "25", "as reported"),
            Note(spans("See ", Span("the page", link="https://example.org/a?b=1&c=2"))),
        ),
        footer=(Note(spans("Source: One source, 4 March 2021")),),
        picture=SENATE,
        buttons=((more,),),
        shows=(Shown("senate/pti", "25 unofficial"),),
        as_of=date(2021, 3, 4),
    )


@commands.add("/seat islamabad", "/seat islamabad size:full", aliases=("constituency",))
async def seat(
    _request: Request,
    _services: None,
    *,
    name: Annotated[str, Help("Seat or election", complete=seats, rest=True)],
    size: Annotated[Size, Help("How much to show")] = Size.SHORT,
    day: Annotated[date | None, Help("As of this day")] = None,
    top: Annotated[int, Help("How many", minimum=1, maximum=9)] = 3,
    loud: Annotated[bool, Help("Say it loudly")] = False,
) -> Reply:
    """Show one contest."""
    other = Button("Full", line=grammar.line(commands["seat"], {"name": name, "size": Size.FULL}))
    return Reply(
        title=f"Seat {name}",
        blocks=(
            Line(spans("It is ", Span("bold", "bold"), " and ", Span("italic", "italic"), " ", Span(HOSTILE))),
            Row("size", size.value, f"{day} {top} {loud}"),
            Quote("A glorious victory", "Somebody, fragment"),
        ),
        buttons=((other,),) if size is Size.SHORT else (),
        shows=(Shown("seat/votes", "169 unofficial"),),
        as_of=date(2021, 3, 4),
    )


@commands.add("/long")
async def long(_request: Request, _services: None) -> Reply:
    """Show an answer of many pages."""
    return Reply(title="Long", blocks=tuple(Line(spans(f"Line {number} " + "word " * 30)) for number in range(60)))


@commands.add("/secret", private=True)
async def secret(_request: Request, _services: None) -> Reply:
    """Answer for the asker alone."""
    return Reply(blocks=(Line(spans("Only for you.")),))


@commands.add("/wrong")
async def wrong(_request: Request, _services: None) -> Reply:
    """Be asked for something that is not there."""
    raise UserError("unknown-command-help", name="wrong")


@commands.add("/broken")
async def broken(_request: Request, _services: None) -> Reply:
    """Fail as a bug does."""
    raise RuntimeError("a bug with a secret 123:ABC")


class Counting(Kept):
    """A memory that counts what is read of chats."""

    def __init__(self) -> None:
        super().__init__()
        self.looks = 0

    async def language(self, chat: Chat) -> str | None:
        self.looks += 1
        return await super().language(chat)


def sample_bot(kept: Kept | None = None) -> Bot[None]:
    """Give a bot over the sample commands; incidents are all called c0ffee."""
    return Bot(commands, None, kept or Kept(), incident=lambda: "c0ffee")
