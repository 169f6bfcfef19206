"""What a revision changed, as it is told to who follows."""

from __future__ import annotations

import pytest

from bot.dispatch import Bot
from bot.messages import Reply, Row
from data.editing import Newsroom, retraction, undo
from data.publish import load_shipped
from tests.asking import labelled
from tests.data.editing.helping import push
from tests.data.samples import sample
from tests.handlers.conftest import told
from tests.handlers.test_corrected import ASKED, CHAT, FIGURE, SOMEBODY, WHEN, bot, put_right, room
from tests.newsroom import SHIPPED

__all__ = ["bot", "room"]

ALONE = """
sources: {gazette: {kind: article, publisher: The Gazette, published: 2021-03-04, language: en}}
events:
  closed: {names: {en: Offices are closed}, date: 2021-03-05, status: happened, source: gazette}
"""


async def ask(bot: Bot[Newsroom], line: str) -> Reply:
    return await bot.answer_line(line, SOMEBODY, CHAT)


def rows(reply: Reply) -> dict[str, str]:
    return {block.label: block.value for block in reply.blocks if isinstance(block, Row)}


async def test_news_say_how_it_ended_and_what_stood_there_before(bot: Bot[Newsroom]) -> None:
    reply = await ask(bot, "news 3 about:pk-senate-2021-ict-general")
    assert reply.title == "News: Senate election, Islamabad general seat"
    assert "Elected: Yousaf Raza Gillani (unofficial)" in told(reply)
    (rejected,) = [block for block in reply.blocks if isinstance(block, Row) and block.label == "Rejected"][:1]
    assert (rejected.value, rejected.note) == ("7", "not given before")
    assert reply.code


async def test_a_correction_says_old_and_new_and_whose_mistake_it_was(room: Newsroom, bot: Bot[Newsroom]) -> None:
    number = await put_right(room)
    reply = await ask(bot, f"news {number}")
    assert reply.title == "Correction: Senate election, Islamabad general seat"
    assert "The News corrected itself: The paper printed six" in told(reply)
    assert rows(reply) == {"Rejected": "6 → 7"}


async def test_a_mistake_of_ours_is_named_as_ours(room: Newsroom, bot: Bot[Newsroom]) -> None:
    number = await put_right(room, mistake="ours")
    assert "We made a mistake: The paper printed six" in told(await ask(bot, f"news {number}"))


async def test_what_is_taken_back_is_withdrawn(room: Newsroom, bot: Bot[Newsroom]) -> None:
    number = await push(room, retraction(FIGURE, "It printed no such thing"), at=WHEN)
    assert rows(await ask(bot, f"news {number}")) == {"Rejected": "6, withdrawn"}


async def test_news_put_right_since_are_told_as_they_are_right(room: Newsroom, bot: Bot[Newsroom]) -> None:
    first = await put_right(room, 9)
    await put_right(room, 7)
    assert rows(await ask(bot, f"news {first}")) == {"Rejected": "6 → 7"}


async def test_news_that_were_taken_back_tell_no_change(room: Newsroom, bot: Bot[Newsroom]) -> None:
    first = await put_right(room, 9)
    await push(room, undo(first, "It was six"), at=WHEN)
    assert rows(await ask(bot, f"news {first}")) == {"Rejected": "6"}


async def test_several_revisions_are_told_as_one_change(room: Newsroom, bot: Bot[Newsroom]) -> None:
    """From what stood there before the first of them."""
    numbers = [await put_right(room, 9), await put_right(room, 7)]
    reply = await ask(bot, f"news {numbers[0]} {numbers[1]}")
    assert rows(reply) == {"Rejected": "6 → 7"}
    assert reply.line == f"news {numbers[0]} {numbers[1]}"


async def test_only_what_concerns_what_is_followed_is_told(bot: Bot[Newsroom]) -> None:
    everything, assembly = await ask(bot, "news 3"), await ask(bot, "news 3 about:pk-na")
    assert rows(assembly) == {"Total": "341"}
    assert "Rejected" in rows(everything)


async def test_a_notice_leads_to_the_card_says_why_and_how_to_be_rid_of_it(bot: Bot[Newsroom]) -> None:
    """Whoever asks without following is not told how to stop."""
    about = "pk-senate-2021-ict-general"
    assert labelled(await ask(bot, f"news 3 about:{about}")) == {
        "The card": f"contest {about}",
        "Why this came": "why 3",
        "Stop following": f"unwatch {about}",
    }
    assert list(labelled(await ask(bot, "news 3"))) == ["The card"]


async def test_news_without_a_number_are_the_newest_and_keep_its_number(room: Newsroom, bot: Bot[Newsroom]) -> None:
    """So that the same card can be made again later."""
    number = await put_right(room)
    reply = await ask(bot, "news")
    assert (reply.line, rows(reply)) == (f"news {number}", {"Rejected": "6 → 7"})


@pytest.mark.parametrize(
    "line", ["news 99", "news x", "news 9999999999", "news " + "1 " * 21, "news 1;DROP TABLE news"]
)
async def test_what_is_no_revision_is_answered_in_words(bot: Bot[Newsroom], line: str) -> None:
    assert "There is no revision" in told(await ask(bot, line))


async def test_every_revision_there_is_can_be_told(room: Newsroom, bot: Bot[Newsroom]) -> None:
    """To who follows everything, and to who follows something it does not touch."""
    published = await load_shipped(room, [SHIPPED / "updates"], at=ASKED)
    for each in published:
        reply = await ask(bot, f"news {each.number} about:all")
        assert reply.blocks
        assert "c0ffee" not in told(reply)
        nothing = await ask(bot, f"news {each.number} about:no-such-thing")
        assert "Nothing of this stands any more" in told(nothing)


async def test_an_event_that_is_about_nothing_is_told_to_who_follows_everything(
    room: Newsroom, bot: Bot[Newsroom]
) -> None:
    """And when it is withdrawn, that it was."""
    number = await push(room, sample(ALONE, "alone"), at=WHEN)
    reply = await ask(bot, f"news {number} about:all")
    assert reply.title == "News"
    assert "Friday, 5 March 2021: Offices are closed" in told(reply)
    assert "Offices are closed" not in told(await ask(bot, f"news {number} about:pk-senate"))
    gone = await push(room, retraction("closed", "They were open"), at=WHEN)
    assert (await ask(bot, f"news {gone}")).title == "Correction: Offices are closed"


async def test_events_are_told_in_the_order_of_their_days(room: Newsroom, bot: Bot[Newsroom]) -> None:
    later = "  a-day-after: {names: {en: They open}, date: 2021-03-06, status: happened, source: gazette}\n"
    number = await push(room, sample(ALONE + later, "alone"), at=WHEN)
    assert told(await ask(bot, f"news {number}")).index("are closed") < told(await ask(bot, f"news {number}")).index(
        "They open"
    )


async def test_a_claim_stands_behind_its_kind_and_who_makes_it(bot: Bot[Newsroom]) -> None:
    assert "Allegation by Imran Khan: The Senate elections were rigged" in told(
        await ask(bot, "news 2 about:pk-senate")
    )


async def test_what_an_authority_found_stands_beside_what_was_claimed(room: Newsroom, bot: Bot[Newsroom]) -> None:
    files = sorted((SHIPPED / "updates").glob("*.yaml"))
    published = await load_shipped(room, files, at=ASKED)
    number = next(each.number for file, each in zip(files, published, strict=True) if "petition" in file.name)
    said = told(await ask(bot, f"news {number}"))
    assert "Statement by Yousaf Raza Gillani: That seven ballots were rejected" in said
    assert "24 March 2021 (dismissed): The petition is not maintainable (Art. 69)." in said
