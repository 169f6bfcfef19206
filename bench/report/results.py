"""What a run has measured: rows by table, noted where they are printed, and kept as JSON for `make bench`."""

from __future__ import annotations

import json
import os
import platform
import re
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

FOLDER = "BENCH_RESULTS"
"""The variable with the folder results are kept in; without it nothing is kept."""

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "var" / "bench"
PEERS = ROOT / "bench" / "telegram" / "peers.lock"

Rows = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Result:
    """What one run measured: when (ISO 8601, UTC), on what, with what, how it was asked for; its tables by title."""

    subject: str
    at: str
    machine: str
    versions: dict[str, str]
    arguments: tuple[str, ...] = ()
    tables: dict[str, Rows] = field(default_factory=dict)


_tables: dict[str, Rows] = {}


def row(table: str, name: str, cells: Mapping[str, str]) -> None:
    """Note a row of a table: its name, and what stands in it by column; more of the same row is added to it."""
    _tables.setdefault(table, {}).setdefault(name, {}).update(cells)


def keep(subject: str, arguments: Iterable[str], libraries: Iterable[str] = ()) -> Path | None:
    """Write down what was noted, where the runner wants it; give the file."""
    folder = os.environ.get(FOLDER)
    if folder is None:
        return None
    at = datetime.now(UTC).isoformat(timespec="seconds")
    result = Result(subject, at, machine(), versions(libraries), tuple(arguments), _tables)
    path = Path(folder) / f"{subject}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(result), ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def read(path: Path) -> Result:
    """Give what a run has written down. Raises ValueError for a file that is none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Result(**data | {"arguments": tuple(data["arguments"])})
    except (KeyError, TypeError) as error:
        raise ValueError(f"{path} holds no result of a bench; delete it and measure again") from error


def machine() -> str:
    """Give the processor, its cores, the memory and the kernel, as far as the system says (Linux)."""
    cpu = _of("/proc/cpuinfo", r"model name\s*:\s*(.+)") or platform.processor() or platform.machine()
    memory = _of("/proc/meminfo", r"MemTotal:\s*(\d+) kB")
    ram = f"{round(int(memory) / 2**20)} GB, " if memory else ""
    return f"{' '.join(cpu.split())}, {os.cpu_count()} cores, {ram}{platform.system()} {platform.release()}"


def versions(libraries: Iterable[str]) -> dict[str, str]:
    """Give the versions of Python, SQLite and the libraries; of a peer, the one its lock names."""
    found = {"Python": platform.python_version(), "SQLite": sqlite3.sqlite_version}
    return found | {name: _version(name) for name in libraries}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return _of(str(PEERS), rf"(?m)^{re.escape(name)}==(\S+)") or "unknown"


def _of(path: str, pattern: str) -> str:
    try:
        found = re.search(pattern, Path(path).read_text(encoding="utf-8"))
    except OSError:
        return ""
    return found[1] if found else ""
