"""Writes docs/architecture.svg: `python -m tests.architecture`."""

from __future__ import annotations

from tests.architecture.drawing import drawing
from tests.newsroom import ROOT

DRAWING = ROOT / "docs" / "architecture.svg"

if __name__ == "__main__":
    DRAWING.write_text(drawing(), encoding="utf-8")
