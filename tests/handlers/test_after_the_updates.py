"""The cards once the sixteen updates are loaded: newer figures stand beside the evening's, and never in them."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.drawings import Hemicycle
from data.publish import load_shipped
from data.store import Store
from tests.handlers.conftest import Ask, told
from tests.newsroom import AT, SHIPPED

ARTICLE = 2
"""The revision the article became."""


@pytest.fixture(scope="session")
def updated(shipped_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the updates too, made once."""
    path = tmp_path_factory.mktemp("updated") / "bell.db"
    shutil.copy(shipped_file, path)

    async def load() -> None:
        async with Store(path) as opened:
            await load_shipped(opened, [SHIPPED / "updates"], at=AT)

    asyncio.run(load())
    return path


@pytest.fixture
async def store(updated: Path, tmp_path: Path) -> AsyncIterator[Store]:
    async with Store(Path(shutil.copy(updated, tmp_path / "bell.db"))) as opened:
        yield opened


async def test_the_vote_went_178_with_none_recorded_against(ask: Ask) -> None:
    said = told(await ask("/confidence"))
    assert "Confidence obtained, 6 March 2021" in said
    assert "For 178 Against not recorded" in said
    assert "Against 0" not in said
    assert "178 is 6 more than the 172 needed." in said


async def test_the_majority_is_computed_and_beside_it_as_outlets_stated_it(ask: Ask) -> None:
    said = told(await ask("/confidence"))
    assert "Needed 172 of 342 computed: more than half of the total membership" in said
    assert "As stated 171 ARY News" in said
    assert "As stated 172 Dawn" in said


async def test_votes_and_seats_are_two_figures_that_happen_to_be_equal(ask: Ask) -> None:
    said = told(await ask("/confidence"))
    assert "Government 178 Opposition 160 Sitting 341" in said
    assert "The 178 votes and the 178 seats reported before are two figures that happen to be equal." in said


async def test_the_breakdown_comes_to_the_votes(ask: Ask) -> None:
    assert "155 + 7 + 5 + 5 + 3 + 1 + 1 + 1 = 178" in told(await ask("/confidence"))


@pytest.mark.parametrize("clock", [f"known:{ARTICLE}", "as_of:2021-03-04"])
async def test_that_evenings_card_can_still_be_read(ask: Ask, clock: str) -> None:
    said = told(await ask(f"/confidence {clock}"))
    assert "Not yet held as of 4 March 2021. No result is on record." in said
    assert "Confidence obtained" not in said


async def test_the_contest_balances_with_seven_rejected_and_one_outlet_said_six(ask: Ask) -> None:
    said = told(await ask("/contest islamabad"))
    assert "Rejected 7" in said
    assert "169 + 164 + 1 + 7 = 341: every vote is accounted for." in said
    assert "Reported otherwise: Rejected 6 (The News" in said
    assert "Elected: Yousaf Raza Gillani (official, 10 March 2021)." in said


async def test_the_chairman_was_elected_by_more_votes_with_eight_rejected(ask: Ask) -> None:
    said = told(await ask("/contest senate chairman"))
    assert "Sadiq Sanjrani 48 elected Yousaf Raza Gillani 42" in said
    assert "Rejected 8" in said
    assert "48 + 42 + 1 + 8 = 99" in said
    assert "Elected by more votes than any other candidate." in said


async def test_the_senates_parties_are_never_added_up_across_reports(ask: Ask) -> None:
    reply = await ask("/senate")
    said = told(reply)
    assert "Also reported: PTI 25, PPP 21, PML-N 17, BAP 13, Others 24, Total 100 (Republic World" in said
    assert "PPP 21 + PML-N 17 = 38" in said
    assert "= 101" not in said
    assert isinstance(reply.picture, Hemicycle)
    assert sum(group.seats for group in reply.picture.groups) <= reply.picture.total == 100


async def test_a_vote_in_which_yes_is_against_the_government(ask: Ask) -> None:
    said = told(await ask("/confidence no-confidence"))
    assert "Carried, 10 April 2022" in said
    assert "For 174" in said


async def test_the_first_question_is_still_the_vote_of_confidence(ask: Ask) -> None:
    assert (await ask("/confidence")).title == "Vote of confidence in Prime Minister Imran Khan"


async def test_a_figure_nobody_gave_a_source_for_is_not_on_record(ask: Ask) -> None:
    said = told(await ask("/contest women"))
    assert "Farzana Kausar not given" in said
    assert "161" not in said
