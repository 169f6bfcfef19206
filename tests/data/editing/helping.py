"""Editors at work: what the tests of editing say in one line."""

from __future__ import annotations

import itertools
from datetime import datetime
from typing import Any

from data.desk.values import Role
from data.dossier import Dossier
from data.editing import Done, Newsroom
from tests.data.samples import AT, BASE, sample, seats

ED = "telegram:1"
SECOND = "discord:2"

_requests = itertools.count()


def request() -> str:
    """Give a request that no other was."""
    return f"request-{next(_requests)}"


def table(id_: str = "t", **given: Any) -> Dossier:
    """Give a dossier with a table of seats, of its own id."""
    return sample("tables:\n" + seats(id_, **({"red": 5} | given)), f"about-{id_}")


async def push(room: Newsroom, dossier: Dossier, editor: str = ED, role: Role = "owner", at: datetime = AT) -> int:
    """Propose and publish at once, and give the revision's number."""
    preview = await room.propose(dossier, editor=editor, role=role, request=request(), at=at)
    done = await room.publish(preview.draft.id, editor=editor, role=role, request=request(), at=at)
    assert isinstance(done, Done), done
    return done.revision.number


async def base(room: Newsroom, **given: Any) -> None:
    """Publish chamber and parties, and a table of seats."""
    await push(room, sample(BASE))
    await push(room, table(**given))
