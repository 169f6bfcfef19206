"""What a check found in a dossier, and how it is kept beside the revision."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from data.errors import Fault

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check found: its code stays for ever, `arithmetic` is the sum behind it or "".

    `fault` places it in the file; a finding that is read back from a revision has its path and message only.
    """

    code: str
    severity: Severity
    path: str
    message: str
    arithmetic: str = ""
    fault: Fault | None = None

    def __str__(self) -> str:
        return str(self.as_fault())

    def as_fault(self) -> Fault:
        """Give the finding as a fault at its place; a warning's message begins with its code."""
        placed = self.fault or Fault("", 0, 0, self.path, self.message)
        if self.severity == "error":
            return placed
        sums = f" ({self.arithmetic})" if self.arithmetic else ""
        return replace(placed, message=f"warning {self.code}: {self.message}{sums}")

    def kept(self) -> Finding:
        """Give the finding as it is kept: without its place, which is the file's and not the dossier's."""
        return Finding(self.code, self.severity, self.path, self.message, self.arithmetic)


def dumped(findings: Iterable[Finding]) -> str:
    """Give findings as JSON."""
    found = [(each.code, each.severity, each.path, each.message, each.arithmetic) for each in findings]
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def loaded(text: str) -> tuple[Finding, ...]:
    """Give the findings in JSON that `dumped` wrote."""
    return tuple(Finding(*each) for each in json.loads(text))
