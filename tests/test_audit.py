"""`make audit`: who does not answer gives no all-clear, and what is installed is held against the lock."""

from __future__ import annotations

from datetime import date
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest

from deploy import audit
from deploy.advisories import OSV, Service
from deploy.audit import (
    TO_DO,
    UNKNOWN,
    WELL,
    arguments,
    changed,
    holes,
    licence,
    locked,
    looked_up,
    services,
    strangers,
)
from deploy.records import Hole, Pin, Silence

A, B = ("a", "1.0"), ("b", "1.0")
LOCKS = {"x.lock": frozenset({A, B}), "y.lock": frozenset({A})}
TODAY = date(2026, 11, 26)


def service(name: str, known: dict[Pin, tuple[Hole, ...] | str], ignorance: str = "never heard") -> Service:
    """Give somebody who knows these holes, and falls silent where there is text instead."""

    def asked(package: str, version: str) -> tuple[Hole, ...] | None:
        said = known.get((package, version), (Hole("CANARY"),) if package == "pyyaml" else None)
        if isinstance(said, str):
            raise Silence(said)
        return said

    return Service(name, asked, ignorance)


ALL = service("all", {A: (), B: ()})
NONE = service("none", {})
GONE = service("gone", {("pyyaml", "5.3"): "it cannot be reached"})
ONE = service("one", {A: ()})
HOLED = service("holed", {A: (Hole("X", ("2.0", "3.1")),), B: "its answer broke off"})


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ([ALL], WELL, "well   x.lock: no known hole in 2 packages\nwell   y.lock: no known hole in 1 packages\n"),
        (
            [NONE, GONE],
            UNKNOWN,
            "an answer for 0 of 2 packages, which is no all-clear (none: never heard; gone: it",
        ),
        (
            [ONE],
            UNKNOWN,
            "UNKNOWN x.lock: an answer for 1 of 2 packages, which is no all-clear (one: never heard)",
        ),
        ([ONE], UNKNOWN, "well   y.lock: no known hole in 1 packages"),
        ([GONE, ALL], WELL, "well   x.lock"),
        ([HOLED, GONE], TO_DO, "HOLE   y.lock: a 1.0: X, mended in 2.0 or 3.1\n"),
        ([HOLED, GONE], TO_DO, "UNKNOWN x.lock: an answer for 1 of 2 packages, which is no all-clear (holed: its"),
        ([service("none mends it", {A: (Hole("X"),), B: ()})], TO_DO, "a 1.0: X, mended in no version yet"),
    ],
)
def test_only_a_whole_answer_is_an_all_clear(
    asked: list[Service], status: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """And a hole is one, however little else is known."""
    assert holes(LOCKS, asked) == status
    assert words in capsys.readouterr().out


def test_what_a_service_writes_cannot_steer_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Nor write lines of its own."""
    evil = "X\x1b[2J\nwell   \u202ey.lock"
    assert holes({"y.lock": {A}}, [service("a", {A: (Hole(evil, (evil,)),)})]) == TO_DO
    assert holes({"y.lock": {A}}, [service("a", {A: evil})]) == UNKNOWN
    out = capsys.readouterr().out
    assert out.count("X\\x1b[2J\\nwell   \\u202ey.lock") == 3
    assert len(out.splitlines()) == 2


def test_nobody_is_asked_what_another_has_answered() -> None:
    """So that a service is not asked a hundred times for nothing."""
    assert holes({"y.lock": {A}}, [ONE, service("second", {A: "asked again"})]) == WELL


def test_pypi_and_osv_are_asked_unless_another_is_named(tmp_path: Path) -> None:
    """And then that one alone."""
    assert [each.name for each in services(arguments([]), (), TODAY)] == ["pypi", "osv"]
    assert [each.name for each in services(arguments(["--osv", OSV]), (), TODAY)] == ["osv"]
    (alone,) = services(arguments(["--advisories", str(tmp_path)]), (), TODAY)
    assert alone.name == str(tmp_path)


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("https://osv.example.org/", "https://osv.example.org"),
        ("https://mirror.example.org:8443/osv", "https://mirror.example.org:8443/osv"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_the_address_of_a_service_is_https_or_here(text: str, taken: str) -> None:
    """Without a slash at its end."""
    assert arguments(["--osv", text]).osv == taken


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["--osv", "http://osv.example.org"], "write the service's address with https"),
        (["--osv", "osv.example.org"], "write the service's address with https"),
        (["--osv", "file:///etc/passwd"], "write the service's address with https"),
        (["--osv", "https://"], "write the service's address with https"),
        (["--osv", "https://me:secret@osv.example.org"], "write the address alone"),
        (["--osv", "https://osv.example.org?key=1"], "write the address alone"),
        (["--osv", "https://osv.example.org/a b"], "write the address alone"),
        (["--osv", "https://osv.example.org:port"], "write the address alone"),
        (["--advisories", "nowhere/at/all"], "nowhere/at/all is no folder"),
        (["--advisories", ".", "--osv", OSV], "not allowed with"),
    ],
)
def test_an_address_that_cannot_be_meant_is_refused(
    given: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With what to write instead, and no status of an all-clear."""
    with pytest.raises(SystemExit) as ended:
        arguments(given)
    assert ended.value.code == UNKNOWN
    assert says in capsys.readouterr().err


def test_a_folder_that_holds_something_else_gives_no_all_clear(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And says which file it is."""
    (tmp_path / "ci.yaml").write_text("on: push\n")
    assert looked_up(arguments(["--advisories", str(tmp_path)]), LOCKS, TODAY) == UNKNOWN
    assert f"UNKNOWN all locks: {tmp_path / 'ci.yaml'} is no OSV record" in capsys.readouterr().out


def test_every_lock_has_a_hash_for_each_package() -> None:
    """So that nothing else can be installed in its place."""
    for lock in audit.LOCKS:
        assert locked((audit.ROOT / lock).read_text(encoding="utf-8"))


@pytest.mark.parametrize("entry", ["b==2", "b>=2 --hash=sha256:0", "b @ https://example.org/b.whl", "b"])
def test_what_is_not_pinned_by_its_hash_is_no_lock(entry: str) -> None:
    """Nor is it passed over when holes are looked up."""
    with pytest.raises(ValueError, match=r"b.* is not pinned by version and hash; run make lock"):
        locked(f"# ours\na==1 \\\n    --hash=sha256:0\n{entry}\n")


def test_what_another_python_or_system_needs_is_looked_up_too() -> None:
    """The lock is for all of them, whoever runs the audit; two versions of a package are two."""
    pinned = "Some_Thing==1 ; python_full_version >= '3.13' \\\n    --hash=sha256:0\n    # via b\n"
    other = "some-thing==2 ; sys_platform == 'win32' \\\n    --hash=sha256:0 \\\n    --hash=sha256:1\n"
    assert locked(pinned + other) == {("some-thing", "1"), ("some-thing", "2")}


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
    assert strangers({("thing", "1.0"), ("thing", "0.9")}, [thing]) == []
    assert strangers({("thing", "0.9")}, [thing]) == ["thing 1.0 is installed, the lock names 0.9"]
    assert strangers((), [thing]) == ["thing 1.0 is installed, the lock names none"]


def test_a_licence_is_said_in_few_words(tmp_path: Path) -> None:
    """From the classifiers, where there is no expression."""
    assert licence(package(tmp_path)) == "MIT License"
