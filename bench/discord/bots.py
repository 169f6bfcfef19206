"""The bots that are compared: `python -m bench.discord.bots ours|kept|bare PORT FILE`.

`ours` looks each card up; `kept` declares the command pure, as the program's own are, so that answers are kept while
the record stays the same. Both run with a desk that writes down which card stands where. `bare` is discord.py alone.
All have uvloop, and ours spares the collector, as the program does.
"""

from __future__ import annotations

import argparse
import sqlite3
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import discord
import uvloop
import yarl
from discord import app_commands, ui
from discord.gateway import DiscordWebSocket
from discord.http import Route
from sqlite_utils import Database

from bench.discord.server import CARDS
from bot import heap
from bot.adapters.discord import DiscordAdapter
from bot.commands import Commands, Help
from bot.delivery import DeskMemory, Ledger
from bot.dispatch import Bot
from bot.drawings import Picture
from bot.messages import Button, Note, Reply, Request, Row, spans
from data.desk import Desk
from data.store import Store

TOKEN = "bench-token"  # noqa: S105  # of our own Discord
TITLE, SOURCE = "A contest of one seat", "Source: One newspaper, 4 March 2021 · as of 4 March 2021"
LABELS = [f"Candidate number {number} of a party" for number in range(8)]
ASKED = "select value from contested where name = ?"


async def card(_request: Request, store: Store, *, name: Annotated[str, Help("Which card", rest=True)]) -> Reply:
    """Show a card."""
    value = await store.read(lambda db: db.execute(ASKED, (name,)).fetchone()[0])
    rows = tuple(Row(label, value, "reported, not yet official") for label in LABELS)
    buttons = tuple(Button(f"More {number}", line=f"card card-{number}") for number in range(3))
    return Reply(TITLE, rows, (Note(spans(SOURCE)),), buttons=(buttons,))


class NoPaint:
    """A painter nobody asks."""

    async def png(self, picture: Picture) -> bytes:
        """Paint nothing."""
        raise NotImplementedError(picture)


async def ours(port: int, file: Path, *, pure: bool = False) -> None:
    """Serve the card with our adapter."""
    commands = Commands()
    commands.add("/card card-1", pure=pure)(card)
    async with Store(file) as store:
        desk = Desk(store)
        memory = DeskMemory(desk, Ledger(desk))
        bot = Bot(commands, store, memory, version=desk.record_version)
        heap.spare()
        await DiscordAdapter(
            bot, memory, NoPaint(), token=TOKEN,
            api_url=f"http://127.0.0.1:{port}/api/v10", gateway_url=f"ws://127.0.0.1:{port}",
        ).run()  # fmt: skip


class More(ui.DynamicItem[ui.Button[Any]], template=r"more:(?P<name>.+)"):
    """A button that outlives a restart, as discord.py's examples make one."""

    def __init__(self, label: str, name: str) -> None:
        super().__init__(ui.Button(label=label, custom_id=f"more:{name}"))


def view(value: str) -> ui.LayoutView:
    """Build the card as discord.py's examples build one."""
    text = "\n".join([f"### {TITLE}", *(f"{label}: **{value}** · reported, not yet official" for label in LABELS)])
    made = ui.LayoutView(timeout=None)
    row: ui.ActionRow[Any] = ui.ActionRow(*(More(f"More {number}", f"card-{number}") for number in range(3)))
    parts = [ui.TextDisplay[Any](text), ui.Separator[Any](), ui.TextDisplay[Any](f"-# {SOURCE}"), row]
    made.add_item(ui.Container(*parts, accent_colour=0x2F6F62))
    return made


async def bare(port: int, file: Path) -> None:
    """Serve the card with discord.py alone."""
    Route.BASE = f"http://127.0.0.1:{port}/api/v10"
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"ws://127.0.0.1:{port}")
    client = discord.Client(intents=discord.Intents(guilds=True), max_messages=None)
    tree = app_commands.CommandTree(client)
    connection = sqlite3.connect(file)

    @tree.command(name="card", description="Show a card")
    async def answer(interaction: discord.Interaction, name: str) -> None:
        (value,) = connection.execute(ASKED, (name,)).fetchone()
        await interaction.response.send_message(view=view(value), allowed_mentions=discord.AllowedMentions.none())

    async with client:
        await client.login(TOKEN)
        await tree.sync()
        await client.connect()


async def fill(file: Path) -> None:
    """Make the cards' table in a store of its own."""

    def made(db: Database) -> None:
        db.execute("create table contested (name text primary key, value text) without rowid")
        db.conn.executemany("insert into contested values (?, ?)", [(f"card-{n}", f"{n} votes") for n in range(CARDS)])

    async with Store(file) as store:
        await store.write(made)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("which", choices=["ours", "kept", "bare"])
    parser.add_argument("port", type=int)
    parser.add_argument("file", type=Path)
    given = parser.parse_args()
    served = bare if given.which == "bare" else partial(ours, pure=given.which == "kept")
    uvloop.run(served(given.port, given.file))
