"""The layers as they are drawn, and which of them import which, read from the tree."""

from __future__ import annotations

from dataclasses import dataclass

from tests.test_layers import EDGES, ENTRIES, PACKAGES, sources, under


@dataclass(frozen=True, slots=True)
class Layer:
    """A box: its name, the modules in it, what stands in it line by line, and where it is (left, top, wide, high)."""

    name: str
    modules: tuple[str, ...]
    says: tuple[str, ...]
    place: tuple[int, int, int, int]


LAYERS = (
    Layer(
        "bot/adapters",
        ("bot.adapters",),
        ("telegram · discord · console", "receive: what came, as a value", "render: a reply, as they show it"),
        (30, 150, 330, 120),
    ),
    Layer(
        "operators and readers",
        tuple(sorted(EDGES)),
        ("http · web · push · doctor", "settings · health · demo"),
        (640, 150, 290, 120),
    ),
    Layer(
        "bot",
        ("bot",),
        (
            "dispatch · grammar · commands · cache",
            "messages: Request in, Reply out",
            "pages · pictures · languages · metrics",
        ),
        (30, 350, 400, 120),
    ),
    Layer(
        "bot/delivery",
        ("bot.delivery",),
        ("courier · attempt · live", "ledger: what stands in chats"),
        (500, 350, 240, 120),
    ),
    Layer(
        "handlers",
        ("handlers",),
        ("what people ask, a file a subject", "editing/: what editors do"),
        (30, 550, 400, 100),
    ),
    Layer(
        "data",
        ("data",),
        (
            "dossier: the format of facts · record: the facts as questions need them",
            "editing: proposed, published, put right · desk: revisions, postings, what is due",
            "store: one SQLite file, one thread that writes, a few that read",
        ),
        (30, 730, 900, 120),
    ),
)

ENTRY = "bot/app.py and bot/__main__.py put all of it together; nobody imports them."


def layer(module: str) -> str:
    """Give the layer a module is in, by the longest of the names that hold it; nothing for those who see everything."""
    if under(module, *ENTRIES):
        return ""
    found = [(len(name), each.name) for each in LAYERS for name in each.modules if under(module, name)]
    return max(found)[1] if found else ""


def arrows() -> set[tuple[str, str]]:
    """Give which layer imports which, as the tree has it."""
    found = set()
    for each in sources():
        imported = {name for name in each.imports() if under(name, *PACKAGES)}
        found |= {(layer(each.module), layer(name)) for name in imported if name not in {"bot", "bot.adapters"}}
    return {(one, other) for one, other in found if one != other and one and other}
