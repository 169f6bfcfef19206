"""A card's page: the card as it was issued, first whether it still holds; safe, in both languages, asked for once."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from bot import languages
from bot.drawings import Change, Hemicycle
from bot.languages import texts
from bot.messages import Line, Note, Quote, Reply, Row, Span, spans
from bot.web import page
from data.desk import Desk
from data.editing import correction, redaction, retraction
from tests.newsroom import AT
from tests.web.conftest import BASE, FIGURE, Site

HOSTILE = "<script>alert(1)</script>\"'&<img src=x onerror=alert(1)>"


class Read(HTMLParser):
    """What a browser would make of a page: tags with their attributes; fails where one is not closed in order."""

    EMPTY = frozenset({"meta", "link", "img", "input", "br"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def meta(self) -> dict[str | None, str | None]:
        return {each["property"]: each["content"] for each in self.of("meta") if "property" in each}


async def test_a_card_that_holds_says_so_before_its_figures_and_names_its_sources(site: Site) -> None:
    code = await site.issue()
    got = await site.get(f"/card/{code}")
    assert got.status == 200
    assert got.text.index(f"Card {code}: <strong>current</strong>.") < got.text.index("<strong>169</strong>")
    assert "The News" in got.text
    assert f"<code>{code}</code>" in got.text


async def test_a_card_that_was_wrong_is_shown_as_it_was_with_what_was_put_right(site: Site) -> None:
    code = await site.issue()
    await site.publish(correction(FIGURE, 9, "The paper printed six", "source"))
    got = await site.get(f"/card/{code}")
    before, _, after = got.text.partition('<section id="verdict">')
    assert f'<p class="banner not">Card {code}: <strong>corrected</strong>. <a href="#verdict">' in before
    assert "6 → 9" in after
    assert "9" not in [line for line in before.splitlines() if "Rejected" in line]
    assert "corrected" in str(Read(got.text).meta()["og:description"])


async def test_a_page_in_urdu_runs_from_right_to_left_and_leads_to_the_other_language(site: Site) -> None:
    code = await site.issue()
    read = Read((await site.get(f"/card/{code}?lang=ur")).text)
    assert read.of("html") == [{"lang": "ur", "dir": "rtl"}]
    assert {"href": f"/card/{code}?lang=en", "lang": "en", "hreflang": "en"} in read.of("a")
    assert Read((await site.get(f"/card/{code}?lang=xx")).text).of("html") == [{"lang": "en", "dir": "ltr"}]


@pytest.mark.parametrize("typed", ["ZZZZZZ", "222222", "0", "a%3Cscript%3E", "%E2%80%AE", "x" * 40, "~a"])
async def test_a_code_no_card_has_is_404_with_a_page_that_says_so(site: Site, typed: str) -> None:
    got = await site.get(f"/card/{typed}")
    assert got.status == 404
    assert "No card with this code was issued here." in got.text
    assert Read(got.text).of("script") == []


@pytest.mark.parametrize(
    "path", ["/card/", "/card/../export", "/card/AB.CDE", "/var/bell.db", "/.env", "/static", "//"]
)
async def test_there_is_no_directory_to_walk(site: Site, path: str) -> None:
    assert (await site.get(path)).status == 404


async def test_the_form_leads_to_the_card_however_its_code_is_written(site: Site) -> None:
    code = await site.issue()
    first = await site.get(f"/card?code=+{code.lower()}+&lang=ur")
    assert (first.status, first.headers["Location"]) == (303, f"/card/{code.lower()}?lang=ur")
    second = await site.get(first.headers["Location"])
    assert (second.status, second.headers["Location"]) == (301, f"/card/{code}?lang=ur")


async def test_nothing_typed_into_the_form_leads_elsewhere(site: Site) -> None:
    for typed in ("//evil.example", "%2F%2Fevil.example", "..%2F..%2F", "a%0D%0ASet-Cookie:x=1"):
        got = await site.get(f"/card?code={typed}")
        assert got.headers["Location"].startswith("/card/")
        assert "/" not in got.headers["Location"].removeprefix("/card/")
        assert "Set-Cookie" not in got.headers


async def test_a_shared_link_shows_the_cards_picture(site: Site) -> None:
    code = await site.issue("senate")
    meta = Read((await site.get(f"/card/{code}")).text).meta()
    assert meta["og:image"] == f"{BASE}/card/{code}.png?lang=en"
    assert meta["og:url"] == f"{BASE}/card/{code}"
    assert meta["og:title"] == "Senate of Pakistan"
    picture = await site.get(str(meta["og:image"]).removeprefix(BASE))
    assert picture.headers["Content-Type"] == "image/png"
    assert site.painter.asked[-1].code == code


@pytest.mark.parametrize("language", ["en", "ur"])
async def test_a_shared_link_to_a_card_that_was_wrong_shows_what_was_put_right(site: Site, language: str) -> None:
    """A preview has no banner over its picture: a drawn figure that was wrong would stand there alone."""
    code = await site.issue("contest islamabad")
    await site.publish(correction(FIGURE, 9, "The paper printed six", "source"))
    read = Read((await site.get(f"/card/{code}?lang={language}")).text)
    image = str(read.meta()["og:image"])
    assert image != f"{BASE}{read.of('img')[0]['src']}"
    assert (await site.get(image.removeprefix(BASE))).status == 200
    drawn = site.painter.asked[-1]
    assert isinstance(drawn, Change)
    assert [(shift.before, shift.after) for shift in drawn.shifts] == [("6", "9")]
    assert read.meta()["og:image:alt"] == drawn.alt
    assert drawn.rtl == (language == "ur")


async def test_a_shared_link_to_a_card_of_which_nothing_can_be_drawn_any_more_shows_none(site: Site) -> None:
    code = await site.issue("senate")
    await site.publish(retraction("pk-senate-split-2021-03-04", "It never was reported"))
    meta = Read((await site.get(f"/card/{code}")).text).meta()
    assert not await _is_hemicycle(site, meta.get("og:image"))


async def _is_hemicycle(site: Site, image: str | None) -> bool:
    if image is None:
        return False
    await site.get(image.removeprefix(BASE))
    return isinstance(site.painter.asked[-1], Hemicycle)


async def test_a_card_without_a_picture_has_none(site: Site) -> None:
    code = await site.issue("timeline imran khan")
    assert (await site.get(f"/card/{code}.png")).status == 404
    assert "og:image" not in Read((await site.get(f"/card/{code}")).text).meta()


async def test_a_picture_that_cannot_be_drawn_now_is_asked_for_again_and_logged(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    code = await site.issue("senate")
    site.painter.broken = True
    got = await site.get(f"/card/{code}.png")
    assert (got.status, got.headers["Retry-After"]) == (503, "30")
    assert "a page without its picture: senate" in caplog.text


async def test_it_works_without_any_script_and_loads_nothing_from_elsewhere(site: Site) -> None:
    code = await site.issue("senate")
    got = await site.get(f"/card/{code}")
    read = Read(got.text)
    assert read.of("script") == read.of("iframe") == read.of("style") == []
    assert all(str(each.get("src") or each.get("href")).startswith("/") for each in [*read.of("img"), *read.of("link")])
    assert "default-src 'none'" in got.headers["Content-Security-Policy"]
    assert all(each.get("alt") for each in read.of("img"))


async def test_who_has_the_page_already_gets_nothing_until_the_record_changes(site: Site) -> None:
    code = await site.issue()
    first = await site.get(f"/card/{code}")
    again = await site.get(f"/card/{code}", If_None_Match=first.headers["ETag"])
    assert (again.status, again.text) == (304, "")
    await site.publish(correction(FIGURE, 7, "The paper printed six", "source"))
    assert (await site.get(f"/card/{code}", If_None_Match=first.headers["ETag"])).status == 200


async def test_a_head_tells_what_a_get_would(site: Site) -> None:
    code = await site.issue()
    for path in ("/", f"/card/{code}", "/feed.atom", "/export.json", "/style.css"):
        got, head = await site.get(path), await site.get(path, "HEAD")
        assert (head.status, head.text) == (200, "")
        for name in ("Content-Type", "ETag"):
            assert head.headers.get(name) == got.headers.get(name)


async def test_a_page_is_packed_for_who_can_unpack_it(site: Site) -> None:
    code = await site.issue()
    assert (await site.get(f"/card/{code}", Accept_Encoding="gzip")).headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in (await site.get(f"/card/{code}", Accept_Encoding="identity")).headers


async def test_what_was_redacted_since_is_not_on_the_page_and_the_page_says_that_it_is_another(site: Site) -> None:
    code = await site.issue("quotes imran khan")
    kept = (await Desk(site.office.newsroom).issued(code))[0]
    quote = next(figure for figure, _ in kept.shows if "/" not in figure)
    before = await site.get(f"/card/{code}")
    await site.publish(redaction(quote, "by order of the court", on=AT.date()))
    after = await site.get(f"/card/{code}")
    assert "cannot be shown exactly" not in before.text
    assert "cannot be shown exactly" in after.text
    assert "by order of the court" in after.text


async def test_a_page_asks_as_nobody_in_particular(site: Site) -> None:
    """A line that only editors may ask is not answered on a page, even if a card with it had been kept."""
    await Desk(site.office.newsroom).issue("K7Q2F9", "revisions", None, [("a", "1")], AT)
    got = await site.get("/card/K7Q2F9")
    assert got.status == 200
    assert "<article>" not in got.text


def test_what_a_source_wrote_is_text_on_the_page() -> None:
    card = Reply(
        title=HOSTILE,
        blocks=(
            Line(spans(HOSTILE, Span(HOSTILE, "bold", "javascript:alert(1)"))),
            Row(HOSTILE, HOSTILE, HOSTILE),
            Quote(HOSTILE, HOSTILE),
            Note(spans(Span("a", link='https://example.org/"><script>'))),
        ),
        footer=(Note(spans(HOSTILE)),),
    )
    for language in languages.available():
        told = page.Page(HOSTILE, (card,), card, holds=(HOSTILE,), still=False, address=f"{BASE}/{HOSTILE}", base=BASE)
        read = Read(page.html(told, texts(language)))
        assert read.of("script") == read.of("img") == []
        assert not any(name.startswith("on") for _, attributes in read.tags for name in attributes)
        assert not any(str(each["href"]).startswith("javascript") for each in read.of("a"))


def test_a_note_in_another_direction_runs_its_own_way() -> None:
    card = Reply(title="t", blocks=(Note(spans("In English (“quoted”).")), Note(spans("اردو PPP 21"))))
    text = page.html(page.Page("t", (card,), card), texts("ur"))
    assert '<p class="note" dir="ltr">In English' in text
    assert '<p class="note">اردو' in text


async def test_a_retracted_card_says_that_it_is_no_longer_on_record(site: Site) -> None:
    code = await site.issue()
    await site.publish(retraction(FIGURE.partition("/")[0], "It never was reported"))
    assert "banner not" in (await site.get(f"/card/{code}")).text
