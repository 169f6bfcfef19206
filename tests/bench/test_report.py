"""What was measured as a page: new sections for what was, the old ones for what was not, and nothing lost between."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.__main__ import measured
from bench.report import results
from bench.report.__main__ import PAGE, write
from bench.report.page import page, plain, section, table
from bench.report.results import Result
from bench.report.subject import Subject, subjects

PICTURES = Subject("Pictures", (), "Drawn once.\n", order=2)
WIRE = Subject("The wire", (), "", order=1)
EVERY = {"wire": WIRE, "pictures": PICTURES}
MEASURED = Result(
    "pictures",
    "2026-11-25T20:00:00+00:00",
    "A processor, 2 cores, 4 GB, Linux 6",
    {"Python": "3.11.7"},
    ("--times", "5"),
    {"": {"bars": {"first, ms": "60", "kept, ms": "0.1"}, "words": {"first, ms": "70"}}, "Many": {"all": {"s": "4"}}},
)


def test_a_section_says_when_on_what_with_what_and_how() -> None:
    """And then the tables, and what explains them."""
    assert section(PICTURES, MEASURED) == (
        "## Pictures\n\n"
        "25 November 2026; A processor, 2 cores, 4 GB, Linux 6; Python 3.11.7; "
        "`python -m bench.pictures --times 5`.\n\n"
        "| | first, ms | kept, ms |\n| --- | --- | --- |\n| bars | 60 | 0.1 |\n| words | 70 | |\n\n"
        "### Many\n\n| | s |\n| --- | --- |\n| all | 4 |\n\n"
        "Drawn once."
    )


def test_what_was_not_measured_keeps_its_section() -> None:
    """Word for word, and in the order of the subjects."""
    before = page(EVERY, {"pictures": MEASURED}, "")
    newer = Result("wire", "2026-12-01T08:00:00+00:00", "Another", {}, (), {"": {"rate": {"/s": "9"}}})
    after = page(EVERY, {"wire": newer}, before)
    assert section(PICTURES, MEASURED) in after
    assert after.index("## The wire") < after.index("## Pictures")
    assert page(EVERY, {}, after) == after


def test_what_is_measured_again_stands_once() -> None:
    """The new section in place of the old one."""
    before = page(EVERY, {"pictures": MEASURED}, "")
    again = Result("pictures", "2026-12-01T08:00:00+00:00", "Another", {}, (), {"": {"bars": {"first, ms": "1"}}})
    after = page(EVERY, {"pictures": again}, before)
    assert after.count("## Pictures") == 1
    assert "25 November" not in after


def test_a_subject_that_is_no_more_is_left_out() -> None:
    """Its numbers are nobody's."""
    assert "## Pictures" not in page({"wire": WIRE}, {}, page(EVERY, {"pictures": MEASURED}, ""))


def test_a_cell_cannot_break_its_table() -> None:
    """Bars and line breaks are written so that they stay inside."""
    assert table({"a|b": {"c": "d\ne"}}).splitlines()[-1] == "| a\\|b | d e |"


def test_a_terminal_shows_the_same_in_columns() -> None:
    """Each as wide as its widest cell."""
    assert plain(MEASURED).splitlines()[:3] == ["       first, ms  kept, ms", "bars   60         0.1", "words  70"]


def test_rows_are_kept_only_where_the_runner_wants_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was noted comes back as it was, with the machine and the versions."""
    monkeypatch.setattr(results, "_tables", {})
    results.row("", "bars", {"first": "1"})
    results.row("", "bars", {"kept": "2"})
    monkeypatch.delenv(results.FOLDER, raising=False)
    assert results.keep("pictures", ()) is None
    monkeypatch.setenv(results.FOLDER, str(tmp_path))
    path = results.keep("pictures", ["--times", "5"], ["aiohttp", "aiogram"])
    assert path is not None
    found = results.read(path)
    assert (found.tables, found.arguments) == ({"": {"bars": {"first": "1", "kept": "2"}}}, ("--times", "5"))
    assert found.versions["aiogram"] == "3.31.0"
    assert "cores" in found.machine


def test_a_file_that_is_no_result_is_refused(tmp_path: Path) -> None:
    """With its name."""
    path = tmp_path / "x.json"
    path.write_text(json.dumps({"subject": "x"}))
    with pytest.raises(ValueError, match=r"x\.json holds no result"):
        results.read(path)


def test_every_package_of_the_benches_is_a_subject() -> None:
    """With its heading, and arguments that make it small."""
    found = {each.parent.name for each in (PAGE.parents[1] / "bench").glob("*/__main__.py")} - {"report"}
    assert set(subjects()) == found
    assert all(subject.title and subject.quick for subject in subjects().values())


def test_the_page_as_it_stands_is_one_the_writer_wrote(tmp_path: Path) -> None:
    """Written again with nothing new, it stays as it is."""
    copy = tmp_path / "benchmarks.md"
    copy.write_text(PAGE.read_text(encoding="utf-8"), encoding="utf-8")
    write(tmp_path / "nothing", copy)
    assert copy.read_text(encoding="utf-8") == PAGE.read_text(encoding="utf-8")


def test_a_subject_that_fails_is_named_and_leaves_no_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """An old result does not stand in for it."""
    (tmp_path / "pictures.json").write_text("{}")
    monkeypatch.setattr("bench.__main__.subjects", lambda: {"pictures": Subject("Pictures", ("--nonsense",), "")})
    assert measured(["pictures"], tmp_path, quick=True) == ["pictures"]
    assert not (tmp_path / "pictures.json").exists()
    assert "pictures was not measured" in capfd.readouterr().err


def test_the_commands_say_what_they_take() -> None:
    """Of the runner and of each subject."""
    for module in ("bench", *(f"bench.{name}" for name in subjects())):
        asked = subprocess.run([sys.executable, "-m", module, "--help"], capture_output=True, text=True, check=True)  # noqa: S603  # our own modules
        assert "usage" in asked.stdout
