"""A revision that amends is called by what it is of, as people know it; by an id where there is no name."""

from __future__ import annotations

from bot.messages import Chat, Reply, Row, User
from tests.handlers.conftest import told
from tests.newsroom import Office

FIGURE = "/correct pk-senate-2021-ict-general-votes-geo gilani=168 reason:A slip whose:ours"
HEADLINE = "/retract republic-world-headline reason:It was withdrawn"
MOTION = "/correct pk-na-confidence-2021-03-06 field:date=2021-03-07 reason:A wrong day whose:source"
SOURCE = "/correct republic-world-2021-03-04 field:title=Polls reason:It is called so whose:ours"
REPORT = "/prefer pk-senate-2021-ict-general-votes-geo reason:It was there"


async def published(room: Office, line: str) -> Reply:
    return await room.press(await room.say(line), "Publish")


async def in_urdu(room: Office, line: str) -> Reply:
    return await room.bot.answer_line(
        line, User("telegram", "42", ""), Chat("telegram", "42", private=True), language="ur"
    )


async def test_a_correction_is_called_by_subject_and_figure(room: Office) -> None:
    """Once it is published, in the list of revisions, and by itself."""
    title = "Correction: Senate election, Islamabad general seat: Yousaf Raza Gillani"
    assert (await published(room, FIGURE)).title == title
    assert next(row.value for row in (await room.say("/revisions")).blocks if isinstance(row, Row)) == title
    assert (await room.say("/revisions 3")).title == title


async def test_names_are_those_of_the_readers_language(room: Office) -> None:
    await published(room, FIGURE)
    assert "یوسف رضا گیلانی" in (await in_urdu(room, "/revisions 3")).title


async def test_several_figures_are_one_and_how_many_more(room: Office) -> None:
    line = FIGURE.replace("gilani=168", "gilani=168 shaikh=165")
    assert (await published(room, line)).title.endswith("Abdul Hafeez Shaikh and 1 more")


async def test_words_that_are_withdrawn_are_named_by_what_they_were(room: Office) -> None:
    await published(room, HEADLINE)
    assert (await room.say("/revisions 3")).title == "Withdrawal: “Won't spare any of you”"
    assert "Withdrawn: “Won't spare any of you”" in told(await room.say("/news"))


async def test_news_of_a_field_tell_what_stood_in_it_and_what_does(room: Office) -> None:
    await published(room, MOTION)
    rows = [(each.label, each.value) for each in (await room.say("/news")).blocks if isinstance(each, Row)]
    assert rows == [("date", "6 March 2021 → 7 March 2021")]


async def test_what_is_shown_first_is_news(room: Office) -> None:
    await published(room, REPORT)
    assert "Shown first from now on: Senate election, Islamabad general seat, votes" in told(await room.say("/news"))


async def test_what_is_taken_back_is_called_by_what_it_was(room: Office) -> None:
    await published(room, SOURCE)
    preview = await room.say("/undo")
    assert preview.title == "Preview: Revision 3 taken back: Correction: Republic World, 4 March 2021 (date inferred)"
    assert "Taken back." not in told(await in_urdu(room, preview.line))
    await room.press(preview, "Publish")
    news = await room.say("/news")
    assert news.title == "Correction: Republic World, 4 March 2021 (date inferred)"
    assert "We made a mistake, and took it back." in told(news)


async def test_what_is_not_published_yet_is_called_so_too(room: Office) -> None:
    await room.say(HEADLINE)
    standing = await room.say("/preview")
    assert [row.label for row in standing.blocks if isinstance(row, Row)] == ["Withdrawal: “Won't spare any of you”"]


async def test_what_is_removed_is_named_no_more(room: Office) -> None:
    await published(room, HEADLINE.replace("/retract", "/redact"))
    assert (await room.say("/revisions 3")).title == "Removal: republic-world-headline"
    assert "spare any of you" not in told(await room.say("/news"))


async def test_what_changed_since_names_what_it_is_about(room: Office) -> None:
    """Not the ids of the line it was shown for."""
    chat = Chat("telegram", "42", private=True)
    line = "contest pk-senate-2021-ict-general"
    await room.memory.posted(
        chat, "11", "text", await room.bot.answer_line(line, User("telegram", "42", ""), chat), "en"
    )
    await published(room, FIGURE)
    said = told(await room.say("/corrections"))
    assert "Islamabad general seat, in /contest, shown 4 March 2021" in said
    assert "pk-senate" not in said


async def test_fields_that_can_be_corrected_are_those_of_a_thing_by_its_name(room: Office) -> None:
    said = told(await room.say("/correct pk-senate-2021-ict-general field:x reason:y whose:ours"))
    assert "Of Senate election, Islamabad general seat these can be corrected" in said
