"""Debian's Chromium without a window: what it makes of a page, and how it looks, as rows of pixels."""

from __future__ import annotations

import asyncio
import shutil
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

FOUND = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), "")
PATIENCE = 90.0
"""Seconds after which a browser that shows nothing counts as broken."""

STILL = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-proxy-server"),
)
"""No window, and not a word to anybody but the page."""

LIGHT, DARK = "--blink-settings=preferredColorScheme=1", "--blink-settings=preferredColorScheme=0"

Pixel = tuple[int, int, int]


@dataclass(frozen=True)
class Picture:
    """A screenshot: its width, and its rows of pixels."""

    width: int
    rows: list[bytes]

    def at(self, x: int, y: int) -> Pixel:
        red, green, blue = self.rows[y][3 * x : 3 * x + 3]
        return red, green, blue

    def column(self, x: int) -> set[Pixel]:
        return {self.at(x, y) for y in range(len(self.rows))}

    def colours(self) -> int:
        return len({row[start : start + 3] for row in self.rows for start in range(0, len(row), 3)})


async def dom(url: str, profile: Path, *more: str) -> str:
    """Give the document as the browser has it once it is loaded."""
    return await _run(profile, "--dump-dom", *more, url)


async def screenshot(url: str, profile: Path, *more: str, width: int = 360, height: int = 900) -> Picture:
    """Give how a page looks in a window of this size."""
    file = profile / "page.png"
    await _run(profile, f"--screenshot={file}", f"--window-size={width},{height}", *more, url)
    return read(await asyncio.to_thread(file.read_bytes))


async def _run(profile: Path, *arguments: str) -> str:
    await asyncio.to_thread(profile.mkdir, exist_ok=True)
    process = await asyncio.create_subprocess_exec(
        FOUND,
        *STILL,
        f"--user-data-dir={profile}",
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(PATIENCE):
            out, errors = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode == 0, errors.decode()[-500:]
    return out.decode()


def read(png: bytes) -> Picture:
    """Read a PNG of eight bits a channel without interlacing, as screenshots are (w3.org/TR/png-3)."""
    chunks, place = list[tuple[bytes, bytes]](), 8
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        chunks.append((png[place + 4 : place + 8], png[place + 8 : place + 8 + length]))
        place += length + 12
    width, height, depth, kind, *_, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    assert (depth, interlaced) == (8, 0)
    size = {2: 3, 6: 4}[kind]
    data = zlib.decompress(b"".join(content for name, content in chunks if name == b"IDAT"))
    rows, above = list[bytes](), bytes(width * size)
    for y in range(height):
        line = data[y * (width * size + 1) : (y + 1) * (width * size + 1)]
        above = _unfiltered(line[0], line[1:], above, size)
        rows.append(above if size == 3 else b"".join(above[x : x + 3] for x in range(0, len(above), 4)))
    return Picture(width, rows)


def _unfiltered(kind: int, line: bytes, above: bytes, size: int) -> bytes:
    out = bytearray(line)
    for index, value in enumerate(line):
        left = out[index - size] if index >= size else 0
        corner = above[index - size] if index >= size else 0
        guess = (0, left, above[index], (left + above[index]) // 2, _nearest(left, above[index], corner))[kind]
        out[index] = (value + guess) & 255
    return bytes(out)


def _nearest(left: int, above: int, corner: int) -> int:
    guess = left + above - corner
    return min((left, above, corner), key=lambda each: abs(guess - each))
