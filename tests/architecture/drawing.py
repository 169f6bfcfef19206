"""The drawing as SVG: the layers, an arrow for every import between two, and the ways of an update and of a publish."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from tests.architecture.layers import ENTRY, LAYERS

WIDE, HIGH = 960, 1305
INK, MUTED, LINE, GROUND, BOX = "#14181f", "#4f5865", "#87909d", "#ffffff", "#f4f7fa"
ASKED, PUBLISHED = "#1f6aa8", "#b4540a"

Point = tuple[int, int]

IMPORTS: dict[tuple[str, str], tuple[Point, ...]] = {
    ("bot/adapters", "bot"): ((250, 270), (250, 350)),
    ("bot/delivery", "bot"): ((500, 440), (430, 440)),
    ("bot/delivery", "data"): ((560, 470), (560, 730)),
    ("handlers", "bot"): ((250, 550), (250, 470)),
    ("handlers", "data"): ((250, 650), (250, 730)),
    ("operators and readers", "bot"): ((680, 270), (680, 310), (400, 310), (400, 350)),
    ("operators and readers", "bot/adapters"): ((640, 180), (360, 180)),
    ("operators and readers", "bot/delivery"): ((720, 270), (720, 350)),
    ("operators and readers", "data"): ((890, 270), (890, 730)),
    ("operators and readers", "handlers"): ((840, 270), (840, 600), (430, 600)),
}
"""The way of each arrow; which there have to be, the tree says."""

OUTSIDE = (
    ("Telegram · Discord · a terminal", (30, 30, 330, 60)),
    ("programs · readers · metrics", (640, 30, 290, 60)),
)

ASKING: tuple[tuple[str, Point], ...] = (
    ("An update comes, polled or brought; receive makes a value of it: asked, pressed, searched.", (90, 122)),
    ("dispatch reads its line by the grammar, and asks whether whoever wrote it may.", (90, 312)),
    ("The handler of the command is called with typed options.", (90, 512)),
    ("It asks the record, in the store's own threads; each figure comes with its source and its state.", (90, 692)),
    ("It gives back a Reply; dispatch adds the line, the revision and the code.", (140, 512)),
    ("render cuts it into pages, and writes one as the platform takes it.", (140, 312)),
    ("It is sent; what it showed, and where, is written down behind it by the ledger.", (140, 122)),
)
GIVING: tuple[tuple[str, Point], ...] = (
    ("An editor's line becomes a dossier; a preview says what it would change.", (340, 512)),
    ("Publishing is one transaction: the revision, the record, and all that is due.", (340, 692)),
    ("The courier takes what is due, each share for one process alone.", (620, 600)),
    ("News goes out and messages that are wrong are edited, at the platform's pace.", (440, 250)),
    ("Each answer of a platform becomes an outcome that is kept: sent, gone, later.", (310, 122)),
)


def drawing() -> str:
    """Give the file."""
    elements = [
        *(_box(name, (), place, GROUND, dashed=True) for name, place in OUTSIDE),
        *(_box(each.name, each.says, each.place, BOX) for each in LAYERS),
        *(_arrow(way, LINE, "grey") for way in IMPORTS.values()),
        *_ways(),
        *_steps("An update, from the wire to the store and back", ASKING, "1234567", (30, 892), ASKED),
        *_steps("A publish, to the chats", GIVING, "abcde", (30, 1116), PUBLISHED),
        _text(30, HIGH - 16, ENTRY + " Grey arrows are imports.", MUTED, 13),
    ]
    heads = "".join(
        f'<marker id="{name}" markerUnits="userSpaceOnUse" markerWidth="11" markerHeight="10" refX="10" '
        f'refY="5" orient="auto"><path d="M0 0L11 5L0 10z" fill="{colour}"/></marker>'
        for name, colour in (("grey", LINE), ("asked", ASKED), ("published", PUBLISHED), ("muted", MUTED))
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{HIGH}" viewBox="0 0 {WIDE} {HIGH}" '
    return "\n".join(
        [
            f'{head}font-family="system-ui, Noto Sans, sans-serif" role="img" aria-label="{escape(_spoken())}">',
            f'<defs>{heads}</defs><rect width="{WIDE}" height="{HIGH}" fill="{GROUND}"/>',
            *elements,
            "</svg>\n",
        ]
    )


def _spoken() -> str:
    told = [f"{one} imports {other}" for one, other in IMPORTS]
    return "The layers of the program. " + "; ".join(told) + "."


def _ways() -> Iterable[str]:
    """Give the ways of both: down on the left and up beside it, then from the record to the chats."""
    yield _arrow(((785, 90), (785, 150)), MUTED, "muted")
    yield _arrow(((90, 90), (90, 150)), ASKED, "asked")
    yield _arrow(((90, 270), (90, 350)), ASKED, "asked")
    yield _arrow(((90, 470), (90, 550)), ASKED, "asked")
    yield _arrow(((90, 650), (90, 730)), ASKED, "asked")
    yield _arrow(((140, 730), (140, 650)), ASKED, "asked")
    yield _arrow(((140, 550), (140, 470)), ASKED, "asked")
    yield _arrow(((140, 350), (140, 270)), ASKED, "asked")
    yield _arrow(((140, 150), (140, 90)), ASKED, "asked")
    yield _arrow(((340, 470), (340, 550)), PUBLISHED, "published")
    yield _arrow(((340, 650), (340, 730)), PUBLISHED, "published")
    yield _arrow(((620, 730), (620, 470)), PUBLISHED, "published")
    yield _arrow(((540, 350), (540, 250), (360, 250)), PUBLISHED, "published")
    yield _arrow(((310, 150), (310, 90)), PUBLISHED, "published")


def _steps(title: str, steps: tuple[tuple[str, Point], ...], signs: str, at: Point, colour: str) -> Iterable[str]:
    left, top = at
    yield _text(left, top, title, INK, 15, bold=True)
    for number, (says, place) in enumerate(steps):
        yield _badge(place, signs[number], colour)
        yield _badge((left + 10, top + 25 + 27 * number), signs[number], colour)
        yield _text(left + 28, top + 29 + 27 * number, says, INK, 13)


def _badge(place: Point, sign: str, colour: str) -> str:
    x, y = place
    circle = f'<circle cx="{x}" cy="{y}" r="10" fill="{colour}"/>'
    return f'{circle}<text x="{x}" y="{y + 4}" font-size="12" fill="{GROUND}" text-anchor="middle">{sign}</text>'


def _box(name: str, says: tuple[str, ...], place: tuple[int, int, int, int], fill: str, *, dashed: bool = False) -> str:
    left, top, wide, high = place
    look = f'fill="{fill}" stroke="{LINE}"' + (' stroke-dasharray="5 4"' if dashed else "")
    out = [f'<rect x="{left}" y="{top}" width="{wide}" height="{high}" rx="8" {look}/>']
    first = top + (high - 24 * len(says)) / 2 + 6 if says else top + high / 2 + 5
    middle = left + wide / 2
    out.append(_text(middle, first, name, INK, 16, bold=True, anchor="middle"))
    out += [_text(middle, first + 24 + 22 * at, each, MUTED, 13, anchor="middle") for at, each in enumerate(says)]
    return "".join(out)


def _text(x: float, y: float, words: str, fill: str, size: int, *, bold: bool = False, anchor: str = "start") -> str:
    weight = ' font-weight="700"' if bold else ""
    place = f'x="{x:g}" y="{y:g}" font-size="{size}"{weight} fill="{fill}" text-anchor="{anchor}"'
    return f"<text {place}>{escape(words)}</text>"


def _arrow(way: tuple[Point, ...], colour: str, head: str) -> str:
    path = "M" + "L".join(f"{x} {y}" for x, y in way)
    wide = "1.5" if head == "grey" else "2.5"
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{wide}" marker-end="url(#{head})"/>'
