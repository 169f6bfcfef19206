"""Asking a bot in a test, and reading what it says."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Annotated, Any

from bot.commands import Commands, Help
from bot.dispatch import Bot
from bot.messages import Card, Chat, Line, Note, Reply, Request, User
from tests.sample import Kept, sample_bot

USER = User("console", "1", "Ada")
CHAT = Chat("console", "1", private=True)
Answer = Callable[..., Awaitable[Reply]]


class Counting(Kept):
    """Kept, and how often a card was issued."""

    def __init__(self) -> None:
        super().__init__()
        self.issued = 0

    async def issue(self, card: Card) -> None:
        self.issued += 1
        await super().issue(card)


def request(command: str, options: Mapping[str, Any] | None = None, *, language: str = "en", page: int = 1) -> Request:
    return Request(command, options or {}, USER, CHAT, language=language, page=page)


async def ask(text: str, bot: Bot[Any] | None = None, language: str = "en") -> Reply:
    return await (bot or sample_bot()).answer_line(text, USER, CHAT, language=language)


def said(reply: Reply) -> str:
    """Give the text of a reply that is one sentence."""
    (block,) = reply.blocks
    assert isinstance(block, Line | Note)
    return "".join(span.text for span in block.text)


def labelled(reply: Reply) -> dict[str, str | None]:
    return {button.label: button.line for row in reply.buttons for button in row}


def bot_of(*handlers: Answer, memory: Kept | None = None) -> Bot[None]:
    commands = Commands()
    for handler in handlers:
        commands.add()(handler)
    return Bot(commands, None, memory or Kept(), incident=lambda: "c0ffee")


def shower(reply: Reply) -> Answer:
    async def show(_request: Request, _services: None, *, name: Annotated[str, Help("Name", rest=True)] = "") -> Reply:
        """Show it."""
        return replace(reply, title=f"{reply.title}{name}")

    return show
