"""The command line: `python -m bot`, the same verbs as in the chat where they make sense."""

from __future__ import annotations

from bot import installed  # noqa: F401  # before the libraries: it says what to do where one is missing

# isort: split
import asyncio
import getpass
import sys
import uuid
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from bot import app, languages, progress, reference, settings, upkeep
from bot import demo as demonstration
from bot import doctor as diagnosis
from bot import health as own_health
from bot.adapters.base import State, Told
from bot.adapters.console import as_json, card
from bot.adapters.console.adapter import CHAT, USER
from bot.delivery.memory import LOCAL
from bot.pictures import Painter
from bot.terminal import done, stop
from bot.terminal import settings as settled
from data import editing
from data.checks import CODES
from data.desk import Desk
from data.dossier import Dossier, load
from data.editing import Done, told
from data.errors import DataError
from data.export import pieces
from data.publish import files as found_files
from data.publish import rehearse
from handlers import commands

T = TypeVar("T")

_MARKS: dict[State, str] = {"well": "well ", "odd": "odd  ", "wrong": "WRONG"}

DEMO = ("/senate", "/confidence", "/contest islamabad", "/contest senate chairman")
"""The questions whose cards the replay follows."""


@click.group(invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Division Bell: results and quotes of a parliament, each with its source and its date."""
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # always TextIOWrapper here
    if context.invoked_subcommand is None:
        context.invoke(run)


@main.command()
def run() -> None:
    """Serve the platforms that have tokens; without tokens, the console."""
    found = settled()
    sys.exit(done(app.run(found)))


@main.command()
def console() -> None:
    """Ask in this terminal, whatever tokens are set."""
    found = settled()

    async def talk() -> None:
        async with app.opened(found) as program:
            await app.console(program, found).run()

    done(talk())


@main.command()
@click.argument("line")
@click.option("--json", "json_", is_flag=True, help="Print the answer as JSON.")
@click.option("--as-of", "as_of", type=click.DateTime(["%Y-%m-%d"]), help="As published by the end of this day.")
@click.option("--language", type=click.Choice(languages.choices()), help="The language of the answer.")
@click.option(
    "--picture", type=click.Path(path_type=Path, dir_okay=False), help="Write the card's picture here: .png or .svg."
)
def ask(line: str, json_: bool, as_of: datetime | None, language: str | None, picture: Path | None) -> None:
    """Answer one LINE, such as "/senate"; the status is 1 when it could not be answered, or has no picture to write."""
    if picture is not None and picture.suffix not in demonstration.PICTURES:
        kinds = " or ".join(demonstration.PICTURES)
        stop(f"--picture {picture}: a picture is written as {kinds}; give the file such a name")
    found = settled()
    asked = line if as_of is None else f"{line} as_of:{as_of.date().isoformat()}"

    async def answered() -> bool:
        async with app.opened(found) as program:
            reply = await program.bot.answer_line(asked, USER, CHAT, "console", language or found.language)
            click.echo(as_json(reply) if json_ else card(reply, app.console(program, found).screen()))
            if picture is None or not reply.line:
                return bool(reply.line)
            if reply.picture is None:
                stop(f"{line} has no picture; ask /senate, /contest, /confidence, /quote or /timeline picture:yes")
            await demonstration.write_picture(reply.picture, picture, found)
            return True

    sys.exit(0 if done(answered()) else 1)


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Check dossier FILES against the record without loading them; faults and warnings are named with their places."""
    found = settled()

    async def checked() -> None:
        async with app.stored(found) as store:
            would = await rehearse(store, files, at=datetime.now(UTC))
        for path, each in zip(found_files(files), would, strict=True):
            for warning in each.warnings:
                click.echo(warning)
            click.echo(f"{path}: no faults; {'it would be a new revision' if each.changed else 'already on record'}")

    done(checked())


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Publish without asking.")
@click.option("--silent", is_flag=True, help="Tell nobody who follows what it is about.")
def push(file: Path, yes: bool, silent: bool) -> None:
    """Show what publishing the dossier FILE would do, and publish it when you say so."""

    async def read() -> Dossier:
        return await asyncio.to_thread(load, file)

    sys.exit(0 if done(_published(settled(), read, yes=yes, silent=silent)) else 1)


@main.command()
@click.argument("number", type=int, required=False)
@click.option("--reason", default="Taken back on the command line", help="Why, as it is kept.")
@click.option("--yes", is_flag=True, help="Take it back without asking.")
def undo(number: int | None, reason: str, yes: bool) -> None:
    """Take back revision NUMBER, or the newest: the record says again what it said before."""
    found = settled()

    async def taken() -> Dossier:
        async with app.room(found) as store:
            newest = number if number is not None else await store.newest()
        if newest is None:
            raise DataError("there is no revision to take back")
        return editing.undo(newest, reason)

    sys.exit(0 if done(_published(found, taken, yes=yes, silent=False)) else 1)


async def _published(
    found: settings.Settings, given: Callable[[], Coroutine[Any, Any, Dossier]], *, yes: bool, silent: bool
) -> bool:
    """Show a dossier's preview and publish it, if whoever sits there says so; give whether it is published."""
    me, at = f"{LOCAL}:{getpass.getuser()}", datetime.now(UTC)
    progress.said("Checking what it would change ...")
    dossier = await given()
    async with app.stored(found) as store:
        shown = await store.propose(dossier, editor=me, role="owner", request=f"{LOCAL}:{uuid.uuid4()}", at=at)
        for line in told.preview(shown, least=not store.counts_all):
            click.echo(line)
        if not yes and not (sys.stdin.isatty() and click.confirm("Publish?")):
            await store.discard(shown.draft.id, editor=me, role="owner", at=at)
            click.echo("Nothing was published." + ("" if sys.stdin.isatty() else " With --yes it is."))
            return False
        request = f"{LOCAL}:{uuid.uuid4()}"
        outcome = await store.publish(
            shown.draft.id, editor=me, role="owner", request=request, at=datetime.now(UTC), silent=silent
        )
        click.echo(told.outcome(outcome))
        return isinstance(outcome, Done)


@main.command()
def revisions() -> None:
    """List the revisions of the record: number, when, who, dossier, why, and what was corrected or taken back."""
    found = settled()

    async def listed() -> None:
        async with app.room(found) as store:
            desk = Desk(store)
            gone = await desk.undone()
            for each in await desk.revisions(signed=True):
                click.echo(told.revision(each, gone=each.number in gone))

    done(listed())


@main.command()
@click.argument("revision", type=click.IntRange(min=1), required=False)
def deliveries(revision: int | None) -> None:
    """Show how far news and corrections of a REVISION, or of the newest that was sent, have come."""
    found = settled()

    async def shown() -> None:
        async with app.opened(found) as program:
            line = "deliveries" if revision is None else f"deliveries {revision}"
            reply = await program.bot.answer_line(line, USER, CHAT, "console", found.language)
            click.echo(card(reply, app.console(program, found).screen()))

    done(shown())


@main.command()
def demo() -> None:
    """Replay March 2021: the shipped updates one after another, with what each changed."""
    settled()
    shipped = settings.ROOT / "data/dossiers/pakistan-2021"

    async def replayed() -> None:
        async for line in demonstration.replay([shipped], shipped / "updates", DEMO):
            click.echo(line)

    done(replayed())


@main.command()
@click.option("--retell", is_flag=True, help="Have the next start tell the platforms the commands anew.")
def doctor(retell: bool) -> None:
    """Look at everything and say what is wrong and what to do; the status is 1 when something is wrong."""
    found = settled()
    told = done(diagnosis.examine(found, app.inquiries(found)))
    if retell:
        done(diagnosis.retell(found))
        told.append(Told("retell", "well", "the next start tells the platforms menus and commands anew"))
    wide = max(len(each.name) for each in told)
    for each in told:
        click.echo(f"{_MARKS[each.state]}  {each.name:{wide}}  {each.said}")
    sys.exit(1 if diagnosis.worst(told) == "wrong" else 0)


@main.command()
@click.option("--format", "form", type=click.Choice(["json"]), default="json", help="How it is written.")
def export(form: str) -> None:  # noqa: ARG001  # there is one form so far, and it is named so that others can follow
    """Write all that the record was made of: `export --format json > record.json`, a revision a line."""
    found = settled()

    async def written() -> None:
        with progress.shown("Writing revisions") as told_:
            async with app.stored(found) as store:
                total = await Desk(store).head()
                done = 0
                async for piece in pieces(store):
                    click.echo(piece, nl=False)
                    told_(done, total)
                    done = min(done + 1, total)

    done(written())


@main.command()
def health() -> None:
    """Ask the bot that runs here whether it is well; the status is 1 when it is not. For a container's check."""
    wrong = done(own_health.well(settled()))
    if wrong:
        stop(wrong)
    click.echo("well")


@main.command("write-docs", hidden=True)
def write_docs() -> None:
    """Write again what is made from declarations: for `make docs`."""
    (settings.ROOT / ".env.example").write_text(settings.example(), encoding="utf-8")
    (settings.ROOT / "docs/commands.md").write_text(reference.command_page(commands), encoding="utf-8")
    (settings.ROOT / "docs/checks.md").write_text(reference.checks_page(CODES), encoding="utf-8")
    (languages.LOCALE / "en/commands.ftl").write_text(reference.command_texts(commands), encoding="utf-8")


@main.command("write-gallery", hidden=True)
def write_gallery() -> None:
    """Draw a picture of every kind, in both languages and themes, into `docs/gallery/`: for `make gallery`."""
    settled()
    shipped = settings.ROOT / "data/dossiers/pakistan-2021"
    folder = settings.ROOT / "docs/gallery"
    folder.mkdir(exist_ok=True)

    async def drawn() -> list[tuple[str, str]]:
        files = []
        async with Painter(theme="light") as light, Painter(theme="dark") as dark:
            async for name, language, picture in demonstration.gallery([shipped, shipped / "updates"]):
                for theme, painter in (("light", light), ("dark", dark)):
                    file = f"{name}-{language}-{theme}.png"
                    (folder / file).write_bytes(await painter.png(picture))
                    files.append((file, picture.alt))
        return files

    (settings.ROOT / "docs/gallery.md").write_text(reference.gallery_page(done(drawn())), encoding="utf-8")


for command in upkeep.COMMANDS:
    main.add_command(command)

if __name__ == "__main__":
    main(prog_name="python -m bot")
