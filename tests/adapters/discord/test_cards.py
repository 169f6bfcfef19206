"""Cards as they arrive: text, picture, buttons, pages; and that none of them stays in memory."""

from __future__ import annotations

import gc
import re
from typing import Any

import pytest
from discord import ui

from bot.adapters.discord import render as cards
from bot.adapters.discord.adapter import Client
from bot.adapters.discord.render import render
from bot.messages import Button, Reply
from tests.adapters.discord.conftest import PNG, House
from tests.fakes.discord import Where
from tests.fakes.discord_checks import COMPONENTS_V2, GALLERY, walk
from tests.fakes.discord_rest import MESSAGE, UPDATE, Call


def gallery(call: Call) -> list[dict[str, Any]]:
    parts = [part for _, part in walk(call.message["components"])]
    return [item for part in parts if part["type"] == GALLERY for item in part["items"]]


async def test_a_card_is_a_container_with_title_rows_small_print_and_signature(served: House) -> None:
    call = await (await served.fake.slash("house")).next_call()
    assert call.body["type"] == MESSAGE
    assert call.message["flags"] & COMPONENTS_V2
    assert [part["type"] for _, part in walk(call.message["components"])] == [17, 10, 12, 14, 10, 1, 2]
    *lines, signature = call.text.splitlines()
    assert lines == [
        "### Senate",
        "PTI: **25** · as reported",
        "-# See [the page](<https://example.org/a?b=1&c=2>)",
        "-# Source: One source, 4 March 2021",
    ]
    assert re.fullmatch(r"-# As of 4 March 2021 · `\w{6}`", signature)


async def test_the_picture_is_attached_with_its_description(served: House) -> None:
    call = await (await served.fake.slash("house")).next_call()
    assert call.files == {"card.png": PNG}
    assert [(item["media"], item["description"]) for item in gallery(call)] == [
        ({"url": "attachment://card.png"}, "A half circle of 100 seats.")
    ]
    assert call.message["attachments"][0]["description"] == "A half circle of 100 seats."


async def test_a_card_goes_without_its_picture_when_there_is_no_paint(
    served: House, caplog: pytest.LogCaptureFixture
) -> None:
    served.paints.fails = True
    call = await (await served.fake.slash("house")).next_call()
    assert (call.files, gallery(call)) == ({}, [])
    assert "a card without its picture: house" in caplog.text


async def test_the_container_has_the_colour_of_the_party_it_is_about(served: House) -> None:
    call = await (await served.fake.slash("house")).next_call()
    assert call.message["components"][0]["accent_color"] == 0xC8102E


async def test_hostile_text_mentions_nobody_and_marks_nothing_up(served: House) -> None:
    call = await (await served.fake.slash("seat", name="# @everyone\n# <@1> **x**")).next_call()
    for forbidden in ("@everyone", "<@1>", "\n# ", " **x**", "[x](http", "<b>", " ||", "http://"):
        assert forbidden not in call.text
    assert call.message["allowed_mentions"]["parse"] == []


async def test_a_private_answer_is_for_the_asker_alone(served: House) -> None:
    call = await (await served.fake.slash("secret")).next_call()
    assert (call.ephemeral, call.text) == (True, "Only for you.")


@pytest.mark.parametrize("name", ["wrong", "broken"])
async def test_what_went_wrong_is_told_the_asker_alone(served: House, name: str) -> None:
    call = await (await served.fake.slash(name)).next_call()
    assert call.ephemeral
    assert "123" not in call.text


async def test_a_button_turns_the_message_into_its_card(served: House) -> None:
    shown = await served.fake.slash("house")
    first = await shown.next_call()
    call = await (await served.fake.press(first.buttons["Islamabad"], shown.message)).next_call()
    assert call.body["type"] == UPDATE
    assert "Seat islamabad" in call.text
    assert (call.message["attachments"], gallery(call)) == ([], [])


async def test_a_button_can_bring_a_picture(served: House) -> None:
    shown = await served.fake.slash("hous")
    first = await shown.next_call()
    call = await (await served.fake.press(first.buttons["/house"], shown.message)).next_call()
    assert call.files == {"card.png": PNG}


async def test_a_press_that_yields_something_private_leaves_the_card(served: House) -> None:
    shown = await served.fake.slash("house")
    await shown.next_call()
    for line in ("secret", "nonsense"):
        message = {**(shown.message or {}), "components": render_old(line)}
        call = await (await served.fake.press(f"b:{line}", message)).next_call()
        assert (call.body["type"], call.ephemeral) == (MESSAGE, True)


async def test_a_private_card_on_a_private_message_replaces_it(served: House) -> None:
    shown = await served.fake.slash("secret")
    await shown.next_call()
    message = {**(shown.message or {}), "components": render_old("secret")}
    call = await (await served.fake.press("b:secret", message)).next_call()
    assert call.body["type"] == UPDATE


async def test_a_press_on_an_old_message_works_after_a_restart(house: House) -> None:
    async with house.serve():
        shown = await house.fake.slash("house")
        pressed = (await shown.next_call()).buttons["Islamabad"]
    async with house.serve():
        call = await (await house.fake.press(pressed, shown.message)).next_call()
    assert "Seat islamabad" in call.text


async def test_a_long_answer_is_turned_page_by_page_to_its_end(served: House) -> None:
    shown = await served.fake.slash("long")
    call = await shown.next_call()
    message, seen = shown.message, [call.text]
    while following := next((target for label, target in call.buttons.items() if label.endswith("→")), None):
        turned = await served.fake.press(following, message)
        call = await turned.next_call()
        message = turned.message
        seen.append(call.text)
    found = [word for word in "\n".join(seen).split() if word.isdigit()]
    assert found == [str(number) for number in range(60)]
    assert all(text.startswith("### Long") for text in seen)


async def test_in_a_direct_message_a_card_looks_the_same(served: House) -> None:
    here = await (await served.fake.slash("seat", Where(0), name="lahore")).next_call()
    there = await (await served.fake.slash("seat", Where(1), name="lahore")).next_call()
    assert here.message["components"] == there.message["components"]


async def test_of_a_thousand_cards_with_buttons_nothing_is_kept(served: House) -> None:
    for number in range(1000):
        await (
            await served.fake.slash("house" if number % 2 else "seat", **({} if number % 2 else {"name": "x"}))
        ).next_call()
    client = next(each for each in gc.get_objects() if isinstance(each, Client))
    gc.collect()
    store = client._connection._view_store
    assert (store._views, store._synced_message_views, client.persistent_views) == ({}, {}, [])
    cards._view.cache_clear()  # the two cards as they were last shown
    gc.collect()
    assert sum(isinstance(each, ui.LayoutView) for each in gc.get_objects()) <= 1


async def test_a_choice_from_a_list_runs_its_line(served: House) -> None:
    shown = await served.fake.slash("house")
    await shown.next_call()
    lines = ("seat islamabad", "house", "secret", "seat a", "seat b", "seat c")
    many = components(Reply("Which?", buttons=tuple((Button(line, line=line),) for line in lines)))
    call = await (await served.fake.choose("seat b", {**(shown.message or {}), "components": many})).next_call()
    assert (call.body["type"], "Seat b" in call.text) == (UPDATE, True)


async def test_a_list_of_choices_works_after_a_restart(house: House) -> None:
    async with house.serve():
        shown = await house.fake.slash("house")
        await shown.next_call()
        many = components(
            Reply("Which?", buttons=tuple((Button(f"{each}", line=f"seat {each}"),) for each in "abcdef"))
        )
    async with house.serve():
        call = await (await house.fake.choose("seat f", {**(shown.message or {}), "components": many})).next_call()
    assert "Seat f" in call.text


async def test_buttons_with_one_line_have_ids_of_their_own(served: House) -> None:
    shown = await served.fake.slash("house")
    await shown.next_call()
    row = (Button("A", line="seat a"), Button("B", line="seat a"))
    message = {**(shown.message or {}), "components": components(Reply("x", buttons=(row,)))}
    ids = [part["custom_id"] for _, part in walk(message["components"]) if "custom_id" in part]
    assert ids == ["b:seat a", "b1:seat a"]
    call = await (await served.fake.press("b1:seat a", message)).next_call()
    assert "Seat a" in call.text


def render_old(line: str) -> list[dict[str, Any]]:
    """The components of some message sent long ago, with a button for a line."""
    return components(Reply("old", buttons=((Button("press", line=line),),)))


def components(reply: Reply) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [item.to_component_dict() for item in render(reply).view.children]
    return found
