"""What is not let in, and what has to wait for a second editor."""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database

from data.changes import Changes
from data.desk.values import Role
from data.dossier import Dossier
from data.editing import rewrites
from data.editing.values import NeedsSecond, Rules
from data.errors import DossierError, Fault
from data.findings import Finding

SUMS = ("votes-electors", "votes-cast", "seats-size", "total-parts", "breakdown-sum")
"""The codes of the checks that add up."""


def admit(db: Database, dossier: Dossier, role: Role) -> None:
    """Let a dossier in. Raises DossierError with every reason not to."""
    faults = [*_owners_only(dossier, role), *rewrites.faults(db, dossier)]
    if faults:
        raise DossierError(faults)


def _owners_only(dossier: Dossier, role: Role) -> list[Fault]:
    if role == "owner" or not dossier.redactions:
        return []
    return [dossier.origin().fault(("redactions",), "only an owner may redact; ask one", key=True)]


def second(rules: Rules, role: Role, changes: Changes, warnings: Sequence[Finding]) -> tuple[NeedsSecond, ...]:
    """Give why a second editor has to agree, nothing when nobody has to."""
    why: list[NeedsSecond] = ["contributor"] if role == "contributor" else []
    if rules.second_editor == "all":
        why.append("all")
    if rules.second_editor != "off":
        turned = {each.what for each in changes.flips}
        why += [each for each in ("outcome", "majority") if each in turned]
        why += ["sum"] if any(each.code in SUMS for each in warnings) else []
    return tuple(why)
