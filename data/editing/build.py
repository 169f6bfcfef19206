"""Amendments as the dossiers they become."""

from __future__ import annotations

import secrets
from datetime import date

from data.dossier.amending import Correction, Given, Mistake, Preference, Redaction, Retraction, Undo
from data.dossier.schema import Dossier
from data.dossier.who import Source


def correction(
    of: str,
    value: Given,
    reason: str,
    mistake: Mistake,
    *,
    field: str = "value",
    source: str | None = None,
    new_source: tuple[str, Source] | None = None,
) -> Dossier:
    """Give the dossier that puts a field right: of a figure (`table/part`) its value, of a quotation its text.

    `source` is where the right value stands; `new_source` declares it with its id. Raises ValueError (pydantic's) for
    what no dossier may say; whether there is such a figure is seen when it is proposed.
    """
    said = Correction(of=of, field=field, value=value, reason=reason, mistake=mistake, source=source)
    return _dossier("correction", of, reason, corrections=said, new_source=new_source)


def retraction(
    of: str,
    reason: str,
    *,
    mistake: Mistake | None = None,
    source: str | None = None,
    new_source: tuple[str, Source] | None = None,
) -> Dossier:
    """Give the dossier by which a figure, table, quotation, claim … no longer stands."""
    said = Retraction(of=of, reason=reason, mistake=mistake, source=source)
    return _dossier("retraction", of, reason, retractions=said, new_source=new_source)


def preference(table: str, reason: str) -> Dossier:
    """Give the dossier by which a table is shown before the others of its subject and measure."""
    return _dossier("preference", table, reason, preferences=Preference(of=table, reason=reason))


def redaction(of: str, reason: str, *, on: date) -> Dossier:
    """Give the dossier by which content goes, everywhere and for good, and a tombstone stands in its place."""
    return _dossier("redaction", of, reason, redactions=Redaction(of=of, reason=reason, date=on))


def undo(revision: int, reason: str) -> Dossier:
    """Give the dossier that takes back a revision."""
    return _dossier("undo", f"revision {revision}", reason, undoes=Undo(revision=revision, reason=reason))


def _dossier(
    kind: str, of: str, reason: str, *, new_source: tuple[str, Source] | None = None, **amendment: object
) -> Dossier:
    """Give a dossier with one amendment; its id, and the amendment's, are new each time."""
    id_ = f"{kind}-{secrets.token_hex(5)}"
    said = {section: {id_: each} for section, each in amendment.items()}
    sources = {"sources": {new_source[0]: new_source[1]}} if new_source else {}
    head = {"dossier": id_, "title": f"{kind.capitalize()} of {of}", "why": reason, "timezone": "UTC"}
    return Dossier.model_validate(head | said | sources)
