"""The drawing of the architecture is true to the tree: its arrows are the imports, its names are files."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

from tests.architecture.__main__ import DRAWING
from tests.architecture.drawing import ASKING, GIVING, IMPORTS, drawing
from tests.architecture.layers import LAYERS, arrows, layer
from tests.newsroom import ROOT
from tests.test_layers import sources


def test_every_import_between_two_layers_is_an_arrow_and_every_arrow_an_import() -> None:
    """One more or one less is a drawing that lies."""
    assert set(IMPORTS) == arrows()


def test_every_module_is_in_a_layer() -> None:
    """But for those who put it together."""
    assert {each.module for each in sources() if not layer(each.module)} == {"bot.app", "bot.__main__"}


def test_an_arrow_begins_at_its_layer_and_ends_at_the_other() -> None:
    """On their edges."""
    places = {each.name: each.place for each in LAYERS}
    for (one, other), way in IMPORTS.items():
        for name, (x, y) in ((one, way[0]), (other, way[-1])):
            left, top, wide, high = places[name]
            assert left <= x <= left + wide, (name, x)
            assert top <= y <= top + high, (name, y)
            assert x in {left, left + wide} or y in {top, top + high}


def is_in(folder: Path, word: str) -> bool:
    """Say whether a file or folder of that name is in a layer, or is the layer."""
    inside = folder.rglob("*") if folder.is_dir() else [folder]
    return word == folder.name or any(path.stem == word for path in inside)


def names(says: str) -> list[str]:
    """Give what a line names: the words before a colon, else all that stand between dots."""
    parts = says.split(" · ")
    return [part.partition(":")[0].strip("/") for part in parts if ":" in part] if ":" in says else parts


def test_what_is_named_in_a_layer_is_there() -> None:
    """Each a file or a folder of it, but for lines that are sentences."""
    for each in LAYERS:
        folders = [ROOT.joinpath(*module.split(".")) for module in each.modules]
        for word in (word for says in each.says for word in names(says) if " " not in word):
            assert any(is_in(folder, word) for folder in folders), word


def test_the_drawing_that_lies_in_the_tree_is_this_one() -> None:
    """And is sound."""
    assert DRAWING.read_text(encoding="utf-8") == drawing(), "run `make docs`"
    ET.fromstring(drawing())  # noqa: S314  # our own file


def test_each_step_stands_once_on_its_way_and_once_below() -> None:
    """With the sign it has there."""
    for steps, signs in ((ASKING, "1234567"), (GIVING, "abcde")):
        assert len(steps) == len(signs)
        assert all(drawing().count(f">{sign}</text>") == 2 for sign in signs)
