"""Rendered pages that are kept: the same for the same card, never one for another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.adapters.telegram import keeping, render
from bot.adapters.telegram.keeping import kept
from bot.messages import Line, Reply, spans


class Renders:
    """Renders a reply as its title and page, and counts."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, reply: Reply, *, corrected: bool = False) -> str:
        self.count += 1
        return f"{reply.title} {reply.page} {len(reply.blocks)} {corrected}"


@pytest.fixture
def renders() -> Renders:
    return Renders()


BLOCKS = (Line(spans("x")),)
CARD = Reply(title="A", blocks=BLOCKS, line="a")


def test_an_answer_handed_out_again_is_rendered_once(renders: Renders) -> None:
    """The bot hands a kept answer out as a new reply of the same parts."""
    render = kept(renders.__call__)
    assert render(CARD) == render(replace(CARD, page=1)) == "A 1 1 False"
    assert renders.count == 1


def test_whatever_differs_is_rendered_anew(renders: Renders) -> None:
    render = kept(renders.__call__)
    others = [replace(CARD, page=2), replace(CARD, title="B"), replace(CARD, blocks=()), replace(CARD, code="K7Q2F9")]
    said = [render(CARD), *map(render, others), render(CARD, corrected=True)]
    assert said[1:4] == ["A 2 1 False", "B 1 1 False", "A 1 0 False"]
    assert said[-1] == "A 1 1 True"
    assert renders.count == len(said)


def test_only_so_many_are_kept(renders: Renders, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "ENTRIES", 2)
    render = kept(renders.__call__)
    cards = [Reply(line=str(number)) for number in range(3)]
    for card in (*cards, cards[2], cards[0]):
        render(card)
    assert renders.count == 4


def test_a_real_page_is_the_same_object_for_everybody() -> None:
    assert render.text(CARD) is render.text(replace(CARD))
    assert render.text(replace(CARD, title="<b>")).html.startswith("<b>&lt;b&gt;</b>")
