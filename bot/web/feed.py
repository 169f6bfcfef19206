"""The feed of updates and corrections as Atom (RFC 4287): text of sources is text, whatever it holds. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from bot.languages import Texts
from bot.messages import Block, Line, Note, Quote, Reply, Row, Spans
from data.desk import Revision

ATOM = "http://www.w3.org/2005/Atom"
NAME = "Division Bell"

_ALLOWED = str.maketrans({code: None for code in range(32) if chr(code) not in "\t\n\r"} | {0xFFFE: None, 0xFFFF: None})
"""Signs that XML 1.0 has no way to write (https://www.w3.org/TR/xml/#charsets)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A revision, the card that tells it, and when it was taken back, if it was."""

    revision: Revision
    reply: Reply
    undone: datetime | None = None


def feed(entries: Iterable[Entry], first: Revision | None, base: str, t: Texts) -> bytes:
    """Give the document, newest first. `first` is the oldest revision, by which the feed is known; `base` its site.

    An entry keeps its id for good; it is updated when it is taken back.
    """
    told = sorted(entries, key=lambda each: each.revision.number, reverse=True)
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": t.language})
    _text(root, "id", _id("feed", first))
    _text(root, "title", t("web-feed-title"))
    _text(root, "updated", max((_updated(each) for each in told), default="1970-01-01T00:00:00+00:00"))
    ET.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{base}/feed.atom"})
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": f"{base}/"})
    _text(ET.SubElement(root, "author"), "name", NAME)
    for each in told:
        _entry(root, each, base, t)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _entry(root: ET.Element, each: Entry, base: str, t: Texts) -> None:
    revision, reply = each.revision, each.reply
    entry = ET.SubElement(root, "entry")
    _text(entry, "id", _id(f"revision {revision.number}", revision))
    title = reply.title or revision.title
    _text(entry, "title", t("web-undone-title", title=title) if each.undone else title)
    _text(entry, "published", revision.at.isoformat())
    _text(entry, "updated", _updated(each))
    kind = "undone" if each.undone else revision.kind
    ET.SubElement(entry, "category", {"term": kind, "label": t(f"web-kind-{kind}")})
    where = f"{base}/card/{reply.code}" if reply.code else f"{base}/"
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": where})
    lines = [t(f"web-kind-{kind}"), *_told(reply)]
    if each.undone is not None:
        lines.insert(1, t("web-undone", date=each.undone.date()))
    _text(entry, "content", "\n".join(lines), {"type": "text"})


def _id(what: str, revision: Revision | None) -> str:
    """Give an id made of what does not change: a revision's number, content and moment."""
    rest = f"{revision.digest} {revision.at.isoformat()}" if revision else ""
    return uuid5(NAMESPACE_URL, f"division-bell {what} {rest}").urn


def _updated(each: Entry) -> str:
    return max(each.revision.at, each.undone or each.revision.at).isoformat()


def _told(reply: Reply) -> Iterable[str]:
    yield from (_line(block) for block in reply.blocks)
    yield from (_plain(note.text) for note in reply.footer)


def _line(block: Block) -> str:
    match block:
        case Line(text) | Note(text):
            return _plain(text)
        case Row(label, value, note):
            return f"{label}: {value}" + (f" ({note})" if note else "")
        case Quote(text, attribution):
            return "\n".join(each for each in (text, attribution) if each)


def _plain(text: Spans) -> str:
    return "".join(span.text for span in text)


def _text(parent: ET.Element, name: str, text: str, attributes: dict[str, str] | None = None) -> None:
    found = ET.SubElement(parent, name, attributes or {})
    found.text = text.translate(_ALLOWED).encode("utf-8", "replace").decode()
