"""What a chat chooses: language, time zone, when and how it is told, and whose houses it means."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import time
from functools import partial
from typing import Annotated
from zoneinfo import ZoneInfo

from bot.commands import Help
from bot.errors import UserError
from bot.grammar import line
from bot.languages import DEFAULT, Texts, choices, texts
from bot.messages import Block, Button, Choice, Note, Reply, Request, Row, spans
from data.desk import Desk, Settings
from data.record import chambers
from data.record.chambers import Chamber
from data.store import Store
from handlers import times
from handlers.registry import commands

OFF = ("off", "no", "none")
QUIET = ("22:00-07:00", "23:00-08:00")
DIGEST = ("08:00", "20:00")
"""What the buttons offer; any other time can be typed."""

NEAR = 6
"""Choices offered for what was typed."""

ROW = 5
"""Buttons of one row: more do not fit side by side on Discord."""


async def language_codes(_store: Store, typed: str, _language: str) -> list[Choice]:
    """Give the languages there are texts in."""
    return [Choice(each, _own_name(each)) for each in choices() if each.startswith(typed.strip().lower())]


async def zone_names(_store: Store, typed: str, _language: str) -> list[Choice]:
    """Give the time zones whose names hold what is typed."""
    return [Choice(each, each) for each in times.zones(typed)]


async def parliament_codes(store: Store, typed: str, _language: str) -> list[Choice]:
    """Give the parliaments on record."""
    found = await store.read(chambers.every)
    return [Choice(each, each.upper()) for each in _parliaments(found) if typed.strip().lower() in each]


@commands.add("/settings", "/settings timezone:Asia/Karachi", "/settings quiet:22:00-07:00", manages=True)
async def settings(  # one option for each thing that can be chosen
    request: Request,
    store: Store,
    *,
    language: Annotated[str | None, Help("Language of answers", complete=language_codes, named=True)] = None,
    timezone: Annotated[str | None, Help("Time zone, such as Asia/Karachi", complete=zone_names, named=True)] = None,
    quiet: Annotated[str | None, Help("Quiet hours, such as 22:00-07:00, or off", named=True)] = None,
    digest: Annotated[
        str | None, Help("When the news of a day come together, such as 20:00, or off", named=True)
    ] = None,
    silent: Annotated[bool | None, Help("Whether news come without a sound", named=True)] = None,
    parliament: Annotated[
        str | None, Help("Whose houses /senate and /assembly are", complete=parliament_codes, named=True)
    ] = None,
) -> Reply:
    """What this chat has chosen: language, time zone, quiet hours, digest, sound, parliament."""
    desk, houses = Desk(store), await store.read(chambers.every)
    given = {
        "language": None if language is None else _Chosen(_off_or(language, _language)),
        "timezone": None if timezone is None else _Chosen(_off_or(timezone, _zone)),
        "quiet": None if quiet is None else _Chosen(_off_or(quiet, _hours)),
        "digest": None if digest is None else _Chosen(_off_or(digest, _hour)),
        "silent": None if silent is None else _Chosen(silent),
        "parliament": None if parliament is None else _Chosen(_off_or(parliament, partial(_parliament, houses))),
    }
    chosen = {name: each.value for name, each in given.items() if each is not None}
    held = await desk.settings(request.chat.key)
    if chosen:
        # Times are by a clock: the one in force when they are chosen stays theirs.
        if held.timezone is None and (chosen.get("quiet") or chosen.get("digest")):
            chosen.setdefault("timezone", request.timezone)
        held = await desk.choose(request.chat.key, request.at, **chosen)
    return _card(held, request, houses, texts(held.language or request.language))


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What somebody chose: also to leave it to the installation, which is None."""

    value: object


def _off_or(typed: str, read: Callable[[str], object]) -> object:
    return None if typed.strip().lower() in OFF else read(typed.strip())


def _language(typed: str) -> str:
    if typed.lower() in choices():
        return typed.lower()
    buttons = tuple(Button(_own_name(each), line=_line(language=each)) for each in choices())
    raise UserError("settings-no-language", value=typed, buttons=buttons)


def _own_name(code: str) -> str:
    """Give what a language calls itself, with its digits where they are its own."""
    t = texts(code)
    name = t.language_name(code.partition("-u-")[0])
    return name if "-u-" not in code else t("settings-digits", language=name, digits=t.number(123))


def _zone(typed: str) -> str:
    found = times.zones(typed)
    whole = [each for each in found if each.lower() == typed.lower()]
    exact = whole or [each for each in found if times.is_called(each, typed)]
    if len(exact) == 1:
        return exact[0]
    buttons = tuple(Button(each, line=_line(timezone=each)) for each in (exact or found)[:NEAR])
    raise UserError("settings-no-zone", value=typed, buttons=buttons)


def _hours(typed: str) -> tuple[time, time]:
    found = times.hours(typed)
    if found is None:
        raise UserError("settings-no-hours", value=typed)
    return found


def _hour(typed: str) -> time:
    found = times.hour(typed)
    if found is None:
        raise UserError("settings-no-time", value=typed)
    return found


def _parliaments(houses: Iterable[Chamber]) -> tuple[str, ...]:
    return tuple(sorted({each.parliament for each in houses}))


def _parliament(houses: tuple[Chamber, ...], typed: str) -> str:
    known = _parliaments(houses)
    if typed.lower() in known:
        return typed.lower()
    buttons = tuple(Button(each.upper(), line=_line(parliament=each)) for each in known[:NEAR])
    raise UserError("settings-no-parliament", value=typed, buttons=buttons)


def _card(held: Settings, request: Request, houses: tuple[Chamber, ...], t: Texts) -> Reply:
    zone = held.timezone or request.timezone
    rows: list[Block] = [
        Row(t("settings-language"), _own_name(held.language) if held.language else t("settings-left")),
        Row(t("settings-zone"), zone, t.clock(request.at.astimezone(ZoneInfo(zone)))),
        Row(t("settings-quiet"), _span(held.quiet, t)),
        Row(
            t("settings-digest"), t.clock(held.digest) if held.digest else t("settings-off"), t("settings-digest-note")
        ),
        Row(t("settings-silent"), t("settings-on" if held.silent else "settings-off")),
    ]
    several = _parliaments(houses) if len(_parliaments(houses)) > 1 else ()
    if several:
        chosen = held.parliament.upper() if held.parliament else t("settings-none")
        rows.append(Row(t("settings-parliament"), chosen, t("settings-parliament-note")))
    where = "settings-yours" if request.chat.private else "settings-here"
    return Reply(
        title=t("settings-title"),
        blocks=(*rows, Note(spans(t(where)))),
        buttons=tuple(row for row in _buttons(held, zone, houses, several, t) if row),
    )


def _at(hour: time | None, t: Texts) -> str:
    return t("settings-off") if hour is None else t.clock(hour)


def _span(hours: tuple[time, time] | None, t: Texts) -> str:
    if hours is None:
        return t("settings-off")
    return t("settings-from-to", begin=t.clock(hours[0]), end=t.clock(hours[1]))


def _buttons(
    held: Settings, zone: str, houses: tuple[Chamber, ...], several: tuple[str, ...], t: Texts
) -> tuple[tuple[Button, ...], ...]:
    """Give the usual choices other than what is chosen, a row each."""
    spoken = [each for each in choices() if each != (held.language or DEFAULT)]
    zones = [each for each in sorted({"UTC", *(house.timezone for house in houses)}) if each != zone]
    quiet = [each for each in QUIET if held.quiet is None or each != "-".join(f"{at:%H:%M}" for at in held.quiet)]
    digest = [each for each in DIGEST if held.digest is None or each != f"{held.digest:%H:%M}"]
    off = (Button(t("settings-quiet-off"), line=_line(quiet=OFF[0])),) if held.quiet else ()
    apart = (Button(t("settings-digest-off"), line=_line(digest=OFF[0])),) if held.digest else ()
    sound = t("settings-with-sound" if held.silent else "settings-without-sound")
    return (
        tuple(Button(_own_name(each), line=_line(language=each)) for each in spoken[:ROW]),
        tuple(Button(each, line=_line(timezone=each)) for each in zones[:ROW]),
        (*(Button(t("settings-quiet-at", hours=each), line=_line(quiet=each)) for each in quiet), *off),
        (*(Button(t("settings-digest-at", time=each), line=_line(digest=each)) for each in digest), *apart),
        (Button(sound, line=_line(silent=not held.silent)),),
        tuple(Button(each.upper(), line=_line(parliament=each)) for each in several if each != held.parliament)[:ROW],
    )


def _line(**chosen: object) -> str:
    return line(commands["settings"], chosen)
