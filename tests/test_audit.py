"""`make audit`: a service that does not answer is no all-clear, and what is installed is held against the lock."""

from __future__ import annotations

import json
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest

from deploy import audit
from deploy.audit import TO_DO, UNKNOWN, WELL, Answer, changed, licence, locked, read, strangers, told

HOLE = {"id": "PYSEC-2026-1", "fix_versions": ["2.0"], "aliases": []}


def said(*packages: object) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


def test_a_known_hole_is_named_with_what_mends_it() -> None:
    """And the package counts as looked up."""
    answer = read(
        said({"name": "a", "version": "1.0", "vulns": [HOLE]}, {"name": "b", "version": "1", "vulns": []}), ""
    )
    assert answer == Answer(2, 2, ("a 1.0: PYSEC-2026-1, mended in 2.0",))


def test_a_package_nobody_found_is_not_looked_up() -> None:
    """pip-audit itself would end well."""
    assert read(said({"name": "a", "skip_reason": "not found on PyPI"}), "") == Answer(1, 0)


def test_a_service_that_cannot_be_reached_said_nothing() -> None:
    """Whatever it printed on its way."""
    error = "Traceback ...\nrequests.exceptions.ConnectionError: no such host"
    assert read("", error) == Answer(failed="it cannot be reached")


@pytest.mark.parametrize(
    ("answers", "status", "words"),
    [
        ([Answer(2, 2)], WELL, "no known hole in 2 packages"),
        ([Answer(2, 0), Answer(failed="it cannot be reached")], UNKNOWN, "no all-clear"),
        ([Answer(2, 1), Answer(2, 1)], UNKNOWN, "1 of 2 packages could be looked up"),
        ([Answer(failed="x"), Answer(failed="y")], UNKNOWN, "pypi: x; osv: y"),
        ([Answer(2, 1, ("a 1: X, mended in 2",)), Answer(failed="y")], TO_DO, "a 1: X, mended in 2"),
    ],
)
def test_only_a_whole_answer_is_an_all_clear(
    answers: list[Answer], status: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """And a hole is one, however little else is known."""
    assert told("x.lock", answers) == status
    assert words in capsys.readouterr().out


def test_every_lock_has_a_hash_for_each_package() -> None:
    """So that nothing else can be installed in its place."""
    for lock in audit.LOCKS:
        assert locked((audit.ROOT / lock).read_text(encoding="utf-8"))
    with pytest.raises(ValueError, match="b has no hash"):
        locked("a==1 \\\n    --hash=sha256:0\nb==2\n")


def package(folder: Path, *, version: str = "1.0") -> PathDistribution:
    """Give an installed package of one file."""
    info = folder / f"thing-{version}.dist-info"
    info.mkdir(parents=True)
    (folder / "thing.py").write_bytes(b"x = 1\n")
    digest = "nia_NpkRxFwkPGhBR7I_yeHc_PJX0pmhxjIBam_NM_Q"
    (info / "RECORD").write_text(f"thing.py,sha256={digest},6\nthing-{version}.dist-info/RECORD,,\n")
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: Thing\nVersion: {version}\nClassifier: License :: OSI Approved :: MIT License\n"
    )
    return PathDistribution(info)


def test_a_file_changed_after_it_was_installed_is_named(tmp_path: Path) -> None:
    """By what its wheel recorded."""
    thing = package(tmp_path)
    (tmp_path / "thing.py").write_bytes(b"x = 2\n")
    assert changed(thing) == ["thing.py"]
    (tmp_path / "thing.py").unlink()
    assert changed(thing) == ["thing.py"]


def test_what_the_lock_does_not_name_is_a_stranger(tmp_path: Path) -> None:
    """Another version too; the same one, as it came, is none."""
    thing = package(tmp_path)
    assert strangers({"thing": "1.0"}, [thing]) == []
    assert strangers({"thing": "0.9"}, [thing]) == ["thing 1.0 is installed, the lock names 0.9"]
    assert strangers({}, [thing]) == ["thing 1.0 is installed, the lock names none"]


def test_a_licence_is_said_in_few_words(tmp_path: Path) -> None:
    """From the classifiers, where there is no expression."""
    assert licence(package(tmp_path)) == "MIT License"
