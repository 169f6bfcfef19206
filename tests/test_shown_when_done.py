"""What delivery promises, shown on the whole program: a process, a fake Telegram, and an editor elsewhere."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
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

DECIDED = ROOT / PAKISTAN / "updates/2021-03-06-vote-of-confidence.yaml"
"""The vote is held: an outcome."""

Who = tuple[dict[str, Any], dict[str, Any]]
"""Somebody's private chat, and them."""

_requests = itertools.count()


def person(number: int) -> Who:
    name = f"Person {number}"
    return {"id": number, "type": "private", "first_name": name}, {"id": number, "is_bot": False, "first_name": name}


ASKER, OUTCOMES, EVERYTHING, BLOCKING, EDITOR = (person(number) for number in (11, 12, 13, 14, 15))


@dataclass
class Stage:
    """The program at work, and what people have seen of it since the last `begin`."""

    telegram: Fake
    room: Newsroom
    since: int = 0

    @property
    def desk(self) -> Desk:
        return Desk(self.room)

    def begin(self) -> None:
        """Let what people saw so far count no more."""
        self.since = len(self.telegram.calls)

    async def say(self, text: str, who: Who) -> Call:
        """Have somebody write, and give what they are answered."""
        await self.telegram.until_confirmed(await self.telegram.say(text, *who))
        return self.heard(who)[-1]

    def heard(self, who: Who) -> list[Call]:
        """Give what somebody was sent, not counting what was edited."""
        return [call for call in self._made(who) if call.method.lower() in {"sendmessage", "sendphoto"}]

    def edits(self, who: Who) -> list[Call]:
        """Give what was edited in somebody's chat."""
        return [call for call in self._made(who) if call.method.lower().startswith("editmessage")]

    def _made(self, who: Who) -> list[Call]:
        return [call for call in self.telegram.calls[self.since :] if call.params.get("chat_id") == who[0]["id"]]

    async def posted(self, call: Call) -> str:
        """Wait until the program has written down that a card stands there, and give its message."""
        message = str(call.result["message_id"])

        async def kept() -> bool:
            return await self.desk.posting(f"telegram:{call.params['chat_id']}", message) is not None

        await until(kept)
        return message

    async def press(self, card: Call, label: str, who: Who) -> None:
        """Have somebody press a button that publishes, and wait until all that is due then has ended."""
        revision = await self.desk.head() + 1
        button = next(each for each in card.buttons if each["text"] == label)
        await self.telegram.press(card.result["message_id"], button["callback_data"], *who)

        async def published() -> bool:
            return await self.desk.head() == revision

        await until(published)
        await self.ended(revision)

    async def publish(self, dossier: Dossier) -> None:
        """Publish at once, as an owner elsewhere does, and wait until all that is due then has ended."""
        who: dict[str, Any] = {"editor": "telegram:1", "role": "owner", "at": datetime.now(UTC)}
        preview = await self.room.propose(dossier, request=f"r{next(_requests)}", **who)
        done = await self.room.publish(preview.draft.id, request=f"r{next(_requests)}", **who)
        assert isinstance(done, Done), done
        await self.ended(done.revision.number)

    async def ended(self, revision: int) -> None:
        async def over() -> bool:
            counts = await self.desk.counts(revision)
            return bool(counts) and all(each.state not in {"due", "leased"} for each in counts)

        await until(over)

    async def summed(self, who: Who) -> Call:
        """Wait until somebody's message of progress gives the sum, and give it."""

        async def done() -> bool:
            return any("done" in call.text for call in self.edits(who))

        await until(done)
        return self.edits(who)[-1]


@asynccontextmanager
async def served(tmp_path: Path) -> AsyncIterator[Stage]:
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
                yield Stage(telegram, room)
        finally:
            process.kill()
            _, errors = await process.communicate()
        assert b"Traceback" not in errors, errors.decode()
        assert telegram.faults_of_calls() == []


async def test_every_message_that_showed_a_wrong_figure_is_put_right_and_who_follows_hears_once(tmp_path: Path) -> None:
    async with served(tmp_path) as stage:
        card = await stage.say("/contest islamabad", ASKER)
        assert "Rejected 6 (The News" in card.text
        for loud, who in (("outcomes", OUTCOMES), ("everything", EVERYTHING), ("everything", BLOCKING)):
            await stage.say(f"/watch all loud:{loud}", who)
        message = await stage.posted(card)
        stage.telegram.blocked.add(BLOCKING[0]["id"])

        stage.begin()
        said = "/correct pk-senate-2021-ict-general-votes-the-news rejected=7 reason:A miscount whose:source"
        await stage.press(await stage.say(said, EDITOR), "Publish", EDITOR)
        (edit,) = stage.edits(ASKER)
        assert (edit.status, str(edit.params["message_id"])) == (200, message)
        assert "rejected 6 → 7 (The News corrected itself)" in edit.text
        assert "Corrected" in edit.text.splitlines()[1]
        assert "Rejected 6" not in edit.text
        assert [len(stage.heard(who)) for who in (ASKER, OUTCOMES, EVERYTHING)] == [0, 0, 1]
        parked = await stage.desk.chat("telegram:14")
        assert parked is not None
        assert parked.state == "parked"
        assert "1 sent" in (await stage.summed(EDITOR)).text
        code = card.text.split("·")[-1].strip()[:6]
        assert "corrected" in (await stage.say(f"/check {code}", ASKER)).text

        stage.begin()
        stage.telegram.blocked.clear()
        await stage.publish(load(DECIDED))
        assert [len(stage.heard(who)) for who in (ASKER, OUTCOMES, EVERYTHING, BLOCKING)] == [0, 1, 1, 0]
        assert stage.edits(ASKER) == []
