"""A typed count becomes one table of one source; a name that is not certain is asked for, never guessed."""

from __future__ import annotations

import pytest

from bot.grammar import parse
from data.record import tables
from data.store import Store
from handlers import commands
from tests.handlers.editing.conftest import Drafted, Refused
from tests.newsroom import DAWN, RESULT

CONTEST = "pk-senate-2021-ict-general"


def values(table: dict[str, object]) -> dict[str, int | None]:
    figures = table["figures"]
    assert isinstance(figures, dict)
    return {part: figure["value"] for part, figure in figures.items()}


async def test_a_count_is_a_table_of_its_contest_with_the_candidates_by_their_ids(drafted: Drafted) -> None:
    (table,) = (await drafted(RESULT))["tables"].values()
    assert (table["subject"], table["measure"], table["status"]) == (CONTEST, "votes", "unofficial")
    assert values(table) == {"yousaf-raza-gillani": 169, "abdul-hafeez-shaikh": 164, "rejected": 7, "not-cast": 1}


async def test_the_day_is_today_where_the_chamber_sits(drafted: Drafted) -> None:
    """At half past seven in the evening in UTC the fourth of March has begun in Islamabad."""
    (table,) = (await drafted(RESULT))["tables"].values()
    assert table["as_of"] == "2021-03-04"


async def test_a_day_that_is_given_is_the_day(drafted: Drafted) -> None:
    (table,) = (await drafted(f"{RESULT} as_of:2021-03-03 status:official"))["tables"].values()
    assert (table["as_of"], table["status"]) == ("2021-03-03", "official")


async def test_an_unknown_number_stays_unknown(drafted: Drafted) -> None:
    (table,) = (await drafted(f"/result islamabad gilani=169 rejected=? source:dawn {DAWN}"))["tables"].values()
    assert values(table) == {"yousaf-raza-gillani": 169, "rejected": None}


@pytest.mark.parametrize(
    ("key", "part"),
    [
        ("gilani", "yousaf-raza-gillani"),
        ("gillani", "yousaf-raza-gillani"),
        ("Yousaf-Raza", "yousaf-raza-gillani"),
        ("yousaf-raza-gillani", "yousaf-raza-gillani"),
        ("sheikh", "abdul-hafeez-shaikh"),
        ("hafeez", "abdul-hafeez-shaikh"),
        ("not_cast", "not-cast"),
        ("NotCast", "not-cast"),
        ("cast", "votes-cast"),
        ("invalid", "rejected"),
        ("electors", "electors"),
    ],
)
async def test_a_key_is_what_people_call_it(drafted: Drafted, key: str, part: str) -> None:
    (table,) = (await drafted(f"/result islamabad {key}=12 source:dawn {DAWN}"))["tables"].values()
    assert list(values(table)) == [part]


async def test_a_name_that_nobody_who_stood_has_is_offered_those_who_did(refused: Refused) -> None:
    error = await refused(f"/result islamabad gohar=169 rejected=7 source:dawn {DAWN}")
    assert error.key == "part-which"
    lines = [button.line or "" for button in error.buttons]
    assert parse(commands, lines[0]).options["figures"] in (
        {"yousaf-raza-gillani": 169, "rejected": 7},
        {"abdul-hafeez-shaikh": 169, "rejected": 7},
    )


async def test_somebody_on_record_who_did_not_stand_is_not_taken(refused: Refused) -> None:
    error = await refused(f"/result islamabad imran-khan=169 source:dawn {DAWN}")
    assert error.key == "part-which"
    assert "Imran Khan" in [button.label for button in error.buttons]


async def test_a_button_of_the_refusal_brings_in_what_was_meant(refused: Refused, drafted: Drafted) -> None:
    error = await refused(f"/result islamabad gohar=169 source:dawn {DAWN} status:official")
    (table,) = (await drafted(error.buttons[0].line or ""))["tables"].values()
    assert (list(values(table).values()), table["status"]) == ([169], "official")


async def test_one_person_under_two_names_is_refused(refused: Refused) -> None:
    error = await refused(f"/result islamabad gilani=169 yousaf=164 source:dawn {DAWN}")
    assert (error.key, error.arguments["typed"]) == ("part-twice", "yousaf")


async def test_a_new_person_needs_an_explicit_id(drafted: Drafted) -> None:
    found = await drafted(f"/result islamabad gilani=169 new.farzana-kausar=1 source:dawn {DAWN}")
    assert found["people"] == {"farzana-kausar": {"names": {"en": "Farzana Kausar"}}}
    (table,) = found["tables"].values()
    assert list(values(table)) == ["yousaf-raza-gillani", "farzana-kausar"]


@pytest.mark.parametrize(("key", "says"), [("new.imran-khan", "new-taken"), ("new.Some_One", "new-bad-id")])
async def test_a_new_id_is_free_and_well_formed(refused: Refused, key: str, says: str) -> None:
    assert (await refused(f"/result islamabad {key}=1 source:dawn {DAWN}")).key == says


async def test_a_contest_nobody_knows_is_not_made_up(refused: Refused) -> None:
    assert (await refused(f"/result atlantis gilani=1 source:dawn {DAWN}")).key in {"subject-unknown", "subject-which"}


async def test_fewer_than_none_is_refused(refused: Refused) -> None:
    assert (await refused(f"/result islamabad gilani=-1 source:dawn {DAWN}")).key == "figure-below"


async def test_what_the_source_says_on_record_already_is_said_to_be_there(refused: Refused, store: Store) -> None:
    held = await store.read(tables.get, "pk-senate-2021-ict-general-votes-geo")
    assert held is not None
    figures = " ".join(f"{each.part}={'?' if each.value is None else each.value}" for each in held.figures)
    error = await refused(f"/result islamabad {figures} source:{held.source.id} as_of:{held.as_of}")
    assert error.key == "figure-same"


async def test_parties_are_counted_by_their_short_names(drafted: Drafted) -> None:
    line = "/figure pk-senate seats pti=26 ppp=20 pml-n=18 source:Geo News https://www.geo.tv/latest/337862-x"
    (table,) = (await drafted(line))["tables"].values()
    assert values(table) == {"pti": 26, "ppp": 20, "pml-n": 18}
    assert (table["unit"], table["measure"]) == ("seats", "seats")


async def test_a_motion_counts_its_yes_and_no(drafted: Drafted) -> None:
    line = f"/result pk-na-confidence-2021-03-06 yes=178 no=? source:dawn {DAWN}"
    (table,) = (await drafted(line))["tables"].values()
    assert values(table) == {"yes": 178, "no": None}


async def test_a_motion_has_no_candidates(refused: Refused) -> None:
    assert (await refused(f"/result pk-na-confidence-2021-03-06 gilani=178 source:dawn {DAWN}")).key == "part-unknown"
