"""Measures every subject in turn, and writes docs/benchmarks.md: `python -m bench [--quick] [--only NAME…]`.

With `--quick` each is measured small, to see that it works: its numbers are printed and never written into the page.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from bench.report.__main__ import PAGE, write
from bench.report.page import plain
from bench.report.results import FOLDER, KEPT, ROOT, read
from bench.report.subject import Subject, subjects

PEERS = ROOT / ".venv-peers/bin/python"


def run(name: str, subject: Subject, folder: Path, *, quick: bool) -> bool:
    """Measure a subject in a process of its own, its result in the folder; print it, and say whether it ended well."""
    print(f"\n== {name}: {subject.title}", flush=True)
    if subject.peers and not PEERS.exists():
        print("The bots it is compared with are not there and are left out; `make bench` sets them up.", flush=True)
    path = folder / f"{name}.json"
    path.unlink(missing_ok=True)
    command = [sys.executable, "-m", f"bench.{name}", *(subject.quick if quick else subject.full)]
    status = subprocess.run(command, env=os.environ | {FOLDER: str(folder)}, cwd=ROOT, check=False).returncode  # noqa: S603  # our own modules
    if status or not path.exists():
        print(f"{name} was not measured: status {status}", file=sys.stderr, flush=True)
        return False
    print(plain(read(path)), flush=True)
    return True


def measured(names: Iterable[str], folder: Path, *, quick: bool) -> list[str]:
    """Measure the subjects; give those that did not end well."""
    every = subjects()
    return [name for name in names if not run(name, every[name], folder, quick=quick)]


def main() -> None:
    """Read the arguments and measure; ends with 1 when a subject did not end well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="measure small, and write no page")
    parser.add_argument("--only", nargs="+", choices=subjects(), default=list(subjects()), metavar="NAME")
    given = parser.parse_args()
    if given.quick:
        with tempfile.TemporaryDirectory() as folder:
            failed = measured(given.only, Path(folder), quick=True)
        print("\nMeasured small: these numbers mean nothing, and are written nowhere.")
    else:
        failed = measured(given.only, KEPT, quick=False)
        write(KEPT, PAGE)
        print(f"\n{PAGE.relative_to(ROOT)} is written.")
    sys.exit(f"not measured: {', '.join(failed)}" if failed else 0)


if __name__ == "__main__":
    main()
