"""A bot whose commands ask for rights, take files, are searched and start: what the sample bot leaves out."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from bot import grammar
from bot.commands import Commands, Help, OnMessage
from bot.dispatch import Bot
from bot.errors import UserError
from bot.messages import Button, Line, Note, Reply, Request, Shown, spans
from tests.sample import Kept, house, long, seat

commands = Commands()
drawn = 0
commands.add("/house", pure=True)(house)
commands.add("/seat islamabad", "/seat islamabad size:full", pure=True)(seat)
commands.add("/long", inline=True)(long)

Words = Annotated[str, Help("Words", rest=True)]
LONG_NAME = "a seat whose name is far too long for the button of any platform there is"


@commands.add("/start", private=True)
async def start(_request: Request, _services: None) -> Reply:
    """Begin."""
    return Reply(title="Begin", buttons=((Button("House", line="house"),), (Button("Seat", line="seat islamabad"),)))


@commands.add("/help", private=True)
async def help(_request: Request, _services: None) -> Reply:  # noqa: A001  # the name people type
    """Explain."""
    return Reply(title="Help")


@commands.add("/search islamabad", pure=True)
async def search(_request: Request, _services: None, *, words: Words) -> Reply:
    """Find."""
    if words == "nothing":
        return Reply(blocks=(Note(spans("Nothing.")),))
    if words == "nothing but offers":
        raise UserError("search-none", typed=words, buttons=(Button("House", line="house"),))
    if words == "twice":
        lines = ["house", "chamber", "seat x"]
    elif words == "slow":
        lines = ["seat first", "stuck", "seat last"]
    elif words == "many":
        lines = [f"seat number {number}" for number in range(20)]
    else:
        lines = [grammar.line(commands["seat"], {"name": words}), "house", "house", "watch", "help", "wrong"]
        lines.append(grammar.line(commands["seat"], {"name": LONG_NAME}))
    return Reply(title="Found", buttons=tuple((Button(line[:20], line=line),) for line in lines))


@commands.add("/stuck", pure=True)
async def stuck(_request: Request, _services: None) -> Reply:
    """Never answer."""
    await asyncio.Event().wait()
    return Reply()


@commands.add("/check K7Q2F9", inline=True, on_message=OnMessage("Check", "code", code=True))
async def check(_request: Request, _services: None, *, code: Words) -> Reply:
    """Say whether a card holds."""
    return Reply(title=f"Card {code}", shows=(Shown("a", "1"),))


@commands.add("/chamber", pure=True)
async def chamber(request: Request, services: None) -> Reply:
    """Show a chamber under another name."""
    return await house(request, services)


@commands.add("/any_", inline=True)
async def any_(_request: Request, _services: None) -> Reply:
    """Show another figure each time."""
    global drawn  # noqa: PLW0603  # what makes it another each time
    drawn += 1
    return Reply(title=f"Number {drawn}", shows=(Shown(f"figure/{drawn}", "1"),))


@commands.add("/note some words", on_message=OnMessage("Note", "words"))
async def note(_request: Request, _services: None, *, words: Words) -> Reply:
    """Take a message's words."""
    return Reply(title=words)


@commands.add("/watch", manages=True)
async def watch(request: Request, _services: None) -> Reply:
    """Follow everything."""
    return Reply(title=f"Watched by {request.user.key} in {request.chat.key}")


@commands.add("/push", role="editor", upload=True)
async def push(
    request: Request, _services: None, *, dossier: Annotated[str | None, Help("A dossier", rest=True)] = None
) -> Reply:
    """Publish."""
    sent = "" if request.upload is None else (await request.upload.read(100)).decode()
    name = "" if request.upload is None else request.upload.name
    return Reply(title="Pushed", blocks=(Line(spans(f"{dossier}|{name}|{sent}|{request.update}|{request.role}")),))


@commands.add("/grant", role="owner")
async def grant(_request: Request, _services: None) -> Reply:
    """Let somebody edit."""
    return Reply(title="Granted")


@commands.add("/mine")
async def mine(_request: Request, _services: None) -> Reply:
    """Show a button that leads to an answer for one person."""
    return Reply(title="Mine", buttons=((Button("Help", line="help"),),))


def declared_bot(kept: Kept, **named: Any) -> Bot[None]:
    return Bot(commands, None, kept, incident=lambda: "c0ffee", **named)
