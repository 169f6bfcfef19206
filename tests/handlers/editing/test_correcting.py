"""What we showed wrongly is put right, withdrawn, removed or taken back; what is meant is asked, not guessed."""

from __future__ import annotations

import pytest

from bot.messages import Chat, User
from data.desk import Desk
from data.record import quotes, tables
from tests.handlers.conftest import told
from tests.handlers.editing.conftest import published
from tests.newsroom import RESULT, Office

GEO = "pk-senate-2021-ict-general-votes-geo"
EDITOR = "discord:7"
SLIP = "/correct islamabad gilani=168 reason:A slip whose:ours"


async def value(room: Office, part: str) -> int | None:
    table = await room.newsroom.read(tables.get, GEO)
    return None if table is None else table.value(part)


async def test_a_figure_is_corrected_by_its_subject_and_part(room: Office) -> None:
    preview = told(await room.say("/correct islamabad rejected=7 reason:We left it out whose:ours"))
    assert "right value not given → 7" in preview
    assert "The mistake was ours. Because: We left it out" in preview
    await published(room, "/correct islamabad rejected=7 reason:We left it out whose:ours")
    assert await value(room, "rejected") == 7


async def test_a_card_that_showed_it_is_named_before_it_is_corrected(room: Office) -> None:
    card = await room.say("/contest islamabad")
    preview = told(await room.say("/correct islamabad gilani=168 reason:A slip whose:ours"))
    assert f"will say that it was corrected: {card.code}" in preview


async def test_a_figure_is_named_by_the_code_of_a_card_that_shows_it(room: Office) -> None:
    card = await room.say("/contest islamabad")
    await published(room, f"/correct {card.code} gilani=168 reason:A slip whose:source")
    assert await value(room, "yousaf-raza-gillani") == 168


async def test_the_old_figure_stays_readable(room: Office) -> None:
    card = await room.say("/contest islamabad")
    await published(room, f"/correct {GEO} gilani=168 reason:A slip whose:ours")
    check = told(await room.say(f"/check {card.code}"))
    assert "169" in check
    assert "168" in check


async def test_where_several_reports_have_the_figure_each_is_offered_with_its_number(room: Office) -> None:
    await published(room, RESULT)
    reply = await room.say("/correct islamabad rejected=6 reason:x whose:ours")
    assert told(reply).startswith("2 reports have that figure. Which one is wrong?")
    labels = [button.label for row in reply.buttons for button in row]
    assert [label.rpartition(": ")[2] for label in labels] == ["7", "not given"]
    chosen = await room.press(reply, labels[1])
    assert "not given → 6" in told(chosen)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("/correct islamabad gilani=169 reason:x whose:ours", "nothing to correct"),
        ("/correct islamabad electors=341 reason:x whose:ours", "No report on"),
        ("/correct islamabad gohar=1 reason:x whose:ours", "none of those I expect here"),
        ("/correct atlantis gilani=1 reason:x whose:ours", "on record"),
        ("/correct islamabad gilani=1 whose:ours", "Which reason?"),
        ("/correct islamabad gilani=1 reason:x whose:theirs", "is one of source, ours"),
        (f"/correct islamabad gilani=1 reason:{'x' * 201} whose:ours", "at most 200 characters"),
        ("/retract nothing-at-all-like-it reason:x", "Nothing on record is found"),
        (f"/retract {GEO}/votes reason:x", "Nothing on record is found"),
        ("/prefer islamabad reason:x", "one report only"),
        ("/undo 99", "99"),
        ("/redact republic-world-headline", "Which reason?"),
    ],
)
async def test_what_cannot_be_amended_is_answered_and_nothing_is_changed(room: Office, line: str, says: str) -> None:
    assert says in told(await room.say(line))
    assert await room.head() == 2


async def test_a_quotation_is_found_by_its_words_and_withdrawn(room: Office) -> None:
    reply = await room.say("/retract spare any of you reason:Nobody is quoted so")
    chosen = await room.press(reply, "Won't spare")
    assert "Withdrawal of “Won't spare any of you”" in told(chosen)
    await room.press(chosen, "Publish")
    assert await room.newsroom.read(quotes.get, "republic-world-headline") is None


async def test_one_figure_of_a_report_is_withdrawn_alone(room: Office) -> None:
    await published(room, f"/retract {GEO}/not-cast reason:It was not counted so")
    assert await value(room, "not-cast") is None
    assert await value(room, "yousaf-raza-gillani") == 169


async def test_the_report_that_is_preferred_stands_first_and_the_other_beside_it(room: Office) -> None:
    await published(room, RESULT)
    reply = await room.say("/prefer islamabad reason:Nearer to the count")
    await room.press(await room.press(reply, "votes, Geo TV"), "Publish")
    card = told(await room.say("/contest islamabad"))
    assert "Rejected not given" in card
    assert "Reported otherwise: Rejected 7 (Dawn" in card


async def test_a_revision_is_taken_back_and_that_can_be_taken_back_too(room: Office) -> None:
    before = told(await room.say("/contest islamabad"))
    await published(room, RESULT)
    after = told(await room.say("/contest islamabad"))
    assert "revision 4" in await published(room, "/undo 3 reason:Too soon")
    assert told(await room.say("/contest islamabad")) == before
    assert "revision 5" in await published(room, "/undo 4")
    assert told(await room.say("/contest islamabad")) == after


async def test_a_revision_that_later_ones_build_on_is_not_taken_back(room: Office) -> None:
    await published(room, RESULT)
    table = next(each for each in await room.newsroom.read(tables.of, "pk-senate-2021-ict-general", ("votes",)))
    await published(room, f"/correct {table.id} rejected=6 reason:x whose:ours")
    said = told(await room.say("/undo 3"))
    assert "Not accepted" in said
    assert "4" in said
    assert await room.head() == 4


async def test_only_owners_remove_for_good(room: Office) -> None:
    await room.say(f"/grant {EDITOR} editor")
    assert "is for owners" in told(await room.say("/redact republic-world-headline reason:x", EDITOR))
    assert (EDITOR, "refused", "redact") in await room.audited()


async def test_what_is_removed_is_nowhere_any_more(room: Office) -> None:
    await published(room, "/redact republic-world-headline reason:An order of a court")
    for line in ("/quote spare any", "/search spare any", "/revisions", "/revisions 2", "/revisions 3"):
        assert "Won't spare any of you" not in told(await room.say(line))
    content = await Desk(room.newsroom).content(2)
    assert "Won't spare any of you" not in (content or "")


async def shows_the_seat(room: Office) -> None:
    """Have a reader's answer go out, which is written down a second later."""
    reader = User("telegram", "7", "Reader")
    chat = Chat("telegram", "7", private=True)
    await room.memory.posted(chat, "11", "text", await room.bot.answer_line("contest islamabad", reader, chat), "en")


async def test_what_a_reader_was_answered_a_moment_ago_is_counted_and_put_right(room: Office) -> None:
    await shows_the_seat(room)
    preview = await room.say(SLIP)
    assert "Telegram: one message in one chat will be put right" in told(preview)
    await shows_the_seat(room)
    assert "Messages put right 1 waiting" in told(await room.press(preview, "Publish"))


async def test_where_others_answer_too_their_last_second_is_not_known(room: Office) -> None:
    room.newsroom.count_with(room.memory.write_down, alone=False)
    assert "No message that stands in a chat, as far as is written down by now," in told(await room.say(SLIP))
    await shows_the_seat(room)
    assert "Telegram: at least one message in one chat" in told(await room.say(SLIP))


async def test_a_revision_there_is_not_is_not_taken_back(room: Office) -> None:
    assert told(await room.say("/undo 99")) == "There is no revision 99. The newest is 2."


async def test_an_end_that_is_known_for_the_first_time_turns_nothing(room: Office) -> None:
    """Nor does a revision turn the people and parties it is about."""
    dawn = "source:Dawn https://www.dawn.com/news/1611008/i-thank-you-says-pm-imran-after-securing-trust-vote-from-na"
    preview = told(await room.say(f"/motion pk-na-confidence-2021-03-06 result:obtained date:2021-03-06 {dawn}"))
    assert "Confidence obtained" in preview
    assert "The outcome becomes another" not in preview
    assert "lost: Imran Khan" not in told(await room.say("/undo"))
