"""What is said where a library is missing, as between new files and the `make run` that installs what they need.

Imported before any library, and never by name: an uncaught ModuleNotFoundError is then one line, not a trace.
"""

from __future__ import annotations

import sys
from types import TracebackType

OURS = {"bot", "data", "handlers"}
"""Packages that no lock names: one of their modules that is missing is a fault of ours, with its trace."""


def _told(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if isinstance(error, ModuleNotFoundError) and error.name and error.name.partition(".")[0] not in OURS:
        sys.stderr.write(
            f"{error.name} is not installed for {sys.executable}; "
            "run `make run`, which installs what requirements.lock names into .venv, and use .venv/bin/python\n"
        )
    else:
        sys.__excepthook__(kind, error, trace)


sys.excepthook = _told
