"""A source as an editor names it: one on record by its id or name, or a new one by publisher, address, date and title.

`dawn https://… 2021-03-03 "PTI makes gains"`, in any order: an address begins with http, a date is a date, what stands
in quotation marks is the title, `kind=official` and `language=ur` are said so; all other words are the publisher.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from sqlite_utils import Database

from bot.errors import UserError
from bot.languages import texts
from bot.messages import Button, Choice
from data.folding import fold, tokens, words
from data.record.reading import NOW, Record, rows
from data.store import Store
from handlers.editing.again import OFFERED, Again

_PIECE = re.compile(
    r'"(?P<title>(?:[^"\\]|\\.)*)"|“(?P<curly>[^”]*)”'
    r"|(?P<url>https?://\S+)|(?P<date>\d{4}-\d{1,2}-\d{1,2})(?=\s|\Z)|(?P<mark>kind|language)=(?P<said>\S+)|(?P<word>\S+)",
    re.IGNORECASE,
)
_NAME = re.compile(r"([A-Za-z][A-Za-z0-9_]*):")
TWEETS = ("twitter.com", "x.com")
SHORT = 40
"""Characters of a publisher's name in a source's id, so that a table's id has room for it."""

Declared = dict[str, object]
"""A thing as a dossier declares it, before the schema has looked at it."""


@dataclass(frozen=True, slots=True)
class Given:
    """What was said of a source; `name` is a publisher, or the id or name of a source on record."""

    name: str
    url: str | None = None
    published: date | None = None
    title: str | None = None
    marks: dict[str, str] = field(default_factory=dict)

    @property
    def bare(self) -> bool:
        """Say whether nothing but a name was given."""
        return not (self.url or self.published or self.title)


@dataclass(frozen=True, slots=True)
class Found:
    """A source by its id, and by whom; `declared` is what a dossier says of it where the record does not hold it."""

    id: str
    publisher: str
    published: date | None
    declared: Declared | None = None

    def section(self) -> dict[str, Declared]:
        """Give the dossier's section of sources."""
        return {} if self.declared is None else {self.id: self.declared}


def read(text: str) -> Given:
    """Read what was typed.

    Raises UserError for two addresses, dates or titles, for a day no calendar has, and for a word such as `date:`,
    which would be read as part of the publisher's name.
    """
    names: list[str] = []
    found: dict[str, str] = {}
    marks: dict[str, str] = {}
    for match in _PIECE.finditer(text):
        if match["word"]:
            if (name := _NAME.match(match["word"])) is not None:
                raise UserError("source-no-name", name=name[1])
            names.append(match["word"])
        elif match["mark"]:
            marks[match["mark"].lower()] = match["said"].lower()
        else:
            kind = "title" if match["curly"] is not None else str(match.lastgroup)
            if kind in found:
                raise UserError("source-twice", value=match[0])
            found[kind] = match["curly"] if match["curly"] is not None else match[kind]
    title = re.sub(r"\\(.)", r"\1", found["title"]) if found.get("title") else None
    return Given(" ".join(names), found.get("url"), _day(found.get("date")), title, marks)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserError("source-bad-date", value=text) from None


def find(db: Database, typed: str, day: date, again: Again) -> Found:
    """Give the source that was meant, on record or new. Raises UserError that offers those it could be.

    A new one needs a publisher, and an address or both a title and a date; without a date it counts for `day`, and says
    that this is inferred.
    """
    given = read(typed)
    known = rows(db, NOW, "sources", {}, "id")
    if given.url is not None:
        return _at(given, given.url, known, day, again)
    fitting = [each for each in known if _fits(each, given)]
    if given.title is not None and given.published is not None and not fitting:
        return _new(given, known, day)
    exact = [each for each in fitting if each["id"] == given.name]
    if len(exact or fitting) == 1:
        return _found((exact or fitting)[0])
    if fitting:
        newest = sorted(fitting, key=lambda each: each["published"] or "", reverse=True)
        raise UserError("source-which", typed=typed, count=len(fitting), buttons=_buttons(newest, again))
    near = _nearest(given.name, known)
    raise UserError(
        "source-near" if near else "source-unknown", typed=given.name or typed, buttons=_buttons(near, again)
    )


async def source_names(store: Store, typed: str, _language: str) -> list[Choice]:
    """Give the sources on record that fit what is typed so far, the newest first."""
    found = await store.read(lambda db: rows(db, NOW, "sources", {}, "published DESC, id"))
    fitting = [each for each in found if _begun(each, typed)]
    return [Choice(each["id"], each["publisher"], _detail(each)) for each in fitting]


def _at(given: Given, url: str, known: list[Record], day: date, again: Again) -> Found:
    """Give the source at an address, which is on record or new."""
    held = next((each for each in known if each["url"] and _address(each["url"]) == _address(url)), None)
    if held is None:
        if not given.name:
            raise UserError("source-no-publisher", url=url)
        return _new(given, known, day)
    if given.name and not _named(held, given.name):
        raise UserError("source-other-publisher", publisher=held["publisher"], buttons=_buttons([held], again))
    return _found(held)


def _new(given: Given, known: list[Record], day: date) -> Found:
    publisher = next((each["publisher"] for each in known if fold(each["publisher"]) == fold(given.name)), given.name)
    declared: Declared = {
        "kind": given.marks.get("kind") or ("tweet" if _host(given.url) in TWEETS else "article"),
        "publisher": publisher,
        "published": (given.published or day).isoformat(),
        "language": given.marks.get("language", "en"),
    }
    if given.title:
        declared["title"] = given.title
    if given.url:
        declared["url"] = given.url
    if given.published is None:
        declared["published_note"] = texts("en")("source-date-not-given")
    return Found(_id(given), publisher, given.published or day, declared)


def _found(held: Record) -> Found:
    published = date.fromisoformat(held["published"]) if held["published"] else None
    return Found(held["id"], held["publisher"], published)


def _fits(held: Record, given: Given) -> bool:
    """Say whether a source on record is what was named, as far as anything was said of it."""
    if given.published is not None and held["published"] != given.published.isoformat():
        return False
    if given.title is not None and words(held["title"] or "") != words(given.title):
        return False
    return bool(given.name) and _named(held, given.name)


def _named(held: Record, name: str) -> bool:
    return held["id"] == name or words(name) in {words(held["publisher"]), words(held["title"] or ""), held["account"]}


def _begun(held: Record, typed: str) -> bool:
    known = tokens(f"{held['publisher']} {held['title'] or ''} {held['id']}")
    return all(any(word.startswith(start) for word in known) for start in tokens(typed))


def _nearest(name: str, known: list[Record]) -> list[Record]:
    folded: dict[str, Record] = {}
    for each in sorted(known, key=lambda each: each["published"] or ""):
        folded |= {words(each["publisher"]): each, words(each["title"] or ""): each}
    folded.pop("", None)
    near = difflib.get_close_matches(words(name), list(folded), n=OFFERED, cutoff=0.6)
    begun = [each for text, each in folded.items() if words(name) and f" {text} ".find(f" {words(name)}") >= 0]
    return [*{each["id"]: each for each in [*(folded[text] for text in near), *begun]}.values()]


def _buttons(found: Iterable[Record], again: Again) -> tuple[Button, ...]:
    return tuple(again.button(_label(each, again), source=each["id"]) for each in [*found][:OFFERED])


def _label(held: Record, again: Again) -> str:
    day = again.t.date(date.fromisoformat(held["published"])) if held["published"] else held["title"] or held["id"]
    return f"{held['publisher']}, {day}"


def _detail(held: Record) -> str:
    return " · ".join(part for part in (held["published"], held["title"]) if part)


def _address(url: str) -> str:
    """Give an address as pages are told apart: without what a browser adds or drops."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{(parts.netloc or '').lower().removeprefix('www.')}{parts.path.rstrip('/')}{query}"


def _host(url: str | None) -> str:
    return (urlsplit(url or "").hostname or "").removeprefix("www.")


def _id(given: Given) -> str:
    """Give the id of a new source: its publisher, and signs that no dossier written by hand would choose."""
    name = "-".join(word for word in tokens(given.name) if word.isascii())[:SHORT].strip("-") or "source"
    what = _address(given.url) if given.url else f"{given.title} {given.published}"
    return f"{name}-{hashlib.sha256(what.encode()).hexdigest()[:8]}"
