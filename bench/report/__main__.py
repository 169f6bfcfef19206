"""Writes docs/benchmarks.md from the results under var/bench: `python -m bench.report`."""

from __future__ import annotations

from pathlib import Path

from bench.report.page import page
from bench.report.results import KEPT, ROOT, Result, read
from bench.report.subject import subjects

PAGE = ROOT / "docs" / "benchmarks.md"


def results(folder: Path) -> dict[str, Result]:
    """Give what is kept in a folder, by subject."""
    return {path.stem: read(path) for path in sorted(folder.glob("*.json"))}


def write(folder: Path, to: Path) -> None:
    """Write the page from the results in a folder; what was not measured keeps its section."""
    before = to.read_text(encoding="utf-8") if to.exists() else ""
    to.write_text(page(subjects(), results(folder), before), encoding="utf-8")


if __name__ == "__main__":
    write(KEPT, PAGE)
    print(f"{PAGE.relative_to(ROOT)} is written from {KEPT.relative_to(ROOT)}.")
