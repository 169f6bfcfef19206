"""How wide a text is at most, from the advance widths in the fonts we ship."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.pictures.scripts import is_joined, is_urdu

FONTS = Path(__file__).parent / "fonts"
FAMILY, URDU = "Noto Sans", "Noto Nastaliq Urdu"
FILES = {
    (FAMILY, False): FONTS / "NotoSans-Regular.ttf",
    (FAMILY, True): FONTS / "NotoSans-Bold.ttf",
    (URDU, False): FONTS / "NotoNastaliqUrdu-Regular.ttf",
    (URDU, True): FONTS / "NotoNastaliqUrdu-Bold.ttf",
}
"""The font file by family and by whether it is bold."""

CAUTION = 1.03
"""Kerning mostly draws letters together; where it pushes them apart it stays below this."""

JOINED = 0.78
"""Share of its isolated width that a letter takes at most when it joins another: in Nastaliq mostly about the half."""

OVERHANG = 0.13
"""Shares of the size by which the ink of a last letter such as ť may pass its advance; boxes have this to spare."""


@dataclass(frozen=True, slots=True)
class Face:
    """Advance widths by code point, in shares of the font size."""

    advances: dict[int, float]

    def advance(self, character: str) -> float:
        """Give the width of a character; what the font lacks counts as a full square, wider than its empty box."""
        return self.advances.get(ord(character), 1.0)


def width(text: str, size: float, *, bold: bool = False, spacing: float = 0.0) -> float:
    """Give the most pixels the text takes on one line at `size` pixels, with `spacing` pixels after each letter."""
    return sum(_advances(text, bold=bold)) * size * CAUTION + len(text) * spacing


def _advances(text: str, *, bold: bool) -> list[float]:
    letters = face(FAMILY, bold)
    if not any(is_urdu(character) for character in text):
        return [letters.advance(character) for character in text]
    urdu = face(URDU, bold)
    return [
        (urdu.advance(character) * (JOINED if is_joined(text, at) else 1.0))
        if is_urdu(character)
        else letters.advance(character)
        for at, character in enumerate(text)
    ]


@cache
def face(family: str, bold: bool) -> Face:
    """Read a shipped font's tables, once a process."""
    font = FILES[family, bold].read_bytes()
    count = struct.unpack_from(">H", font, 4)[0]
    entries = (struct.unpack_from(">4s4xII", font, 12 + 16 * i) for i in range(count))
    tables = {tag.decode("ascii"): font[at : at + length] for tag, at, length in entries}
    units = struct.unpack_from(">H", tables["head"], 18)[0]
    widths = _widths(tables["hhea"], tables["hmtx"])
    glyphs = _glyphs(tables["cmap"])
    return Face({code: widths[min(glyph, len(widths) - 1)] / units for code, glyph in glyphs.items()})


def _widths(hhea: bytes, hmtx: bytes) -> list[int]:
    """Give the advance of each glyph in font units; glyphs beyond the last share its width (OpenType `hmtx`)."""
    count = struct.unpack_from(">H", hhea, 34)[0]
    return [struct.unpack_from(">H", hmtx, 4 * i)[0] for i in range(count)]


def _glyphs(cmap: bytes) -> dict[int, int]:
    """Give the glyph of each code point from the Windows Unicode subtable (OpenType `cmap`, format 4)."""
    count = struct.unpack_from(">H", cmap, 2)[0]
    places = {(platform, kind): at for platform, kind, at in struct.iter_unpack(">HHI", cmap[4 : 4 + 8 * count])}
    table = cmap[places[3, 1] :]
    segments = struct.unpack_from(">H", table, 6)[0] // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{segments}H", table, at) for at in (14, *(16 + 2 * segments * part for part in (1, 2, 3)))
    )
    glyphs: dict[int, int] = {}
    for i, (end, start, delta, offset) in enumerate(zip(ends, starts, deltas, offsets, strict=True)):
        here = 16 + 6 * segments + 2 * i
        for code in range(start, end + 1):
            glyph = struct.unpack_from(">H", table, here + offset + 2 * (code - start))[0] if offset else code
            if glyph and code < 0xFFFF:  # noqa: PLR2004  # the format closes its list with this code
                glyphs[code] = (glyph + delta) % 0x10000
    return glyphs
