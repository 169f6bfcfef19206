"""What counts as asked."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Chat, ChatMember, Update, User

from bot.adapters.telegram.arrivals import Arrival, Asked, Attached, Membership, Moved, Plain, Pressed, Spot
from bot.adapters.telegram.links import payload
from bot.adapters.telegram.receive import HANDLED, lane, read
from tests.adapters.telegram import declared
from tests.fakes.telegram_chats import ANN, GROUP, ME, PRIVATE
from tests.sample import commands


def message(text: str | None = None, chat: dict[str, Any] = PRIVATE, **fields: Any) -> dict[str, Any]:
    said = {"text": text} if text is not None else {}
    return {"message_id": 3, "date": 1, "chat": chat, "from": ANN, **said, **fields}


def received(kind: str, content: dict[str, Any], language: str = "en") -> Arrival | None:
    return read({"update_id": 1, kind: content}, "BellBot", commands, language)


def asked(text: str, chat: dict[str, Any] = PRIVATE, **fields: Any) -> str | None:
    arrival = received("message", message(text, chat, **fields))
    return arrival.line if isinstance(arrival, Asked) else None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("/house", "house"),
        ("/house@bellBOT", "house"),
        ("/seat islamabad size:full", "seat islamabad size:full"),
        ("/seat\n  islamabad:\n    north", "seat\n  islamabad:\n    north"),
        ("/SEAT@BellBot x", "SEAT x"),
    ],
)
@pytest.mark.parametrize("chat", [PRIVATE, GROUP])
def test_a_command_is_a_line_everywhere(text: str, line: str, chat: dict[str, Any]) -> None:
    assert asked(text, chat) == line


@pytest.mark.parametrize("chat", [PRIVATE, GROUP])
def test_a_command_for_another_bot_is_ignored(chat: dict[str, Any]) -> None:
    assert received("message", message("/house@OtherBot", chat)) is None


def test_an_unknown_command_in_a_group_is_somebody_elses_unless_it_names_us() -> None:
    assert asked("/hous", GROUP) is None
    assert asked("/hous@BellBot", GROUP) == "hous"
    assert asked("/hous") == "hous"


def test_an_alias_is_known_in_a_group() -> None:
    assert asked("/constituency x", GROUP) == "constituency x"


@pytest.mark.parametrize("text", ["hello", "/", "/a/b", "/ house", "~0", "/سینیٹ", "house"])
def test_text_that_is_no_command_is_plain_in_private_and_nothing_in_a_group(text: str) -> None:
    assert isinstance(received("message", message(text)), Plain)
    assert received("message", message(text, GROUP)) is None


@pytest.mark.parametrize("chat", [PRIVATE, GROUP])
@pytest.mark.parametrize(
    "fields", [{"new_chat_title": "x"}, {"photo": [], "caption": "/house"}, {"left_chat_member": ANN}]
)
def test_what_carries_no_text_is_nothing(chat: dict[str, Any], fields: dict[str, Any]) -> None:
    assert received("message", message(None, chat, **fields)) is None


@pytest.mark.parametrize("kind", ["business_message", "something_new"])
def test_other_kinds_of_updates_are_nothing(kind: str) -> None:
    assert received(kind, message("/house")) is None


def test_every_kind_of_update_that_is_asked_for_is_read() -> None:
    channel = {"id": -5, "type": "channel", "title": "News"}
    member = {"status": "left", "user": ME}
    change = {"chat": GROUP, "from": ANN, "date": 1, "old_chat_member": member, "new_chat_member": member}
    known = {
        "message": message("/house"),
        "edited_message": message("/house", edit_date=2),
        "channel_post": message("/house", channel, sender_chat=channel),
        "edited_channel_post": message("/house", channel, sender_chat=channel, edit_date=2),
        "callback_query": {"id": "9", "from": ANN, "chat_instance": "1", "data": "house"},
        "inline_query": {"id": "9", "from": ANN, "query": "x", "offset": ""},
        "chosen_inline_result": {"result_id": "house@0", "from": ANN, "query": "x"},
        "my_chat_member": change,
    }
    assert set(known) == set(HANDLED)
    assert all(received(kind, content) is not None for kind, content in known.items())


def test_a_channels_post_is_asked_by_the_channel() -> None:
    channel = {"id": -5, "type": "channel", "title": "News"}
    post = {"message_id": 3, "date": 1, "chat": channel, "sender_chat": channel, "text": "/house"}
    arrival = received("channel_post", post)
    assert isinstance(arrival, Asked)
    assert (arrival.by.user.key, arrival.by.chat.key, arrival.by.person) == ("telegram:-5", "telegram:-5", None)


@pytest.mark.parametrize(("kind", "chat"), [("edited_message", GROUP), ("edited_channel_post", GROUP)])
def test_an_edited_command_is_asked_again_and_knows_how_late(kind: str, chat: dict[str, Any]) -> None:
    arrival = received(kind, message("/house", chat, edit_date=61))
    assert isinstance(arrival, Asked)
    assert (arrival.edited, arrival.age) == (True, 60)


def test_an_edited_text_that_is_no_command_asks_nothing() -> None:
    assert received("edited_message", message("hello", edit_date=61)) is None


@pytest.mark.parametrize("where", ["document", "reply"])
def test_a_document_comes_with_the_command_it_stands_by(where: str) -> None:
    """As its caption, or in a reply to it."""
    document = {"file_id": "f", "file_unique_id": "u", "file_name": "facts.yaml", "file_size": 12}
    own = message(None, document=document, caption="/house\n  x: y")
    reply = message("/house\n  x: y", reply_to_message=message(None, document=document))
    arrival = received("message", own if where == "document" else reply)
    assert isinstance(arrival, Asked)
    assert (arrival.line, arrival.attached) == ("house\n  x: y", Attached("f", "facts.yaml", 12))


CARD = message("Senate\nAs of 4 March 2021 · 28R6HV")


@pytest.mark.parametrize(
    ("text", "to", "line"),
    [
        ("/check", CARD, "check 28R6HV"),
        ("/check@BellBot", CARD, "check 28R6HV"),
        ("/check", message(None, caption="· 28R6HV", photo=[]), "check 28R6HV"),
        ("/check K7Q2F9", CARD, "check K7Q2F9"),
        ("/check", message("Senate of 28r6hv"), "check"),
        ("/note", message('some: "words"'), 'note "some: \\"words\\""'),
        ("/house", CARD, "house"),
        ("/nope", CARD, "nope"),
    ],
)
def test_a_command_in_reply_to_a_message_is_about_it(text: str, to: dict[str, Any], line: str) -> None:
    """Where it is declared to be, and nothing else is said."""
    update = {"update_id": 1, "message": message(text, reply_to_message=to)}
    arrival = read(update, "BellBot", declared.commands, "en")
    assert isinstance(arrival, Asked)
    assert arrival.line == line


def test_a_document_without_a_command_asks_nothing_of_a_group() -> None:
    document = {"file_id": "f", "file_unique_id": "u"}
    assert received("message", message(None, GROUP, document=document, caption="look")) is None
    assert received("message", message(None, GROUP, document=document)) is None


def test_a_group_that_moves_is_told_by_both_chats() -> None:
    assert received("message", message(None, GROUP, migrate_to_chat_id=-200)) == Moved(-100, -200)
    assert received("message", message(None, {**GROUP, "id": -200}, migrate_from_chat_id=-100)) == Moved(-100, -200)


def test_a_deep_link_is_its_line() -> None:
    assert asked(f"/start {payload('seat islamabad size:full')}") == "seat islamabad size:full"
    assert asked(f"/start {payload('~0 page:2')}") == "~0 page:2"


@pytest.mark.parametrize("given", ["ref123", "_!!", "a b", "x" * 70])
def test_a_deep_link_that_names_nothing_is_a_bare_start(given: str) -> None:
    assert asked(f"/start {given}") == "start"


def test_an_anonymous_administrator_is_the_chat() -> None:
    bot = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    arrival = received("message", {**message("/house", GROUP, sender_chat=GROUP), "from": bot})
    assert isinstance(arrival, Asked)
    assert (arrival.by.user.id, arrival.by.user.name, arrival.by.person) == ("-100", "The group", None)


def test_a_post_forwarded_from_the_linked_channel_asks_nothing() -> None:
    channel = {"id": -5, "type": "channel", "title": "News"}
    post = message("/house", GROUP, sender_chat=channel, is_automatic_forward=True)
    assert received("message", post) is None


def test_a_topic_is_kept_and_a_thread_of_replies_is_not() -> None:
    topic = received("message", message("/house", GROUP, message_thread_id=5, is_topic_message=True))
    thread = received("message", message("/house", GROUP, message_thread_id=5))
    assert isinstance(topic, Asked)
    assert isinstance(thread, Asked)
    assert (topic.place.thread, thread.place.thread) == (5, None)
    assert (topic.by.chat.key, thread.by.chat.key) == ("telegram:-100/5", "telegram:-100")


def test_a_group_hears_the_language_of_the_installation_and_a_person_their_own() -> None:
    british = {**ANN, "language_code": "en-GB"}
    private = received("message", {**message("/house"), "from": british}, "ur")
    group = received("message", {**message("/house", GROUP), "from": british}, "ur")
    unknown = received("message", {**message("/house"), "from": {**ANN, "language_code": "tlh"}}, "ur")
    assert [each.by.language for each in (private, group, unknown) if isinstance(each, Asked)] == ["en", "ur", "ur"]


def press(**fields: Any) -> Pressed:
    arrival = received("callback_query", {"id": "9", "from": ANN, "chat_instance": "1", **fields})
    assert isinstance(arrival, Pressed)
    return arrival


def test_a_press_is_a_line_and_what_it_was_pressed_under() -> None:
    sizes = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    text = press(data="house", message=message("card"))
    photo = press(data="house", message=message(None, photo=sizes, caption="card"))
    assert (text.line, text.spot) == ("house", Spot("text", 7, 3))
    assert photo.spot == Spot("picture", 7, 3, photo=frozenset({"u"}))


def test_a_press_under_what_cannot_be_seen_any_more_still_has_a_place() -> None:
    pressed = press(data="house", message={"chat": GROUP, "message_id": 3, "date": 0})
    assert pressed.place is not None
    assert (pressed.place.chat, pressed.spot) == (-100, None)


def test_a_press_without_message_or_data_is_read_too() -> None:
    pressed = press(inline_message_id="x")
    assert (pressed.place, pressed.line) == (None, "")


def test_updates_of_a_chat_share_a_lane_whoever_wrote_them() -> None:
    other = {**ANN, "id": 8}
    updates: list[dict[str, Any]] = [
        {"update_id": 1, "message": message("/house", GROUP)},
        {"update_id": 2, "message": {**message("/house", GROUP), "from": other}},
        {"update_id": 3, "callback_query": {"id": "9", "from": other, "chat_instance": "1", "data": "house"}},
        {"update_id": 4},
    ]
    assert [lane(update) for update in updates] == [-100, -100, 8, 0]


@pytest.mark.parametrize(
    "update",
    [
        {"message": message("/house", GROUP)},
        {"edited_channel_post": message("/house", {"id": -5, "type": "channel", "title": "News"})},
        {"callback_query": {"id": "9", "from": ANN, "chat_instance": "1", "message": message("card", GROUP)}},
        {"inline_query": {"id": "9", "from": ANN, "query": "x", "offset": ""}},
    ],
)
def test_a_lane_is_what_the_library_calls_the_chat_or_the_person(update: dict[str, Any]) -> None:
    known = Update.de_json({"update_id": 1, **update}, None)
    where = known.effective_chat or known.effective_user
    assert where is not None
    assert lane({"update_id": 1, **update}) == where.id


@pytest.mark.parametrize("names", [{"first_name": "Ann"}, {"first_name": "Ann", "last_name": "Chan"}])
def test_people_are_called_what_the_library_calls_them(names: dict[str, str]) -> None:
    sender = {"id": 7, "is_bot": False, **names}
    arrival = received("message", {**message("/house"), "from": sender})
    assert isinstance(arrival, Asked)
    assert arrival.by.user.name == User.de_json(sender, None).full_name


@pytest.mark.parametrize("status", [ChatMember.MEMBER, ChatMember.LEFT, ChatMember.BANNED, ChatMember.OWNER])
@pytest.mark.parametrize("kind", [Chat.PRIVATE, Chat.GROUP, Chat.CHANNEL])
def test_the_bot_may_write_where_it_was_not_removed(status: str, kind: str) -> None:
    """In a channel an administrator alone may, whom Telegram says so of."""
    member = {"status": status, "user": ME}
    change = {"chat": {**GROUP, "type": kind}, "from": ANN, "date": 1}
    arrival = received("my_chat_member", {**change, "old_chat_member": member, "new_chat_member": member})
    assert isinstance(arrival, Membership)
    there = status not in (ChatMember.LEFT, ChatMember.BANNED)
    assert (arrival.was_there, arrival.may_write) == (there, there and kind != Chat.CHANNEL)


@pytest.mark.parametrize("may", [True, False])
def test_a_restricted_bot_or_an_administrator_may_write_where_telegram_says_so(may: bool) -> None:
    restricted = {"status": "restricted", "user": ME, "is_member": True, "can_send_messages": may}
    channel = {"status": "administrator", "user": ME, "can_post_messages": may}
    for kind, member in (("supergroup", restricted), ("channel", channel)):
        change = {"chat": {**GROUP, "type": kind}, "from": ANN, "old_chat_member": member, "new_chat_member": member}
        arrival = received("my_chat_member", change)
        assert isinstance(arrival, Membership)
        assert arrival.may_write == may
