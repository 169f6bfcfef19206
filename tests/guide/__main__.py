"""Draws the pictures of docs/guide/editor.md anew and writes their words beside them: `python -m tests.guide`."""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path

from bot.pictures.worker import rasterise
from data.publish import load_shipped
from data.store import Store
from tests.guide.chat import chat
from tests.guide.evening import Scene, evening
from tests.guide.page import written
from tests.newsroom import AT, ROOT, SHIPPED

FOLDER = ROOT / "docs" / "guide"
PAGE = FOLDER / "editor.md"


async def scenes() -> list[Scene]:
    """Play the evening and give its scenes."""
    with tempfile.TemporaryDirectory() as folder:
        shipped = Path(folder) / "shipped.db"
        async with Store(shipped) as store:
            await load_shipped(store, [SHIPPED], at=AT)
        return [scene async for scene in evening(shipped, Path(folder))]


def main() -> None:
    """Draw and write."""
    os.environ["NO_PROXY"] = "127.0.0.1"
    found = asyncio.run(scenes())
    for scene in found:
        (FOLDER / f"{scene.name}.png").write_bytes(rasterise(chat(scene.said, " / ".join(scene.lines))))
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), found), encoding="utf-8")


if __name__ == "__main__":
    main()
