"""The whole way of an editor over Telegram's wire: typed, shown, published, seen, taken back; and what is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlite_utils import Database

from data.desk import Desk
from data.editing import Newsroom
from data.migrations import RECORD
from data.publish import load_shipped
from data.rebuild import rebuild
from tests.adapters.telegram.editors import BOB, Desks
from tests.newsroom import AT, BALANCE, DAWN, RESULT, SHIPPED, UPDATES


async def test_a_result_is_typed_shown_published_seen_and_taken_back(desks: Desks) -> None:
    before = await desks.say("/contest islamabad")
    preview = await desks.say(RESULT)
    assert BALANCE in preview.text
    assert [button["text"] for button in preview.buttons] == ["Publish", "Publish silently", "Edit", "Discard"]
    assert await desks.office.head() == 2
    published = await desks.press(preview, "Publish")
    assert "Published as revision 3" in published.text
    seen = await desks.say("/contest islamabad")
    assert "Dawn" in seen.text
    assert "Geo TV" in seen.text
    undo = await desks.say("/undo")
    assert "Revision 3" in undo.text
    assert "revision 4" in (await desks.press(undo, "Publish")).text
    assert (await desks.say("/contest islamabad")).text == before.text
    assert not (await rebuild(desks.office.newsroom)).differences


async def test_a_press_that_telegram_delivers_twice_publishes_once(desks: Desks) -> None:
    preview = await desks.say(RESULT)
    await desks.press(preview, "Publish")
    again = await desks.press(preview, "Publish")
    assert "already" in again.text
    assert await desks.office.head() == 3


async def test_a_preview_that_is_discarded_is_not_published(desks: Desks) -> None:
    preview = await desks.say(RESULT)
    assert "Discarded" in (await desks.press(preview, "Discard")).text
    assert "discarded" in await desks.told(preview, "Publish")
    assert await desks.office.head() == 2


async def test_somebody_without_rights_gets_one_line_and_an_audit_entry(desks: Desks) -> None:
    answer = await desks.say(RESULT, BOB)
    assert answer.text == "/result is for editors and contributors of this record. An owner can grant it."
    assert await desks.office.audited() == [("telegram:43", "refused", "result")]


async def test_an_editor_who_was_granted_publishes_until_they_are_revoked(desks: Desks) -> None:
    assert "role of editor" in (await desks.say("/grant 43 editor")).text
    preview = await desks.say(RESULT, BOB)
    assert "revision 3" in (await desks.press(preview, "Publish", BOB)).text
    assert "no longer" in (await desks.say("/revoke telegram:43")).text
    assert "An owner can grant it" in (await desks.say("/undo", BOB)).text
    assert (await Desk(desks.office.newsroom).revisions())[-1].author == "telegram:43"


async def test_a_contributor_proposes_and_an_editor_approves(desks: Desks) -> None:
    await desks.say("/grant telegram:43 contributor")
    preview = await desks.say(RESULT, BOB)
    assert "An editor has to approve it" in preview.text
    assert "waits for a second editor" in (await desks.press(preview, "Publish", BOB)).text
    assert await desks.office.head() == 2
    listed = await desks.say("/preview")
    waiting = await desks.press(listed, "Senate election")
    assert "Approve" in [button["text"].split()[0] for button in waiting.buttons]
    assert "approved by telegram:42" in (await desks.press(waiting, "Approve")).text
    assert await desks.office.head() == 3


async def test_the_second_editor_sees_what_the_first_published_in_between(desks: Desks) -> None:
    await desks.say("/grant 43")
    mine, theirs = await desks.say(RESULT), await desks.say(RESULT.replace("rejected=7", "rejected=6"), BOB)
    await desks.press(mine, "Publish")
    anew = await desks.press(theirs, "Publish", BOB)
    assert "revision 3 by telegram:42" in anew.text
    assert await desks.office.head() == 3
    assert "revision 4" in (await desks.press(anew, "Publish", BOB)).text


async def test_a_dossier_is_typed_after_the_command_with_its_line_breaks(desks: Desks) -> None:
    text = (SHIPPED / "updates/2021-03-16-long-march-postponed.yaml").read_text(encoding="utf-8")
    preview = await desks.say(f"/push\n{text}"[:4096])
    assert "The long march is postponed" in preview.text
    assert "revision 3" in (await desks.press(preview, "Publish")).text


async def test_a_field_a_winner_and_a_day_are_brought_in_by_lines(desks: Desks) -> None:
    wrong = await desks.say("/correct pdm-long-march field:date=2021-03-26 reason:A slip whose:ours")
    assert "March 2021 → 26 March 2021" in wrong.text
    assert "revision 3" in (await desks.press(wrong, "Publish")).text
    won = await desks.say(f"/result islamabad won:gilani status:official source:dawn {DAWN}")
    assert "Elected: Yousaf Raza Gillani" in won.text
    assert "revision 4" in (await desks.press(won, "Publish")).text
    moved = await desks.say(f"/motion pk-na-confidence-2021-03-06 date:2021-03-08 source:dawn {DAWN}")
    assert "6 March 2021 → 8 March 2021" in moved.text
    assert "revision 5" in (await desks.press(moved, "Publish")).text
    assert not (await rebuild(desks.office.newsroom)).differences


async def test_edit_copies_the_line_as_it_was_typed_to_be_changed_and_sent(desks: Desks) -> None:
    preview = await desks.say(RESULT)
    (edit,) = [button for button in preview.buttons if button["text"] == "Edit"]
    assert edit["copy_text"]["text"].startswith("/result islamabad gilani=169 shaikh=164 rejected=7 notcast=1 source:")
    again = await desks.say(edit["copy_text"]["text"].replace("rejected=7", "rejected=6"))
    assert "169 + 164 + 6 = 339 cast" in again.text


async def test_a_line_too_long_to_be_copied_by_a_button_stands_in_the_preview(desks: Desks) -> None:
    preview = await desks.say(f'{RESULT} 2021-03-03 "{"A title " * 12}"')
    assert "Edit" not in [button["text"] for button in preview.buttons]
    assert "To change it, send the line again: /result islamabad" in preview.text


async def test_a_dossier_that_was_sent_is_changed_by_sending_it_again(desks: Desks) -> None:
    preview = await desks.send("night.yaml", UPDATES[0].read_bytes())
    assert "send the changed file" in preview.text


async def test_every_fault_of_a_file_is_answered_with_its_place(desks: Desks) -> None:
    content = UPDATES[0].read_bytes().replace(b"value: 169", b"value: 14O")
    answer = await desks.send("night.yaml", content)
    line = next(number for number, each in enumerate(content.splitlines(), 1) if b"14O" in each)
    assert f"night.yaml:{line}:" in answer.text
    assert "is not a count" in answer.text
    assert await desks.office.head() == 2


async def test_the_updates_sent_one_by_one_give_the_record_that_loading_them_gives(
    desks: Desks, shipped_file: Path, tmp_path: Path
) -> None:
    for number, path in enumerate(UPDATES, 3):
        preview = await desks.send(path.name, path.read_bytes())
        assert f"revision {number}" in (await desks.press(preview, "Publish")).text
    assert len(UPDATES) == 16
    loaded = Path(shutil.copy(shipped_file, tmp_path / "loaded.db"))
    async with Newsroom(loaded) as other:
        await load_shipped(other, UPDATES, at=AT)
        assert await desks.office.newsroom.read(_record) == await other.read(_record)
    assert not (await rebuild(desks.office.newsroom)).differences
    assert "Dawn" in (await desks.say("/contest islamabad")).text


def _record(db: Database) -> dict[str, list[tuple[object, ...]]]:
    """Give all that the record holds and ever held, table by table."""
    return {table: sorted(db.execute(f"SELECT * FROM {table}").fetchall(), key=repr) for table in RECORD}  # noqa: S608  # constants
