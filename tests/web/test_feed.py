"""The feed: valid Atom, an entry a revision, what was taken back as such, and text of sources as text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

from bot.languages import texts
from bot.messages import Line, Reply, spans
from bot.web.feed import ATOM, Entry, feed
from data.desk import Revision
from data.editing import correction, redaction, undo
from tests.data.editing.helping import push
from tests.newsroom import AT
from tests.web.conftest import BASE, FIGURE, Site

NS = {"a": ATOM}
HOSTILE = "<script>]]>&amp;\x00\x0b\ufffe\ud800"


def revision(number: int = 1, **given: object) -> Revision:
    values = {"dossier": "d", "title": "A dossier", "digest": "x", "author": "telegram:42", "why": "why", "at": AT}
    return Revision(number, **(values | given))  # type: ignore[arg-type]  # as the test gives them


async def read(site: Site, language: str = "en") -> ET.Element:
    got = await site.get(f"/feed.atom?lang={language}")
    assert got.status == 200
    assert got.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(got.text)  # noqa: S314  # our own


def said(entry: ET.Element, name: str) -> str:
    return entry.findtext(f"a:{name}", "", NS)


def entries(found: ET.Element) -> list[ET.Element]:
    return found.findall("a:entry", NS)


def terms(found: ET.Element) -> list[str]:
    return [each.find("a:category", NS).attrib["term"] for each in entries(found)]  # type: ignore[union-attr]  # it has one


async def test_every_revision_is_an_entry_with_all_that_atom_asks_for(site: Site) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: id, title and updated, an author, and an alternate link."""
    found = await read(site)
    assert said(found, "id").startswith("urn:uuid:")
    assert found.findtext("a:author/a:name", "", NS)
    ids = [said(each, "id") for each in [found, *entries(found)]]
    assert len(entries(found)) == 4
    assert len(set(ids)) == len(ids)
    for each in [found, *entries(found)]:
        assert said(each, "title")
        assert datetime.fromisoformat(said(each, "updated")).tzinfo is not None
        (alternate,) = [link for link in each.findall("a:link", NS) if link.attrib["rel"] == "alternate"]
        assert alternate.attrib["href"].startswith(f"{BASE}/")


async def test_an_entry_leads_to_a_card_that_is_there(site: Site) -> None:
    newest = entries(await read(site))[0]
    href = newest.find("a:link", NS).attrib["href"]  # type: ignore[union-attr]  # it has one
    assert (await site.get(href.removeprefix(BASE))).status == 200


async def test_ids_stay_whatever_language_is_asked_for_and_whatever_comes_later(site: Site) -> None:
    before = {said(each, "id") for each in entries(await read(site))}
    await site.publish(correction(FIGURE, 7, "The paper printed six", "source"))
    after = {said(each, "id") for each in entries(await read(site, "ur"))}
    assert before < after


async def test_a_correction_says_that_it_is_one_and_what_it_changed(site: Site) -> None:
    await site.publish(correction(FIGURE, 7, "The paper printed six", "source"))
    newest = entries(await read(site))[0]
    assert terms(await read(site))[0] == "correction"
    assert said(newest, "content").startswith("Correction\n")
    assert "6 → 7" in said(newest, "content")
    assert "The paper printed six" in said(newest, "content")


async def test_what_is_taken_back_keeps_its_id_and_says_so(site: Site) -> None:
    number = await site.publish(correction(FIGURE, 9, "A slip", "ours"))
    before = entries(await read(site))[0]
    await push(site.office.newsroom, undo(number, "It was six"), at=AT + timedelta(hours=1))
    found = await read(site)
    assert terms(found)[:2] == ["undo", "undone"]
    after = entries(found)[1]
    assert said(after, "id") == said(before, "id")
    assert said(after, "title") == f"Taken back: {said(before, 'title')}"
    assert said(after, "updated") > said(before, "updated")


async def test_a_redaction_is_told_and_what_it_took_out_is_not(site: Site) -> None:
    code = await site.issue("quotes imran khan")
    page = await site.get(f"/card/{code}")
    quote = page.text.partition('<blockquote dir="auto"><p>')[2].partition("</p>")[0]
    kept = (await site.readers.cards.find(code)).issued[0]
    await site.publish(redaction(kept.shows[0][0], "by order of the court", on=AT.date()))
    found = await read(site)
    assert terms(found)[0] == "redaction"
    assert len(quote) > 10
    assert quote not in (await site.get("/feed.atom")).text


async def test_what_is_told_to_nobody_is_not_in_the_feed(site: Site) -> None:
    dossier = correction(FIGURE, 7, "The paper printed six", "source")
    room = site.office.newsroom
    preview = await room.propose(dossier, editor="telegram:1", role="owner", request="a", at=AT)
    await room.publish(preview.draft.id, editor="telegram:1", role="owner", request="b", at=AT, silent=True)
    assert "correction" not in terms(await read(site))


async def test_who_has_the_feed_already_gets_nothing_until_a_revision_comes(site: Site) -> None:
    tag = (await site.get("/feed.atom")).headers["ETag"]
    assert (await site.get("/feed.atom", If_None_Match=tag)).status == 304
    await site.publish(correction(FIGURE, 7, "The paper printed six", "source"))
    assert (await site.get("/feed.atom", If_None_Match=tag)).status == 200


def test_what_a_source_wrote_is_text_and_what_xml_cannot_write_is_left_out() -> None:
    reply = Reply(title=HOSTILE, blocks=(Line(spans(HOSTILE)),))
    found = ET.fromstring(feed([Entry(revision(), reply)], revision(), BASE, texts("en")))  # noqa: S314  # our own
    assert said(entries(found)[0], "title") == "<script>]]>&amp;?"
    assert {each.tag for each in found.iter()} <= {
        f"{{{ATOM}}}{name}"
        for name in (*("feed", "id", "title", "updated", "link", "author", "name"), "entry", "published", "category")
    } | {f"{{{ATOM}}}content"}


def test_a_feed_of_nothing_is_one() -> None:
    found = ET.fromstring(feed([], None, "", texts("en")))  # noqa: S314  # our own
    assert said(found, "updated") == "1970-01-01T00:00:00+00:00"


def test_no_entry_names_who_brought_it() -> None:
    assert b"telegram:42" not in feed(
        [Entry(revision(at=datetime(2021, 3, 4, tzinfo=UTC)), Reply())], None, "", texts("en")
    )
