"""The values that cross the border refuse what no platform could show."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.drawings import Group, Hemicycle
from bot.messages import Button, Chat, Shown, Span, User, spans
from tests.sample import SENATE


def test_spans_are_plain_where_they_are_given_as_strings() -> None:
    bold = Span("b", "bold")
    assert spans("a", bold, "<i>") == (Span("a", "plain"), bold, Span("<i>", "plain"))
    assert spans() == ()


@pytest.mark.parametrize(
    "ways",
    [{}, {"line": "house", "url": "https://x.example"}, {"line": "house", "search": ""}, {"line": "", "url": ""}],
)
def test_a_button_does_exactly_one_thing(ways: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="exactly one of line, search and url"):
        Button("Label", **ways)


@pytest.mark.parametrize("ways", [{"line": "house"}, {"search": ""}, {"url": "https://x.example"}])
def test_a_button_that_does_one_thing_passes(ways: dict[str, Any]) -> None:
    assert Button("Label", **ways).label == "Label"


@pytest.mark.parametrize("label", ["", "  ", "\n"])
def test_a_button_needs_a_label(label: str) -> None:
    with pytest.raises(ValueError, match="needs a label"):
        Button(label, line="house")


@pytest.mark.parametrize("line", ["", "  "])
def test_a_button_without_a_command_is_refused_when_it_is_built(line: str) -> None:
    with pytest.raises(ValueError, match="names a command"):
        Button("Label", line=line)


@pytest.mark.parametrize("total", [0, -1])
def test_a_chamber_has_a_seat(total: int) -> None:
    with pytest.raises(ValueError, match="at least one seat"):
        replace(SENATE, total=total, groups=())


def test_no_group_has_fewer_seats_than_none() -> None:
    with pytest.raises(ValueError, match="no group fewer than none"):
        replace(SENATE, groups=(Group("A", "", 3), Group("B", "", -1)))


def test_the_groups_fit_their_chamber() -> None:
    """Figures mixed from several tables gave 101 of 100 seats: such a picture cannot be made."""
    with pytest.raises(ValueError, match="more seats than the chamber"):
        replace(SENATE, groups=(Group("A", "", 50), Group("B", "", 51)))
    full: Hemicycle = replace(SENATE, groups=(Group("A", "", 50), Group("B", "", 50)))
    assert sum(group.seats for group in full.groups) == full.total


def test_values_are_equal_by_what_they_hold_and_cannot_be_changed() -> None:
    assert replace(SENATE) == SENATE
    with pytest.raises(AttributeError):
        SENATE.total = 1  # type: ignore[misc]  # that it is refused is the point


def test_only_a_line_fills_a_form() -> None:
    with pytest.raises(ValueError, match="filled from a line"):
        Button("Label", url="https://x.example", form=True)


def test_a_text_is_put_at_hand_in_place_of_a_form_only() -> None:
    with pytest.raises(ValueError, match="in place of a form"):
        Button("Label", line="result", copy="/result")


def test_people_and_places_have_a_name_beyond_their_platform() -> None:
    assert User("telegram", "7", "somebody").key == "telegram:7"
    assert Chat("telegram", "-100/45", private=False).key == "telegram:-100/45"


def test_the_status_of_a_figure_is_the_last_word_of_its_state() -> None:
    assert [Shown("x", state).status for state in ("169 unofficial", "null disputed", "verbatim")] == [
        "unofficial",
        "disputed",
        "verbatim",
    ]
