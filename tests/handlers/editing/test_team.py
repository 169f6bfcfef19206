"""Who may change the record, as what and by whom; what was changed, by whom, when and why."""

from __future__ import annotations

import json

import pytest

from data.desk import Desk
from data.editing.calls import OWNERS
from tests.handlers.conftest import told
from tests.newsroom import OWNER, RESULT, Office

OTHER = "discord:7"


async def test_rights_are_granted_listed_and_revoked_with_an_audit_of_each(room: Office) -> None:
    assert f"{OTHER} now has the role of contributor" in told(await room.say(f"/grant {OTHER} contributor"))
    listed = told(await room.say("/editors"))
    assert f"{OTHER} contributor since 4 March 2021, by {OWNER}" in listed
    assert "can no longer change the record" in told(await room.say(f"/revoke {OTHER}"))
    assert await room.audited() == [(OWNER, "grant", OTHER), (OWNER, "revoke", OTHER)]


async def test_owners_of_the_settings_are_listed_and_stay(room: Office) -> None:
    await Desk(room.newsroom).remember(OWNERS, json.dumps([OWNER]))
    assert f"{OWNER} owner named in the settings" in told(await room.say("/editors"))
    assert "named in the setting OWNERS" in told(await room.say(f"/revoke {OWNER}"))


@pytest.mark.parametrize(
    ("typed", "user", "key"),
    [
        ("telegram:43", "telegram:42", "telegram:43"),
        ("43", "telegram:42", "telegram:43"),
        ("<@456>", "discord:42", "discord:456"),
        ("<@!456>", "discord:42", "discord:456"),
    ],
)
async def test_somebody_is_named_by_platform_and_number_or_by_a_mention(
    room: Office, typed: str, user: str, key: str
) -> None:
    await Desk(room.newsroom).grant(user, "owner", by=OWNER, at=room.clock())
    assert f"{key} now has the role of editor" in told(await room.say(f"/grant {typed}", user))


@pytest.mark.parametrize("typed", ["ann", "@ann", "telegram:", "irc:5", "telegram:1;drop", "<@x>", "-5"])
async def test_whoever_cannot_be_told_apart_is_not_granted_anything(room: Office, typed: str) -> None:
    assert "I cannot tell whom you mean" in told(await room.say(f"/grant {typed}"))
    assert await Desk(room.newsroom).editors() == ()


async def test_editors_do_not_grant(room: Office) -> None:
    await room.say(f"/grant {OTHER} editor")
    assert "is for owners" in told(await room.say("/grant telegram:99 editor", OTHER))


async def test_contributors_propose_and_do_not_publish(room: Office) -> None:
    await room.say(f"/grant {OTHER} contributor")
    preview = await room.say(RESULT, OTHER)
    assert "waits for a second editor" in told(await room.press(preview, "Publish", OTHER))
    assert "is for editors" in told(await room.say("/approve x", OTHER))
    assert await room.head() == 2


async def test_revisions_say_who_when_and_what_the_newest_first(room: Office) -> None:
    await room.press(await room.say(RESULT), "Publish")
    listed = told(await room.say("/revisions"))
    assert "3 Senate election, Islamabad general seat: votes as Dawn has them" in listed
    assert f"update by {OWNER}, 2021-03-04 20:00 UTC" in listed
    assert listed.index("votes as Dawn") < listed.index("the coming vote")


async def test_one_revision_tells_why_and_can_be_taken_back(room: Office) -> None:
    await room.press(await room.say("/correct islamabad gilani=168 reason:Misread whose:source"), "Publish")
    reply = await room.say("/revisions 3")
    assert "Misread" in told(reply)
    assert "The mistake was the source" in told(reply)
    assert "Preview: Revision 3 taken back: Correction: " in told(await room.press(reply, "Take it back"))


async def test_a_revision_there_is_not_is_said_to_be_none(room: Office) -> None:
    assert "There is no revision 9. The newest is 2." in told(await room.say("/revisions 9"))
