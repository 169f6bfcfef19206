"""The commands that look after what is kept: copies, the record made anew, the file's free space, another desk."""

from __future__ import annotations

import asyncio
import shlex
import sys
from pathlib import Path

import click

from bot import progress
from bot.settings import Settings
from bot.terminal import done, settings, stop
from data import backup as copies
from data.errors import DataError
from data.rebuild import rebuild as rebuild_record
from data.store import Store


def _elsewhere(found: Settings) -> str:
    """Give what the desk is called where it is elsewhere, without its password; what is no address ends the command."""
    if found.desk is None:
        return ""
    from data.postgres import Postgres  # noqa: PLC0415  # the library is loaded only where it is needed

    try:
        return Postgres(found.desk.get_secret_value()).called
    except DataError as error:
        stop(str(error))


@click.command()
@click.option("--replace", is_flag=True, help="Put the record made anew in the place of one that differs.")
def rebuild(replace: bool) -> None:
    """Make the record anew from its revisions and say whether it equals the one in use."""
    found = settings()
    desk = _elsewhere(found)

    async def rebuilt() -> bool:
        with progress.shown("Applying revisions") as told_:
            async with Store(found.database) as store:
                result = await rebuild_record(store, replace=replace, progress=told_)
        for difference in result.differences:
            click.echo(difference)
        if result.replaced:
            click.echo("The record differed from its revisions and was made anew from them.")
        else:
            click.echo("The record equals its revisions." if result.equal else "The record differs from its revisions.")
        if desk:
            click.echo(f"These are the revisions as they are here; doctor says how far the desk {desk} is ahead.")
        return result.equal or result.replaced

    sys.exit(0 if done(rebuilt()) else 1)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Copy the database to FILE, also while the bot is running, and check the copy."""
    found = settings()
    desk = _elsewhere(found)
    with progress.shown("Copying") as told_:
        copied = done(copies.backup(found.database, file, told_))
    held = ", ".join(f"{count} {table}" for table, count in copied.rows.items())
    click.echo(f"{copied.path}: {copied.size:,} bytes, whole; {held}")
    if desk:
        click.echo(
            f"This is the record. The desk is {desk} and not in it; with DESK as in .env: "
            f'pg_dump --format=custom --file={shlex.quote(f"{file}.desk")} "$DESK"'
        )


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--yes", is_flag=True, help="Do not ask.")
def restore(file: Path, yes: bool) -> None:
    """Put the backup FILE in the place of the database; what was there is kept beside it. Stop the bot first."""
    found = settings()
    desk = _elsewhere(found)
    if not yes and not click.confirm(f"Replace {found.database} with {file}?", err=True):
        stop("Nothing was changed.")
    with progress.shown("Restoring") as told_:
        restored = done(copies.restore(found.database, file, told_, apart=found.desk is not None))
    before = "nothing was there before" if restored.kept is None else f"what was there is kept as {restored.kept}"
    click.echo(f"{restored.path} is {file} now; {before}")
    if desk:
        click.echo(
            f"This is the record. The desk {desk} is as it was, and the record takes over what came there since; "
            "how a copy of the desk is put back: docs/scale.md"
        )
    elif restored.follows:
        click.echo(
            "This is the record of a worker whose desk is elsewhere; set DESK, or no chat and no editor is known."
        )


@click.command("migrate-desk")
@click.option("--yes", is_flag=True, help="Move without asking.")
def migrate_desk(yes: bool) -> None:
    """Move the desk from DATABASE to the PostgreSQL that DESK names, and check it there. Stop the bot first."""
    found = settings()
    if found.desk is None:
        stop("DESK is not set; set it to where the desk is to be, such as postgresql://bell:…@db.example/bell")
    from data.postgres import Moved, Postgres, move  # noqa: PLC0415  # the library is loaded only where it is needed

    address = found.desk.get_secret_value()

    async def moved() -> Moved:
        desk = Postgres(address)
        if not yes and not click.confirm(f"Move the desk in {found.database} to {desk.called}?", err=True):
            raise DataError("nothing was moved")
        return await asyncio.to_thread(move, found.database, desk)

    moved_ = done(moved())
    for table, count in moved_.rows.items():
        click.echo(f"{table:16} {count:>12,} rows, the same there")
    click.echo(f"the desk is moved; {found.database} keeps the record, and {moved_.kept} is the file as it was")


@click.command()
def vacuum() -> None:
    """Give the database's free space back to the disk."""
    found = settings()
    desk = _elsewhere(found)
    progress.said(f"Writing {found.database} anew without its free space; this may take minutes ...")
    before, after = done(copies.vacuum(found.database))
    click.echo(f"{found.database}: {before:,} bytes before, {after:,} now")
    if desk:
        click.echo(f"This is the record. The desk {desk} PostgreSQL looks after itself (autovacuum).")


COMMANDS = (rebuild, backup, restore, migrate_desk, vacuum)
"""All of them, in their order."""
