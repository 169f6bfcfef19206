"""The evening of a count as its editor sees it: the real program on a Telegram of our own, message by message."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from data.desk import Desk
from data.due import make_due
from tests.adapters.telegram.editors import ANNS, BOB, BOBS, Desks
from tests.adapters.telegram.running import serving
from tests.fakes.telegram import Call, Fake
from tests.guide.chat import Said
from tests.newsroom import RESULT, office

CORRECTION = "/correct islamabad rejected=8 reason:The paper corrected itself whose:source"


@dataclass(frozen=True)
class Scene:
    """One picture: its name, and the bubbles in it."""

    name: str
    said: tuple[Said, ...]

    @property
    def lines(self) -> list[str]:
        """Every line that can be read in it."""
        return [line for each in self.said for line in each.lines]


async def evening(shipped: Path, folder: Path) -> AsyncIterator[Scene]:
    """Give the scenes in their order. Readers, here one, ask and follow meanwhile."""
    async with Fake() as fake, office(shipped, folder, "telegram:42") as opened:
        served = opened.clock() + timedelta(days=1)  # for the whole evening
        await Desk(opened.newsroom).take("courier/telegram/1", "the guide", served, None)
        opened.newsroom.plan = make_due
        fake.chats |= {42: ANNS, 43: BOBS}
        async with serving(fake, opened.memory, bot=opened.bot):
            desk = Desks(fake, opened)
            await desk.say("/watch islamabad", BOB)
            await desk.say("/contest islamabad", BOB)
            await opened.memory.close()  # what was shown is written down behind the answer
            asked = await desk.say("/result islamabad gilani=169 shaikh=164 rejected=7")
            yield Scene("source", (typed("/result islamabad gilani=169 shaikh=164 rejected=7"), came(asked)))
            preview = await desk.say(RESULT)
            yield Scene("preview", (typed(RESULT), came(preview)))
            yield Scene("published", (came(await desk.press(preview, "Publish")),))
            await desk.say("/contest islamabad", BOB)
            await opened.memory.close()
            which = await desk.say(CORRECTION)
            yield Scene("which", (typed(CORRECTION), came(which)))
            correction = await desk.press(which, "Dawn")
            yield Scene("correction", (came(correction),))
            yield Scene("corrected", (came(await desk.press(correction, "Publish")),))
            undo = await desk.say("/undo")
            yield Scene("undo", (typed("/undo"), came(undo)))
            await desk.press(undo, "Publish")
            yield Scene("revisions", (typed("/revisions"), came(await desk.say("/revisions"))))


def typed(text: str) -> Said:
    """Give what the editor typed."""
    return Said(text, mine=True)


def came(call: Call) -> Said:
    """Give a message as it was answered: its text, its entities and its keyboard."""
    rows = (call.params.get("reply_markup") or {}).get("inline_keyboard", [])
    buttons = tuple(tuple(button["text"] for button in row) for row in rows)
    return Said(call.text, tuple(call.entities), buttons)
