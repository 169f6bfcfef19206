"""The architecture as a test: who may import whom, read from the syntax trees of the whole program."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "handlers", "data")
LONGEST_FILE = 400

ENTRIES = {"bot.app", "bot.__main__"}
"""They see everything, and nobody sees them."""

EDGES = {
    *("bot.settings", "bot.http", "bot.push", "bot.doctor", "bot.demo", "bot.health", "bot.web"),
    *("bot.terminal", "bot.upkeep"),
}
"""They belong to the operator: no kernel, and no platform."""

BORDER = ("bot.messages", "bot.drawings", "bot.codes", "bot.commands", "bot.grammar", "bot.errors", "bot.languages")
"""What a handler sees of the bot."""

LIBRARIES = {"telegram": "bot.adapters.telegram", "discord": "bot.adapters.discord"}

BROAD = {"bot.dispatch": 1, "bot.app": 1}
"""The nets for bugs: one for what people ask, one for what runs beside it."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file as a module, its imports resolved."""

    module: str
    tree: ast.Module
    package: bool = False

    def imports(self) -> Iterator[str]:
        """Give what is imported anywhere in the file; of `from a import b` both `a` and `a.b`, as b may be a module."""
        for node in ast.walk(self.tree):
            match node:
                case ast.Import(names=aliases):
                    yield from (alias.name for alias in aliases)
                case ast.ImportFrom(module=name, names=aliases, level=level):
                    base = ".".join(filter(None, [self._above(level), name]))
                    yield base
                    yield from (f"{base}.{alias.name}" for alias in aliases)
                case ast.Call(func=ast.Name(id="__import__") | ast.Attribute(attr="import_module")):
                    yield "an import by a name that is not written down"

    def _above(self, level: int) -> str:
        parts = self.module.split(".")
        return ".".join(parts[: len(parts) - level + self.package]) if level else ""


def source(module: str, text: str, *, package: bool = False) -> Source:
    return Source(module, ast.parse(text), package)


def sources() -> Iterator[Source]:
    for folder in PACKAGES:
        for path in sorted((ROOT / folder).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            package = parts[-1] == "__init__"
            yield source(".".join(parts[:-1] if package else parts), path.read_text(encoding="utf-8"), package=package)


def under(module: str, *packages: str) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def adapter(module: str) -> str:
    """Give the adapter a module belongs to, or nothing."""
    parts = module.split(".")
    return ".".join(parts[:3]) if parts[:2] == ["bot", "adapters"] and len(parts) > 2 else ""


def may(module: str, imported: str) -> bool:
    """Say whether the module may import what is imported."""
    if imported.startswith("an import"):
        return False
    if under(imported, *ENTRIES):
        return under(module, *ENTRIES)
    for library, place in LIBRARIES.items():
        if under(imported, library):
            return under(module, place)
    if not under(imported, *PACKAGES, "tests", "bench"):
        return module not in {"bot.messages", "bot.drawings"} or imported.partition(".")[0] in sys.stdlib_module_names
    return under(module, *ENTRIES, *EDGES) or any(
        under(imported, allowed) if allowed not in {"bot", "bot.adapters"} else imported == allowed
        for allowed in allowed_to(module)
    )


def allowed_to(module: str) -> tuple[str, ...]:
    """Give what a module may see of the program, each with all below it but for `bot` and `bot.adapters` themselves."""
    if under(module, "data"):
        return ("data",)
    if under(module, "handlers"):
        return ("handlers", "data", "bot", *BORDER)
    if under(module, "bot.adapters"):
        return ("bot", "bot.adapters", "bot.adapters.base", *filter(None, [adapter(module)]), *kernel())
    if under(module, "bot.delivery"):
        return ("bot", "bot.delivery", "data.desk", "data.errors", *kernel())
    return ("bot", *kernel())


def kernel() -> tuple[str, ...]:
    """Give the modules of the kernel: the files of `bot` but for entries and edges, and the pictures."""
    files = {f"bot.{path.stem}" for path in (ROOT / "bot").glob("*.py")} - ENTRIES - EDGES - {"bot.__init__"}
    return ("bot.pictures", *sorted(files))


def faults(each: Source) -> list[str]:
    """Give what a module imports against the arrows."""
    wrong = {imported for imported in each.imports() if not may(each.module, imported)}
    return sorted(
        f"{each.module} imports {imported}" for imported in wrong if not passes_as_name(each.module, imported)
    )


def passes_as_name(module: str, imported: str) -> bool:
    """Say whether `imported` is only a name out of a module that may be imported, such as `data.desk.Desk`."""
    parent, _, _ = imported.rpartition(".")
    return parent not in {"", "bot", "bot.adapters"} and not is_module(imported) and may(module, parent)


def is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


def broad(each: Source) -> int:
    """Count the places that catch every exception; a bare except and BaseException count twice, so that none passes."""
    count = 0
    for node in ast.walk(each.tree):
        if isinstance(node, ast.ExceptHandler):
            caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            for kind in caught:
                name = "BaseException" if kind is None else ast.unparse(kind).removeprefix("builtins.")
                count += {"Exception": 1, "BaseException": 2}.get(name, 0)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"suppress", "contextlib.suppress"}:
            count += 2 * sum(ast.unparse(argument) in {"Exception", "BaseException"} for argument in node.args)
    return count


@pytest.mark.parametrize("package", PACKAGES)
def test_every_import_follows_the_arrows(package: str) -> None:
    assert [fault for each in sources() if under(each.module, package) for fault in faults(each)] == []


def test_only_the_two_nets_catch_everything() -> None:
    found = {each.module: broad(each) for each in sources()}
    assert {module: count for module, count in found.items() if count > BROAD.get(module, 0)} == {}
    assert found["bot.dispatch"] == 1


def test_no_module_hides_one_of_the_standard_library_from_its_own_folder() -> None:
    """A program started as `python bot/…` would find it first."""
    assert not (ROOT / "bot" / "types.py").exists()


def test_no_source_file_is_longer_than_the_house_allows() -> None:
    files = [path for folder in (*PACKAGES, "tests", "bench") for path in (ROOT / folder).rglob("*.py")]
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_longer_than_the_house_allows() -> None:
    long = [
        f"{each.module}.{node.name}"
        for each in sources()
        for node in ast.walk(each.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > 40
    ]
    assert long == []


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("data.record", "import bot"),
        ("data.record", "from bot.messages import Reply"),
        ("data.record", "import handlers.start"),
        ("data.record.store", "from bot import languages"),
        ("bot.grammar", "import data"),
        ("bot.grammar", "from data.desk import Desk"),
        ("bot.grammar", "from handlers import commands"),
        ("bot.grammar", "from bot.adapters.base import Adapter"),
        ("bot.grammar", "from bot import adapters"),
        ("bot.grammar", "from . import adapters"),
        ("bot.grammar", "from .adapters import base"),
        ("bot.grammar", "from bot.settings import Settings"),
        ("bot.grammar", "from bot import app"),
        ("bot.grammar", "def later():\n    import bot.__main__"),
        ("bot.grammar", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from data.desk import Desk"),
        ("bot.grammar", "try:\n    import telegram.ext\nexcept ImportError:\n    pass"),
        ("bot.grammar", "import importlib\nimportlib.import_module('data')"),
        ("bot.grammar", "__import__('data')"),
        ("bot.grammar", "import tests.sample"),
        ("bot.messages", "import babel"),
        ("bot.pictures.svg", "from data import store"),
        ("bot.delivery.courier", "from data.record import Record"),
        ("bot.delivery.courier", "from data import store"),
        ("bot.delivery.courier", "from bot.adapters.base import Adapter"),
        ("bot.adapters.base", "from bot.adapters.console import Screen"),
        ("bot.adapters.base", "import discord"),
        ("bot.adapters.console.render", "from data.desk import Desk"),
        ("bot.adapters.console.render", "from handlers import commands"),
        ("bot.adapters.console.render", "from bot.adapters.telegram import render"),
        ("bot.adapters.console.render", "from bot.adapters import telegram"),
        ("bot.adapters.console.render", "from ..telegram.render import card"),
        ("bot.adapters.console.render", "from bot.settings import Settings"),
        ("bot.adapters.telegram.render", "from discord import Embed"),
        ("bot.adapters.discord.render", "import telegram"),
        ("handlers.start", "from bot.dispatch import Bot"),
        ("handlers.start", "from bot import pages"),
        ("handlers.start", "from bot.adapters.base import Adapter"),
        ("handlers.start", "import discord.ui as ui"),
        ("bot.settings", "from bot import app"),
        ("bot.http", "import telegram"),
        ("bot.app", "import discord"),
    ],
)
def test_a_planted_import_against_the_arrows_is_caught(module: str, text: str) -> None:
    assert faults(source(module, text))


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("data.record", "import sqlite_utils\nfrom data.errors import DataError\nfrom . import folding"),
        ("bot.grammar", "from bot.commands import Command\nfrom bot import languages\nimport bot.errors"),
        ("bot.messages", "from __future__ import annotations\nfrom collections.abc import Mapping"),
        ("bot.pictures.svg", "from bot.pictures.seats import share\nfrom bot.messages import Span"),
        ("bot.delivery.courier", "from data.desk import Desk\nfrom bot.dispatch import Bot\nfrom . import pace"),
        (
            "bot.adapters.telegram.render",
            "import telegram.ext\nfrom bot.adapters.base import Adapter\nfrom . import links",
        ),
        ("bot.adapters.discord.render", "from discord import Embed\nfrom bot.pages import Limits"),
        ("bot.adapters.console.render", "from bot.pictures import blocks"),
        (
            "handlers.start",
            "from data.store import Store\nfrom handlers.cards import card\nfrom bot.messages import Reply",
        ),
        (
            "bot.app",
            "from handlers import commands\nfrom data.desk import Desk\nfrom bot.adapters.telegram import Adapter",
        ),
        ("bot.__main__", "from bot import app, settings"),
    ],
)
def test_an_import_along_the_arrows_passes(module: str, text: str) -> None:
    assert faults(source(module, text)) == []


def test_a_relative_import_is_resolved_from_a_module_and_from_a_package() -> None:
    assert list(source("bot.adapters.console", "from . import render", package=True).imports()) == [
        "bot.adapters.console",
        "bot.adapters.console.render",
    ]
    assert list(source("bot.adapters.console.render", "from ..base import Adapter").imports()) == [
        "bot.adapters.base",
        "bot.adapters.base.Adapter",
    ]


@pytest.mark.parametrize(
    ("clause", "count"),
    [
        ("except Exception:", 1),
        ("except (ValueError, Exception) as error:", 1),
        ("except builtins.Exception:", 1),
        ("except BaseException:", 2),
        ("except:", 2),
        ("except ValueError:", 0),
    ],
)
def test_a_planted_net_is_caught(clause: str, count: int) -> None:
    assert broad(source("bot.grammar", f"try:\n    pass\n{clause}\n    pass")) == count


def test_a_suppressed_exception_is_a_net_too() -> None:
    assert broad(source("bot.grammar", "with contextlib.suppress(Exception):\n    pass")) == 2
