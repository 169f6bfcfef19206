"""What can be measured: every package under `bench/` that declares a SUBJECT and runs as `python -m bench.NAME`."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass

import bench


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject's heading, the arguments that make it small, the libraries it stands on, and what explains its numbers.

    `full` are the arguments of a whole measurement, `order` is its place on the page, `peers` says that it needs the
    environment of the bots it is compared with.
    """

    title: str
    quick: tuple[str, ...]
    notes: str
    full: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    order: int = 50
    peers: bool = False


def subjects() -> dict[str, Subject]:
    """Give every subject by the name of its package, in the order of the page."""
    found: dict[str, Subject] = {}
    for module in pkgutil.iter_modules(bench.__path__):
        package = importlib.import_module(f"bench.{module.name}") if module.ispkg else None
        if isinstance(subject := getattr(package, "SUBJECT", None), Subject):
            found[module.name] = subject
    return dict(sorted(found.items(), key=lambda each: (each[1].order, each[0])))
