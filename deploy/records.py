"""Advisories in OSV's schema, and which versions they are about (https://ossf.github.io/osv-schema/)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from packaging.utils import canonicalize_name, canonicalize_version
from packaging.version import InvalidVersion, Version
from pydantic import AwareDatetime, BaseModel, Field, ValidationError

Pin: TypeAlias = tuple[str, str]
"""A package's name as PyPI compares it, and its version."""


_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Silence(Exception):
    """Nobody said what is known; the text says why."""


@dataclass(frozen=True, slots=True)
class Hole:
    """What is known to be wrong with a version, and the later versions that mend it, lowest first."""

    id: str
    mended: tuple[str, ...] = ()


class Package(BaseModel):
    """Whom a record is about."""

    ecosystem: str
    name: str


class Range(BaseModel):
    """From where to where versions are affected: events of one of `introduced`, `fixed`, `last_affected`, `limit`."""

    type: str
    events: tuple[Mapping[str, str], ...] = ()


class Affected(BaseModel):
    """Which versions of a package a record is about."""

    package: Package | None = None
    ranges: tuple[Range, ...] = ()
    versions: tuple[str, ...] = ()


class Record(BaseModel):
    """One advisory in OSV's schema, of its first generation; what is not needed here is not read."""

    id: str
    schema_version: str = Field("1.0.0", pattern=r"^1\.")
    modified: AwareDatetime
    withdrawn: AwareDatetime | None = None
    affected: tuple[Affected, ...] = ()

    def about(self, name: str) -> Iterator[Affected]:
        """Give what it says of a package on PyPI."""
        for each in self.affected:
            if each.package and each.package.ecosystem == "PyPI" and canonicalize_name(each.package.name) == name:
                yield each


def kept(file: Path) -> Record:
    """Give the record a file holds, as JSON or YAML. Raises Silence."""
    try:
        text = file.read_bytes()
        said = json.loads(text) if file.suffix == ".json" else yaml.load(text, _LOADER)  # noqa: S506  # a safe one
        return Record.model_validate(said)
    except ValidationError as error:
        raise Silence(
            f"{file} is no OSV record ({first_fault(error)}); name the folder that holds nothing else"
        ) from error
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        raise Silence(f"{file} cannot be read ({type(error).__name__})") from error


def first_fault(error: ValidationError) -> str:
    """Give what is wrong with what was read, in few words."""
    first = error.errors()[0]
    return ": ".join(filter(None, [".".join(map(str, first["loc"])), first["msg"]]))[:100]


def affects(record: Record, name: str, version: str) -> bool:
    """Say whether a record is about a version: by its list, or by its ranges (OSV's schema, "Evaluation")."""
    same = canonicalize_version(version)
    return any(
        same in map(canonicalize_version, each.versions)
        or any(_within(span.events, version) for span in each.ranges if span.type != "GIT")
        for each in record.about(name)
    )


def _within(events: Iterable[Mapping[str, str]], version: str) -> bool:
    """Say whether a version is in a range; one whose ends cannot be compared is taken to reach everywhere."""
    try:
        mine = Version(version)
        ends = sorted((Version(at), kind) for each in events for kind, at in each.items())
    except InvalidVersion:
        return True
    inside = False
    for at, kind in ends:
        match kind:
            case "introduced" if mine >= at or at == Version("0"):
                inside = True
            case "fixed" if mine >= at:
                inside = False
            case "last_affected" if mine > at:
                inside = False
    return inside


def hole_of(record: Record, name: str, version: str) -> Hole:
    """Give what a record says of a version, and what mends it."""
    spans = [span for each in record.about(name) for span in each.ranges if span.type != "GIT"]
    return Hole(record.id, later([each["fixed"] for span in spans for each in span.events if "fixed" in each], version))


def later(versions: Iterable[str], version: str) -> tuple[str, ...]:
    """Give those of the versions that come after one, lowest first; those that cannot be compared, last."""
    comparable, other = dict[Version, str](), list[str]()
    for each in versions:
        try:
            comparable[Version(each)] = each
        except InvalidVersion:
            other.append(each)
    return (*(each for at, each in sorted(comparable.items()) if at > Version(version)), *other)
