"""Who is told that something waits for a second editor, and of what became of it."""

from __future__ import annotations

import json

import pytest

from data.desk import Desk, Editor
from data.desk.values import Role
from data.editing import Newsroom, Rules, Waiting, calls
from data.editing.calls import OWNERS
from tests.data.editing.helping import request
from tests.data.samples import AT, BASE, sample

ANN, BOB, CAT, DAN, EVE = "telegram:1", "discord:2", "telegram:3", "http:push", "telegram:5"


@pytest.fixture
async def desk(room: Newsroom) -> Desk:
    """Ann owns the record by the settings, Bob and Cat edit, Eve contributes; everything takes two."""
    room.rules = Rules("all")
    desk = Desk(room)
    await desk.remember(OWNERS, json.dumps([ANN]))
    known: dict[str, Role] = {BOB: "editor", CAT: "owner", EVE: "contributor"}
    for who, role in known.items():
        await desk.grant(who, role, by=ANN, at=AT)
    return desk


async def waits(room: Newsroom, editor: str, role: Role = "editor") -> str:
    """Bring something in that waits for a second editor, and give its preview's id."""
    found = await room.propose(sample(BASE), editor=editor, role=role, request=request(), at=AT)
    outcome = await room.publish(found.draft.id, editor=editor, role=role, request=request(), at=AT)
    assert isinstance(outcome, Waiting)
    return found.draft.id


async def told(desk: Desk) -> dict[str, str]:
    """Give what is due where, by chat."""
    due = [*await desk.due("telegram", AT), *await desk.due("discord", AT)]
    assert {each.kind for each in due} <= {"send"}
    return {each.chat: each.subject for each in due}


@pytest.mark.parametrize(
    ("editor", "role", "asked"),
    [
        (ANN, "owner", {"discord:@2", "telegram:3"}),
        (BOB, "editor", {"telegram:1", "telegram:3"}),
        (EVE, "contributor", {"telegram:1", "discord:@2", "telegram:3"}),
        (DAN, "editor", {"telegram:1", "discord:@2", "telegram:3"}),
    ],
)
async def test_every_other_who_may_approve_is_asked_once(
    room: Newsroom, desk: Desk, editor: str, role: Role, asked: set[str]
) -> None:
    """Never whoever proposed it, never a contributor, and no program."""
    id_ = await waits(room, editor, role)
    await room.publish(id_, editor=editor, role=role, request=request(), at=AT)
    assert await told(desk) == dict.fromkeys(asked, f"preview {id_}")


async def test_what_is_approved_is_asked_of_nobody_any_more_and_told_to_the_proposer(
    room: Newsroom, desk: Desk
) -> None:
    id_ = await waits(room, BOB)
    await room.approve(id_, editor=CAT, role="owner", request=request(), at=AT)
    assert await told(desk) == {"discord:@2": f"preview {id_}"}
    found = await room.read(calls.became, id_)
    assert found is not None
    assert (found.revision and found.revision.number, found.by) == (1, CAT)


async def test_what_is_discarded_is_told_to_the_proposer_with_who_did(room: Newsroom, desk: Desk) -> None:
    id_ = await waits(room, BOB)
    await room.discard(id_, editor=ANN, role="owner", at=AT)
    assert await told(desk) == {"discord:@2": f"preview {id_}"}
    found = await room.read(calls.became, id_)
    assert found is not None
    assert (found.revision, found.by) == (None, ANN)


async def test_who_discards_their_own_is_told_nothing_and_nobody_is_asked_any_more(room: Newsroom, desk: Desk) -> None:
    id_ = await waits(room, BOB)
    await room.discard(id_, editor=BOB, role="editor", at=AT)
    assert await told(desk) == {}


async def test_what_waits_has_become_nothing_yet(room: Newsroom, desk: Desk) -> None:
    assert await room.read(calls.became, await waits(room, BOB)) is None
    assert await room.read(calls.became, "nothing") is None
    assert isinstance(await desk.editor(BOB), Editor)


async def test_who_is_forgotten_is_so_where_they_are_alone_with_the_bot(room: Newsroom, desk: Desk) -> None:
    await waits(room, ANN, "owner")
    assert (await desk.kept(BOB)).deliveries == 1
    await desk.forget(BOB)
    assert set(await told(desk)) == {"telegram:3"}
