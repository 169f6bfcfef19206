"""The pictures of the editor's guide say what the program says, and the guide shows each of them."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bot.pictures.worker import rasterise
from tests.guide.__main__ import FOLDER, PAGE
from tests.guide.chat import BUBBLE, INSET, WIDE, Said, chat
from tests.guide.evening import evening
from tests.guide.page import scenes_of, written

PNG = b"\x89PNG\r\n\x1a\n"


async def test_the_guide_shows_what_the_program_says(
    shipped_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Word for word, beside each picture; a picture with other words is drawn again by `make guide`."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    scenes = [scene async for scene in evening(shipped_file, tmp_path)]
    page = PAGE.read_text(encoding="utf-8")
    assert written(page, scenes) == page, "run `make guide`"
    assert scenes_of(page) == [scene.name for scene in scenes]
    for scene in scenes:
        stored = (FOLDER / f"{scene.name}.png").read_bytes()
        assert stored == rasterise(chat(scene.said, " / ".join(scene.lines))), "run `make guide`"


def test_every_picture_is_as_wide_as_a_phone_at_twice_its_points() -> None:
    """720 pixels for 360 points."""
    for path in FOLDER.glob("*.png"):
        content = path.read_bytes()
        assert content.startswith(PNG)
        assert int.from_bytes(content[16:20], "big") == WIDE == 720


def words(card: str) -> str:
    return " ".join(" ".join(ET.fromstring(card).itertext()).split())  # noqa: S314  # our own file


def test_all_that_was_said_can_be_read_in_the_picture() -> None:
    """Text and buttons, in bold or not, and as text."""
    said = Said("Was 6 \u2192 7 <now>\nand more", ({"type": "bold", "offset": 4, "length": 5},), (("Publish", "Edit"),))
    card = chat([said], "alt")
    assert words(card) == "Was 6 7 <now> and more Publish Edit"
    assert re.findall(r'font-weight="700">([^<]*)<', card) == [" 6", " 7"]
    assert card.count("<path") == 1


def test_a_long_word_stays_in_its_bubble() -> None:
    """Broken where it has to be, and nothing of it lost."""
    card = chat([Said("https://x.example/" + "W" * 200)], "alt")
    assert "".join(words(card).split()) == "https://x.example/" + "W" * 200
    found = ET.fromstring(card).iter("{http://www.w3.org/2000/svg}rect")  # noqa: S314  # our own file
    assert max(float(each.get("width", "0")) for each in found) <= max(WIDE, BUBBLE + 2 * INSET)


def test_an_entity_after_a_sign_of_two_units_is_found() -> None:
    """Telegram counts in UTF-16."""
    card = chat([Said("\U0001f5f3 bold", ({"type": "bold", "offset": 3, "length": 4},))], "alt")
    assert re.findall(r'font-weight="700">([^<]*)<', card) == [" bold"]
