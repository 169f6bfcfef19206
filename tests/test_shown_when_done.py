"""What delivery promises, shown on the whole program: a process, a fake Telegram, and an editor elsewhere."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from data.desk import Desk
from data.dossier import Dossier, load
from data.due import make_due
from data.editing import Done, Newsroom
from tests.fakes.telegram import TOKEN, Call, Fake
from tests.harness.process import ROOT, program, until

PAKISTAN = "data/dossiers/pakistan-2021"
EVENING = ("islamabad-full-count", "party-positions", "round-size")
SHIPPED = ",".join([PAKISTAN, *(f"{PAKISTAN}/updates/2021-03-03-{each}.yaml" for each in EVENING)])
REJECTED = "pk-senate-2021-ict-general-votes-the-news/rejected"
PATIENCE = 60.0

DECIDED = ROOT / PAKISTAN / "updates/2021-03-06-vote-of-confidence.yaml"
"""The vote is held: an outcome."""

_requests = itertools.count()


def person(number: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give somebody's private chat, and them."""
    name = f"Person {number}"
    return {"id": number, "type": "private", "first_name": name}, {"id": number, "is_bot": False, "first_name": name}


ASKER, OUTCOMES, EVERYTHING, BLOCKING, EDITOR = (person(number) for number in (11, 12, 13, 14, 15))


@asynccontextmanager
async def served(tmp_path: Path) -> AsyncIterator[tuple[Fake, Newsroom]]:
    """Run the program, and open its database as an editor's command line does."""
    async with Fake() as telegram:
        process = await program(
            tmp_path, "run", TELEGRAM_TOKEN=TOKEN, TELEGRAM_API_URL=telegram.url, DOSSIERS=SHIPPED, OWNERS="telegram:15"
        )
        try:

            async def polled() -> bool:
                return telegram._poller > 0

            await until(polled)
            async with Newsroom(tmp_path / "bell.db", plan=make_due) as room:
                yield telegram, room
        finally:
            process.kill()
            _, errors = await process.communicate()
        assert b"Traceback" not in errors, errors.decode()
        assert telegram.faults_of_calls() == []


async def publish(room: Newsroom, dossier: Dossier) -> int:
    """Publish at once, as an owner, and give the revision's number."""
    who: dict[str, Any] = {"editor": "telegram:1", "role": "owner", "at": datetime.now(UTC)}
    preview = await room.propose(dossier, request=f"r{next(_requests)}", **who)
    done = await room.publish(preview.draft.id, request=f"r{next(_requests)}", **who)
    assert isinstance(done, Done), done
    return done.revision.number


async def ended(room: Newsroom, revision: int) -> None:
    """Wait until all that was due because of a revision has ended."""
    desk = Desk(room)

    async def over() -> bool:
        counts = await desk.counts(revision)
        return bool(counts) and all(each.state not in {"due", "leased"} for each in counts)

    await until(over)


def heard(telegram: Fake, who: tuple[dict[str, Any], dict[str, Any]], since: int) -> list[Call]:
    """Give what somebody was sent, not counting what was edited, after so many calls."""
    sends = {"sendmessage", "sendphoto"}
    made = telegram.calls[since:]
    return [call for call in made if call.method.lower() in sends and call.params["chat_id"] == who[0]["id"]]


def edits(telegram: Fake, who: tuple[dict[str, Any], dict[str, Any]], since: int) -> list[Call]:
    """Give what was edited in somebody's chat after so many calls."""
    made = [call for call in telegram.calls[since:] if call.method.lower().startswith("editmessage")]
    return [call for call in made if call.params["chat_id"] == who[0]["id"]]


async def test_every_message_that_showed_a_wrong_figure_is_put_right_and_who_follows_hears_once(tmp_path: Path) -> None:
    async with served(tmp_path) as (telegram, room):
        desk = Desk(room)
        await telegram.until_confirmed(await telegram.say("/contest islamabad", *ASKER))
        for loud, who in (("outcomes", OUTCOMES), ("everything", EVERYTHING), ("everything", BLOCKING)):
            await telegram.until_confirmed(await telegram.say(f"/watch all loud:{loud}", *who))
        (card,) = heard(telegram, ASKER, 0)
        message = str(card.result["message_id"])
        code = card.text.split("·")[-1].strip()[:6]
        assert "Rejected 6 (The News" in card.text

        async def kept() -> bool:
            return await desk.posting("telegram:11", message) is not None

        revisions = await desk.head()

        await until(kept)
        telegram.blocked.add(BLOCKING[0]["id"])

        before = len(telegram.calls)
        said = "/correct pk-senate-2021-ict-general-votes-the-news rejected=7 reason:A miscount whose:source"
        await telegram.until_confirmed(await telegram.say(said, *EDITOR))
        preview = heard(telegram, EDITOR, before)[-1]
        button = next(each for each in preview.buttons if each["text"] == "Publish")
        assert preview.result is not None
        await telegram.press(preview.result["message_id"], button["callback_data"], *EDITOR)

        async def published() -> bool:
            return await desk.head() == revisions + 1

        await until(published)
        await ended(room, revisions + 1)
        (edit,) = edits(telegram, ASKER, before)
        assert (edit.status, edit.params["chat_id"], str(edit.params["message_id"])) == (200, 11, message)
        assert "rejected 6 → 7 (The News corrected itself)" in edit.text
        assert "Corrected" in edit.text.splitlines()[1]
        assert "Rejected 6" not in edit.text
        assert [len(heard(telegram, who, before)) for who in (ASKER, OUTCOMES, EVERYTHING)] == [0, 0, 1]
        parked = await desk.chat("telegram:14")
        assert parked is not None
        assert parked.state == "parked"

        async def summed() -> bool:
            return any("done" in call.text for call in edits(telegram, EDITOR, before))

        await until(summed)
        assert "1 sent" in edits(telegram, EDITOR, before)[-1].text

        await telegram.until_confirmed(await telegram.say(f"/check {code}", *ASKER))
        assert "corrected" in heard(telegram, ASKER, before)[-1].text

        before = len(telegram.calls)
        telegram.blocked.clear()
        await ended(room, await publish(room, load(DECIDED)))
        assert [len(heard(telegram, who, before)) for who in (ASKER, OUTCOMES, EVERYTHING, BLOCKING)] == [0, 1, 1, 0]
        assert edits(telegram, ASKER, before) == []
