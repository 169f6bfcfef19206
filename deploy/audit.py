"""What the program is built on, looked at: `make audit` (`python -m deploy.audit`).

Needs the network, so it is no part of the tests. Known holes in what the lock files name; whether exactly that is
installed here, file by file; and under which licences. Ends with 0 when all is well, 1 when something has to be done,
2 when nobody could be asked about known holes: that is no all-clear, and is never reported as one.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock", "bench/telegram/peers.lock", "deploy/audit.lock")
INSTALLED = "requirements-dev.lock"
AUDIT = ROOT / ".venv-audit/bin/pip-audit"
SERVICES = ("pypi", "osv")
OURS = frozenset({"pip", "setuptools", "wheel"})
"""What a virtual environment brings along itself."""

WELL, TO_DO, UNKNOWN = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service said of one lock: packages asked about, those it knew, their holes, and why it said nothing."""

    asked: int = 0
    known: int = 0
    holes: tuple[str, ...] = ()
    failed: str = ""


def normal(name: str) -> str:
    """Give a package's name as PyPI compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(text: str) -> dict[str, str]:
    """Give the versions a lock names, by package. Raises ValueError where one has no hash."""
    found: dict[str, str] = {}
    for entry in re.split(r"\n(?=[A-Za-z0-9])", text):
        if (match := re.match(r"([A-Za-z0-9._-]+)==([^\s;\\]+)", entry)) is not None:
            if "--hash=sha256:" not in entry:
                raise ValueError(f"{match[1]} has no hash; run make lock")
            found[normal(match[1])] = match[2]
    return found


def read(output: str, error: str) -> Answer:
    """Give what pip-audit said (its JSON); whoever it did not find is not known, and nothing about them is."""
    try:
        said: list[dict[str, Any]] = json.loads(output)["dependencies"]
    except (ValueError, KeyError):
        last = (error.strip().splitlines() or ["it said nothing"])[-1]
        return Answer(failed="it cannot be reached" if "ConnectionError" in last else last[:80])
    holes = [_hole(each, hole) for each in said for hole in each.get("vulns", ())]
    return Answer(len(said), sum("skip_reason" not in each for each in said), tuple(holes))


def _hole(package: Mapping[str, str], hole: Mapping[str, Any]) -> str:
    mended = " or ".join(hole["fix_versions"]) or "no version yet"
    return f"{package['name']} {package['version']}: {hole['id']}, mended in {mended}"


def ask(lock: str, service: str) -> Answer:
    """Ask a service about everything a lock names."""
    command = [str(AUDIT), "-r", str(ROOT / lock), "--disable-pip", "--require-hashes", "-f", "json", "-s", service]
    done = subprocess.run(  # noqa: S603  # what the lock has installed
        [*command, "--progress-spinner", "off", "--timeout", "20"], capture_output=True, text=True, check=False
    )
    return read(done.stdout, done.stderr)


def holes(locks: Iterable[str]) -> int:
    """Print what is known of the locks; the second service is asked where the first does not know everything."""
    worst = WELL
    for lock in locks:
        answers = []
        for service in SERVICES:
            answers.append(ask(lock, service))
            if answers[-1].asked and answers[-1].known == answers[-1].asked:
                break
        worst = max(worst, told(lock, answers), key=(WELL, UNKNOWN, TO_DO).index)
    return worst


def told(lock: str, answers: list[Answer]) -> int:
    """Print what the services said of a lock, and give what that means."""
    best = max(answers, key=lambda each: (each.known, each.asked))
    for hole in sorted({hole for each in answers for hole in each.holes}):
        print(f"HOLE   {lock}: {hole}")
    if best.asked == 0 or best.known < best.asked:
        why = "; ".join(
            f"{name}: {each.failed or 'it does not know them'}" for name, each in zip(SERVICES, answers, strict=False)
        )
        number = f"{best.known} of {best.asked}" if best.asked else "none"
        print(f"UNKNOWN {lock}: {number} packages could be looked up, which is no all-clear ({why})")
    elif not best.holes:
        print(f"well   {lock}: no known hole in {best.known} packages")
    return TO_DO if any(each.holes for each in answers) else WELL if 0 < best.asked == best.known else UNKNOWN


def strangers(named: Mapping[str, str], found: Iterable[Distribution]) -> list[str]:
    """Give what is installed and not as the lock names it, and files that are not as they were installed."""
    wrong = []
    for each in found:
        name = normal(each.metadata["Name"])
        if name in OURS:
            continue
        if named.get(name) != each.version:
            wrong.append(f"{name} {each.version} is installed, the lock names {named.get(name, 'none')}")
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
    runs = locked((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    told = {normal(each.metadata["Name"]): licence(each) for each in distributions()}
    for name in sorted(told.keys() & runs.keys()):
        print(f"       {name:24} {runs[name]:12} {told[name]}")


def main() -> int:
    """Look at all of it; give the status to end with."""
    found = [holes(LOCKS), installed()]
    print("\nLicences of what runs with the program:")
    licences()
    return TO_DO if TO_DO in found else max(found)


if __name__ == "__main__":
    sys.exit(main())
