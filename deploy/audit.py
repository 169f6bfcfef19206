"""What the program is built on, looked at: `make audit` (`python -m deploy.audit`).

Asks the network unless it is told not to, so it is no part of the tests. Known holes in what the lock files name;
whether exactly that is installed here, file by file; and under which licences. Ends with 0 when all is well, 1 when
something has to be done, 2 when nobody could say what is known: that is no all-clear, and is never reported as one.
"""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from packaging.utils import canonicalize_name

from deploy.advisories import Service, ask, folder, osv, pypi
from deploy.records import Hole, Pin, Silence

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock", "bench/telegram/peers.lock")
INSTALLED = "requirements-dev.lock"
OURS = frozenset({"pip", "setuptools", "wheel"})
"""What a virtual environment brings along itself."""

WELL, TO_DO, UNKNOWN = 0, 1, 2


def locked(text: str) -> frozenset[Pin]:
    """Give what a lock names, for whatever Python and system. Raises ValueError where one is not pinned by its hash."""
    found = set()
    for entry in re.findall(r"^[^\s#].*(?:\n\s.*)*", text, re.MULTILINE):
        if (match := re.match(r"([A-Za-z0-9._-]+)==([^\s;\\]+)", entry)) is None or "--hash=sha256:" not in entry:
            raise ValueError(f"{entry.split()[0]} is not pinned by version and hash; run make lock")
        found.add((canonicalize_name(match[1]), match[2]))
    return frozenset(found)


def holes(locks: Mapping[str, Collection[Pin]], services: Iterable[Service]) -> int:
    """Print what is known of what the locks name; each service is asked about what those before it do not know."""
    every = frozenset[Pin]().union(*locks.values())
    known: dict[Pin, tuple[Hole, ...]] = {}
    why = []
    for service in services:
        if left := sorted(every - known.keys()):
            answer = ask(service, left)
            known |= answer.known
            why.append(f"{service.name}: {answer.failed or service.ignorance}")
    return max((told(*each, known, "; ".join(why)) for each in locks.items()), key=(WELL, UNKNOWN, TO_DO).index)


def told(lock: str, pins: Collection[Pin], known: Mapping[Pin, tuple[Hole, ...]], why: str) -> int:
    """Print what is known of a lock, and why there is no more; give what that means."""
    found = [(pin, hole) for pin in sorted(pins) for hole in known.get(pin, ())]
    for (name, version), hole in found:
        mended = " or ".join(hole.mended) or "no version yet"
        print(plain(f"HOLE   {lock}: {name} {version}: {hole.id}, mended in {mended}"))
    if (number := sum(pin in known for pin in pins)) < len(pins):
        least = f"an answer for {number} of {len(pins)} packages, which is no all-clear"
        print(plain(f"UNKNOWN {lock}: {least} ({why})"))
    elif not found:
        print(f"well   {lock}: no known hole in {number} packages")
    return TO_DO if found else WELL if number == len(pins) else UNKNOWN


def plain(text: str) -> str:
    """Give text that others wrote as one line that steers no terminal."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


def strangers(named: Collection[Pin], found: Iterable[Distribution]) -> list[str]:
    """Give what is installed and not as the lock names it, and files that are not as they were installed."""
    wrong = []
    for each in found:
        name = canonicalize_name(each.metadata["Name"])
        if name in OURS:
            continue
        if (name, each.version) not in named:
            others = " or ".join(sorted(version for other, version in named if other == name)) or "none"
            wrong.append(f"{name} {each.version} is installed, the lock names {others}")
        wrong += [f"{name}: {path} is not as it was installed" for path in changed(each)]
    return sorted(wrong)


def changed(package: Distribution) -> list[str]:
    """Give the files of a package that differ from what its wheel recorded (PEP 376, RECORD)."""
    return [str(path) for path in package.files or () if path.hash is not None and not _same(path)]


def _same(path: Any) -> bool:
    try:
        digest = hashlib.new(path.hash.mode, path.locate().read_bytes()).digest()
    except OSError:
        return False
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == str(path.hash.value)


def installed() -> int:
    """Print whether what is installed here is what the lock names, and fits together."""
    wrong = strangers(locked((ROOT / INSTALLED).read_text(encoding="utf-8")), distributions())
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    dry = subprocess.run(  # noqa: S603  # our own pip
        [*pip, "install", "--dry-run", "--require-hashes", "-r", INSTALLED],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    wrong += [line for line in dry.stdout.splitlines() if line.startswith("Would install")]
    wrong += dry.stderr.strip().splitlines()[-1:] if dry.returncode else []
    fits = subprocess.run([*pip, "check"], capture_output=True, text=True, check=False)  # noqa: S603  # as above
    wrong += fits.stdout.strip().splitlines() if fits.returncode else []
    for each in wrong:
        print(f"WRONG  {each}; run rm -rf .venv && make test")
    if not wrong:
        print(f"well   what is installed is what {INSTALLED} names, every file as it came")
    return TO_DO if wrong else WELL


def licence(package: Distribution) -> str:
    """Give a package's licence in few words: its SPDX expression, else its classifiers, else what it writes."""
    said: dict[str, Any] = package.metadata.json
    classified = [each.split(" :: ")[-1] for each in said.get("classifier", ()) if each.startswith("License")]
    written = (said.get("license") or "").strip().splitlines()
    return said.get("license_expression") or ", ".join(classified) or (written[0][:60] if written else "not said")


def licences() -> None:
    """Print under which licences what runs with the program stands."""
    runs = dict(locked((ROOT / "requirements.lock").read_text(encoding="utf-8")))
    told = {canonicalize_name(each.metadata["Name"]): licence(each) for each in distributions()}
    for name in sorted(told.keys() & runs.keys()):
        print(f"       {name:24} {runs[name]:12} {told[name]}")


def address(text: str) -> str:
    """Give the address of an OSV service, without a slash at its end. Raises ArgumentTypeError."""
    parts = urlsplit(text)
    here = parts.scheme == "http" and parts.hostname in {"127.0.0.1", "::1", "localhost"}
    if not parts.hostname or not (parts.scheme == "https" or here):
        raise ArgumentTypeError("write the service's address with https, as in https://osv.example.org")
    if not re.fullmatch(r"[a-z]+://([\w.-]+|\[[\da-fA-F:]+\])(:\d+)?(/[\w.~/-]*)?", text, re.ASCII):
        raise ArgumentTypeError("write the address alone: host, port and path, no user and nothing after ? or #")
    return text.rstrip("/")


def existing(text: str) -> Path:
    """Give a folder. Raises ArgumentTypeError."""
    if not (path := Path(text)).is_dir():
        raise ArgumentTypeError(f"{text} is no folder")
    return path


def arguments(given: Sequence[str] | None = None) -> Namespace:
    """Give what was asked for; ends the program with 2 where it makes no sense."""
    parser = ArgumentParser("deploy.audit", description="Known holes, what is installed against the lock, licences.")
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--osv", metavar="URL", type=address, help="ask this OSV service alone (its /v1/query)")
    source.add_argument("--advisories", metavar="DIR", type=existing, help="ask nobody: read a folder of OSV's records")
    return parser.parse_args(given)


def services(wanted: Namespace, names: Collection[str], today: date) -> tuple[Service, ...]:
    """Give who is asked about the named packages. Raises Silence where the folder is none of advisories."""
    if wanted.advisories:
        return (folder(wanted.advisories, names, today),)
    return (osv(wanted.osv),) if wanted.osv else (pypi(), osv())


def looked_up(wanted: Namespace, locks: Mapping[str, Collection[Pin]], today: date) -> int:
    """Print what is known of what the locks name, by whoever is wanted to say so."""
    names = {name for pins in locks.values() for name, _ in pins}
    try:
        return holes(locks, services(wanted, names, today))
    except Silence as why:
        print(plain(f"UNKNOWN all locks: {why}"))
        return UNKNOWN


def main() -> int:
    """Look at all of it; give the status to end with."""
    wanted = arguments()
    locks = {lock: locked((ROOT / lock).read_text(encoding="utf-8")) for lock in LOCKS}
    found = [looked_up(wanted, locks, datetime.now(UTC).date()), installed()]
    print("\nLicences of what runs with the program:")
    licences()
    return TO_DO if TO_DO in found else max(found)


if __name__ == "__main__":
    sys.exit(main())
