"""Names, which only find things: what things are is told by their ids."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from data.dossier.values import Language, SourceId, Text, Value, Words


class Spelling(Value):
    """A spelling as somebody wrote it; `note` says when it is a wrong one."""

    text: Words
    language: Language = "en"
    source: SourceId | None = None
    note: Text | None = None


class Named(Value):
    """Anything with names: one a language, a short form such as PTI, and spellings met elsewhere."""

    names: Annotated[dict[Language, Words], Field(min_length=1)]
    short: Words | None = None
    spellings: tuple[Spelling, ...] = ()
