"""What is known to be wrong with a package: asked of PyPI or OSV, or read from a folder of OSV's records (ADR 52).

Only a whole answer of the documented shape is one. Whatever else comes raises `Silence` and never stands for "no hole":
a redirect to elsewhere, a body that breaks off or has no end, a record of a schema to come, a service that does not
know `CANARY`.
The shapes: https://google.github.io/osv.dev/post-v1-query/ and https://docs.pypi.org/api/json/.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from http.client import HTTPException
from pathlib import Path
from typing import Any, TypeAlias
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from deploy.records import Hole, Pin, Record, Silence, affects, first_fault, hole_of, kept, later

CANARY: Pin = ("pyyaml", "5.3")
"""It has known holes (CVE-2020-14343 is one): whoever knows of none cannot say that others have none."""

PYPI, OSV = "https://pypi.org", "https://api.osv.dev"
LARGEST = 16 << 20
PAGES = 50
SECONDS = 20
AT_ONCE = 4
FRESH = timedelta(days=30)
"""How old the newest advisory of a folder may be for the folder to say that there is no hole."""


class Page(BaseModel):
    """One page of what OSV answers; `{}` where nothing is known."""

    model_config = ConfigDict(extra="forbid")

    vulns: tuple[Record, ...] = ()
    next_page_token: str = ""


class Vulnerability(BaseModel):
    """A hole as PyPI names it."""

    id: str
    fixed_in: tuple[str, ...]
    withdrawn: AwareDatetime | None


class Release(BaseModel):
    """What PyPI says of a version of a package, as far as it is needed here."""

    vulnerabilities: tuple[Vulnerability, ...]


Asked: TypeAlias = Callable[[str, str], "tuple[Hole, ...] | None"]
"""Gives the holes of a package's version, or None where the package is not known. Raises Silence."""


@dataclass(frozen=True, slots=True)
class Service:
    """Somebody who knows holes, and what it means when a package is not known there."""

    name: str
    holes: Asked
    ignorance: str = "it does not know all of them"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service said: the holes of each package it knew, and why it said no more."""

    known: Mapping[Pin, tuple[Hole, ...]] = field(default_factory=dict)
    failed: str = ""


def ask(service: Service, pins: Iterable[Pin]) -> Answer:
    """Ask a service about packages, and about `CANARY` before; what it said before it fell silent holds."""
    pins = list(pins)
    known: dict[Pin, tuple[Hole, ...]] = {}
    try:
        if not service.holes(*CANARY):
            return Answer(failed=f"it knows no hole of {' '.join(CANARY)}, which has some")
        with ThreadPoolExecutor(AT_ONCE) as pool:
            said = zip(pins, pool.map(lambda pin: service.holes(*pin), pins), strict=True)
            known.update((pin, holes) for pin, holes in said if holes is not None)
    except Silence as why:
        return Answer(known, str(why))
    return Answer(known)


def pypi(base: str = PYPI) -> Service:
    """Give PyPI, which knows the packages it has."""

    def holes(name: str, version: str) -> tuple[Hole, ...] | None:
        if (body := fetch(f"{base}/pypi/{name}/{version}/json")) is None:
            return None
        found = _shaped(Release, body).vulnerabilities
        return tuple(Hole(each.id, later(each.fixed_in, version)) for each in found if each.withdrawn is None)

    return Service("pypi", holes)


def osv(base: str = OSV) -> Service:
    """Give an OSV service, which answers "nothing" of a package it has never heard of."""

    def holes(name: str, version: str) -> tuple[Hole, ...]:
        question, found = {"package": {"name": name, "ecosystem": "PyPI"}, "version": version}, list[Record]()
        for _ in range(PAGES):
            if (body := fetch(f"{base}/v1/query", question)) is None:
                raise Silence("there is no /v1/query at its address")
            page = _shaped(Page, body)
            found += page.vulns
            if not page.next_page_token:
                return tuple(hole_of(each, name, version) for each in found if each.withdrawn is None)
            question["page_token"] = page.next_page_token
        raise Silence(f"its answer has more than {PAGES} pages")

    return Service("osv", holes)


class _Stay(HTTPRedirectHandler):
    """Follows to another path, where PyPI has a package that is written otherwise, and nobody to another host.

    A question is never taken elsewhere: urllib would ask without it.
    """

    def redirect_request(self, req: Request, *rest: Any) -> Request | None:
        same = urlsplit(rest[-1])[:2] == urlsplit(req.full_url)[:2]
        return super().redirect_request(req, *rest) if same and req.data is None else None


_OPENER = build_opener(_Stay)


def fetch(url: str, question: Mapping[str, Any] | None = None) -> bytes | None:
    """Give what an address answers (to a question: POST), or None for 404. Raises Silence."""
    body = None if question is None else json.dumps(question).encode()
    headers = {"Accept": "application/json", "Content-Type": "application/json", "User-Agent": "division-bell"}
    request = Request(url, body, headers)  # noqa: S310  # https, or a constant: `deploy.audit.address`
    try:
        with _OPENER.open(request, timeout=SECONDS) as answer:
            said: bytes = answer.read(LARGEST + 1)
    except HTTPError as error:
        error.close()
        if error.code == 404:  # noqa: PLR2004  # HTTP's own
            return None
        where = f" and sends elsewhere, to {error.headers['Location']}" if error.headers["Location"] else ""
        raise Silence(f"it answers {error.code}{where}") from error
    except URLError as error:
        raise Silence(f"it cannot be reached: {error.reason}"[:120]) from error
    except (OSError, HTTPException) as error:
        raise Silence("its answer broke off") from error
    if len(said) > LARGEST:
        raise Silence(f"its answer is longer than {LARGEST >> 20} MiB")
    return said


def _shaped(shape: Any, body: bytes) -> Any:
    try:
        return shape.model_validate_json(body)
    except ValidationError as error:
        raise Silence(f"its answer is not of the documented shape ({first_fault(error)})") from error


def folder(path: Path, names: Collection[str], today: date) -> Service:
    """Give what a folder of OSV's records (JSON or YAML) knows of the named packages. Raises Silence if it is none.

    Whatever its newest record is too old for has to be asked again: then it names holes, and no package is without.
    """
    newest, records = datetime.min.replace(tzinfo=UTC), list[Record]()
    for file in sorted(path.rglob("*")):
        if file.suffix in {".json", ".yaml", ".yml"} and not _hidden(file.relative_to(path)):
            record = kept(file)
            newest = max(newest, record.modified)
            if record.withdrawn is None and any(any(record.about(name)) for name in {*names, CANARY[0]}):
                records.append(record)
    fresh = today - newest.date() <= FRESH

    def holes(name: str, version: str) -> tuple[Hole, ...] | None:
        found = tuple(hole_of(each, name, version) for each in records if affects(each, name, version))
        return found if found or fresh else None

    return Service(f"{path}", holes, f"its newest record is of {newest:%Y-%m-%d}; get newer ones")


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
