"""The command line changes the record: it shows what that would do, asks, and a running bot sees it at once."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from tests.fakes.telegram import Fake
from tests.harness.process import ROOT, environment, said
from tests.test_program import both

UPDATES = ROOT / "data/dossiers/pakistan-2021/updates"
COUNT = str(UPDATES / "2021-03-03-islamabad-full-count.yaml")


async def test_nothing_is_published_without_a_yes(tmp_path: Path) -> None:
    """What would happen is shown, with the sums that do not come out, and the status is 1."""
    status, out, errors = await said(tmp_path, "push", COUNT)
    assert (status, errors) == (1, "")
    assert "new table pk-senate-2021-ict-general-votes-dawn" in out
    assert "! votes-cast: valid and rejected votes are 339, and 340 were cast (169 + 164 + 6 = 339)" in out
    assert "Nothing was published. With --yes it is." in out
    assert (await said(tmp_path, "revisions"))[1].count("\n") == 2


async def test_a_push_can_be_taken_back(tmp_path: Path) -> None:
    """Both are revisions, and the list says so."""
    assert (await said(tmp_path, "push", COUNT, "--yes"))[0] == 0
    assert (await said(tmp_path, "undo", "--yes", "--reason", "the wrong paper"))[0] == 0
    _, out, _ = await said(tmp_path, "revisions")
    third, fourth = out.splitlines()[2:]
    assert third.endswith("taken back)")
    assert "the wrong paper  (undo, undoes 3)" in fourth
    assert (await said(tmp_path, "rebuild"))[:2] == (0, "The record equals its revisions.\n")


async def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    """And says so."""
    await said(tmp_path, "push", COUNT, "--yes")
    status, out, _ = await said(tmp_path, "push", COUNT, "--yes")
    assert status == 0
    assert "The record says all of this already." in out
    assert "published already; nothing was changed" in out


async def test_a_file_with_faults_is_refused_with_all_of_them(tmp_path: Path) -> None:
    """Each with its place."""
    path = tmp_path / "bad.yaml"
    path.write_text("dossier: bad\ntitle: T\nwhy: W\ntimezone: UTC\nparties: {x: {}}\ntilte: x\n", encoding="utf-8")
    status, out, errors = await said(tmp_path, "push", str(path), "--yes")
    assert (status, out) == (1, "")
    assert [line.partition(": ")[0] for line in errors.splitlines()] == [f"{path}:5:14", f"{path}:6:1"]


async def votes(telegram: Fake) -> str:
    await telegram.until_confirmed(await telegram.say("/contest islamabad"))
    return [call.text for call in telegram.calls if call.method in {"sendMessage", "sendPhoto"}][-1]


async def test_a_running_bot_answers_from_what_was_pushed_beside_it(tmp_path: Path) -> None:
    """Without a restart: the next answer has it."""
    async with both(tmp_path) as (telegram, _, process):
        before = await votes(telegram)
        status, _, _ = await said(tmp_path, "push", COUNT, "--yes")
        after = await votes(telegram)
        process.terminate()
        await process.communicate()
    assert status == 0
    told = "every vote is accounted for"
    assert (told in before, told in after) == (False, True)


async def test_on_a_terminal_it_asks(tmp_path: Path) -> None:
    """Yes publishes, anything else does not."""
    for answer, status in ((b"n\n", 1), (b"y\n", 0)):
        ours, theirs = os.openpty()
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "push", COUNT),
            cwd=ROOT,
            env=environment(tmp_path / "bell.db"),
            stdin=theirs,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        os.close(theirs)
        os.write(ours, answer)
        out, errors = await process.communicate()
        os.close(ours)
        assert (process.returncode, errors) == (status, b"")
        assert b"Publish? [y/N]" in out
    assert (await said(tmp_path, "revisions"))[1].count("\n") == 3


FIX = """
dossier: march-put-right
title: The day of the march
why: We had copied it wrongly.
timezone: Asia/Karachi
corrections:
  day: {of: pdm-long-march, field: date, value: "2021-03-26", reason: A slip of ours, mistake: ours}
"""


async def test_a_correction_is_pushed_and_taken_back_by_its_number(tmp_path: Path) -> None:
    """What it changes is shown, and the list says whose mistake it was."""
    path = tmp_path / "fix.yaml"
    path.write_text(FIX, encoding="utf-8")
    status, out, _ = await said(tmp_path, "push", str(path), "--yes", "--silent")
    assert status == 0
    assert "changed event pdm-long-march" in out
    assert (await said(tmp_path, "undo", "3", "--yes", "--reason", "not so"))[0] == 0
    _, out, _ = await said(tmp_path, "revisions")
    third, fourth = out.splitlines()[2:]
    assert third.endswith("(correction, mistake: ours, silent, taken back)")
    assert "undoes 3" in fourth


async def test_a_push_that_waits_is_approved_in_the_terminal_by_somebody_else(tmp_path: Path) -> None:
    """The command says that it waits; the console lists it, shows it and approves it."""
    rule = {"SECOND_EDITOR": "all"}
    _, out, _ = await said(tmp_path, "push", COUNT, "--yes", **rule)
    assert "waits for a second editor." in out
    assert (await said(tmp_path, "revisions"))[1].count("\n") == 2
    status, out, _ = await said(tmp_path, typed="/preview\n1\n1\n", **rule)
    assert status == 0
    assert "approved by console:0." in " ".join(out.split())
    assert (await said(tmp_path, "revisions"))[1].count("\n") == 3
