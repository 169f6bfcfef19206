"""Everything the record was made of, as one JSON document that is written piece by piece: for whoever takes it along.

A revision comes with its dossier as it is kept: what was redacted is a tombstone there. Who brought it is not told.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

from data.desk import Desk, Revision
from data.store import Store

FORMAT = "division-bell/1"
"""The name of this form; another one would have another number."""


async def pieces(store: Store) -> AsyncIterator[str]:
    """Give the document in pieces that fit into memory, a revision each, oldest first. Raises StoreError."""
    desk = Desk(store)
    gone = await desk.undone()
    yield f'{{"format": {json.dumps(FORMAT)}, "revisions": ['
    for count, revision in enumerate(await desk.revisions()):
        content = await desk.content(revision.number)
        head = json.dumps(_told(revision, undone=revision.number in gone), ensure_ascii=False)
        yield f'{"," if count else ""}\n{head[:-1]}, "content": {content or "null"}}}'
    yield "\n]}\n"


def _told(revision: Revision, *, undone: bool) -> dict[str, object]:
    """Give what is told of a revision: never by whom, as editors are people with numbers."""
    return {
        "number": revision.number,
        "dossier": revision.dossier,
        "title": revision.title,
        "kind": revision.kind,
        "at": revision.at.isoformat(),
        "why": revision.why,
        "reason": revision.reason,
        "mistake": revision.mistake,
        "undoes": revision.undoes,
        "undone": undone,
    }
