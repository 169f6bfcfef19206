"""A card's page in a real browser: without scripts, on a narrow screen, by day and by night, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.editing import correction
from tests.web import browser
from tests.web.conftest import FIGURE, Site
from tests.web.test_cards import Read

pytestmark = pytest.mark.skipif(not browser.FOUND, reason="no Chromium here; .ci/run installs Debian's")

WHITE, NIGHT = (0xFF, 0xFF, 0xFF), (0x1A, 0x1D, 0x23)
MARGIN = 15
"""Pixels beside the text on a narrow screen; nothing is as wide as the window."""


async def test_the_page_stands_there_as_it_was_sent_and_no_script_made_it(site: Site, tmp_path: Path) -> None:
    code = await site.issue("senate")
    sent = await site.get(f"/card/{code}")
    seen = await browser.dom(f"{site.url}/card/{code}", tmp_path / "profile")
    assert f"Card {code}: <strong>current</strong>" in seen
    assert Read(seen).tags == Read(sent.text).tags
    assert Read(seen).of("script") == []
    assert len(site.painter.asked) == 1


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize(("scheme", "ground"), [(browser.LIGHT, WHITE), (browser.DARK, NIGHT)], ids=["day", "night"])
async def test_a_narrow_screen_shows_all_in_the_colours_its_owner_likes(
    site: Site, tmp_path: Path, language: str, scheme: str, ground: browser.Pixel
) -> None:
    """What were too wide would stand in the margin. The line beside the verdict is where the language begins."""
    code = await site.issue()
    await site.publish(correction(FIGURE, 9, "The paper printed six", "source"))
    seen = await browser.screenshot(f"{site.url}/card/{code}?lang={language}", tmp_path / "profile", scheme)
    assert seen.width == 360
    assert seen.column(2) | seen.column(seen.width - 1 - MARGIN // 2) <= {ground}
    begin = range(16, 22) if language == "en" else range(338, 344)
    assert any(seen.at(x, 40) != ground for x in begin)
    assert seen.colours() > 20


async def test_a_browser_makes_nothing_else_of_what_a_source_wrote(site: Site, tmp_path: Path) -> None:
    code = await site.issue()
    await site.publish(
        correction(FIGURE, 9, "<img src=x onerror=alert(1)><script>document.title='x'</script>", "source")
    )
    for path in (f"/card/{code}", "/card/%3Cscript%3E"):
        read = Read(await browser.dom(f"{site.url}{path}", tmp_path / "profile"))
        assert read.of("script") == []
        assert {each["src"].partition("?")[0] for each in read.of("img")} <= {f"/card/{code}.png"}  # type: ignore[union-attr]  # each has one


async def test_the_form_leads_to_the_card(site: Site, tmp_path: Path) -> None:
    code = await site.issue()
    found = await browser.dom(f"{site.url}/card?code={code.lower()}&lang=en", tmp_path / "profile")
    assert f"<code>{code}</code>" in found
