"""The whole way of an editor over Discord's wire: slash command, form, attachment, buttons, completion."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.discord.conftest import House
from tests.adapters.discord.editors import ALONE, Newsdesk, served
from tests.fakes.discord import File, Where
from tests.fakes.discord_rest import MODAL, Exchange
from tests.newsroom import BALANCE, DAWN, UPDATES, office

FIGURES = "gilani=169 shaikh=164 rejected=7 notcast=1"


@pytest.fixture
async def desk(house: House, shipped_file: Path, tmp_path: Path) -> AsyncIterator[Newsdesk]:
    async with office(shipped_file, tmp_path, "discord:7") as opened, served(house, opened) as found:
        yield found


async def test_a_result_is_typed_shown_published_seen_and_taken_back(desk: Newsdesk) -> None:
    preview = await desk.type("result", contest="islamabad", figures=FIGURES, source=f"dawn {DAWN}")
    assert BALANCE in preview.text
    assert preview.call.ephemeral
    assert list(preview.call.buttons) == ["Publish", "Publish silently", "Edit", "Discard"]
    assert await desk.office.head() == 2
    assert "Published as revision 3" in (await desk.press(preview, "Publish")).text
    seen = await desk.type("contest", name="islamabad")
    assert "Dawn" in seen.text
    assert "Geo TV" in seen.text
    undo = await desk.type("undo")
    assert "revision 4" in (await desk.press(undo, "Publish")).text
    assert "Dawn, " not in (await desk.type("contest", name="islamabad")).text


async def test_in_a_server_a_preview_is_for_its_editor_alone(desk: Newsdesk) -> None:
    preview = await desk.type("result", Where(), contest="islamabad", figures=FIGURES, source=f"dawn {DAWN}")
    assert preview.call.ephemeral
    assert (await desk.press(preview, "Publish")).call.message.get("flags") != 0
    assert await desk.office.head() == 3


async def test_edit_opens_the_form_as_it_was_filled_and_what_is_sent_in_is_previewed(desk: Newsdesk) -> None:
    preview = await desk.type("result", contest="islamabad", figures="gilani=169 shaikh=146", source=f"dawn {DAWN}")
    opened = await desk.fake.press(preview.call.buttons["Edit"], preview.exchange.message, ALONE)
    form = await opened.next_call()
    assert form.body["type"] == MODAL
    held = {name: field["component"].get("value") for name, field in form.fields.items()}
    assert (held["contest"], held["figures"]) == ("islamabad", "gilani=169 shaikh=146")
    sent = await desk.fake.submit(opened, ALONE, figures=FIGURES)
    again = await desk.shown(sent, ALONE)
    assert BALANCE in again.text


async def test_a_result_can_be_filled_into_a_form(desk: Newsdesk) -> None:
    opened = await desk.fake.slash("result", ALONE)
    assert (await opened.next_call()).body["type"] == MODAL
    sent = await desk.fake.submit(opened, ALONE, contest="islamabad", figures=FIGURES, source=f"dawn {DAWN}")
    assert BALANCE in (await desk.shown(sent, ALONE)).text


async def test_figures_are_completed_with_who_stood(desk: Newsdesk) -> None:
    exchange = await desk.fake.autocomplete("result", "figures", "gilani=169 sh", ALONE, contest="islamabad")
    assert await _offered(exchange) == {"Abdul Hafeez Shaikh": "gilani=169 abdul-hafeez-shaikh="}
    exchange = await desk.fake.autocomplete("result", "figures", "gilani=169 rej", ALONE, contest="islamabad")
    assert await _offered(exchange) == {"rejected": "gilani=169 rejected="}


async def test_before_the_contest_is_chosen_the_words_of_every_count_are_completed(desk: Newsdesk) -> None:
    exchange = await desk.fake.autocomplete("result", "figures", "notc", ALONE)
    assert await _offered(exchange) == {"notcast": "notcast="}


async def _offered(exchange: Exchange) -> dict[str, str]:
    return {each["name"]: each["value"] for each in (await exchange.next_call()).body["data"]["choices"]}


async def test_sources_on_record_are_completed(desk: Newsdesk) -> None:
    exchange = await desk.fake.autocomplete("result", "source", "republic", ALONE)
    offered = [each["value"] for each in (await exchange.next_call()).body["data"]["choices"]]
    assert "republic-world-2021-03-04" in offered


async def test_a_dossier_comes_as_an_attachment(desk: Newsdesk) -> None:
    path = UPDATES[0]
    preview = await desk.type("push", ALONE, File(path.name, path.read_bytes()))
    assert "The Islamabad general seat, counted in full" in preview.text
    assert "revision 3" in (await desk.press(preview, "Publish")).text


async def test_a_dossier_is_typed_into_a_form_with_its_line_breaks(desk: Newsdesk) -> None:
    text = next(path for path in UPDATES if "long-march" in path.name).read_text(encoding="utf-8")
    opened = await desk.fake.slash("push", ALONE)
    assert (await opened.next_call()).body["type"] == MODAL
    preview = await desk.shown(await desk.fake.submit(opened, ALONE, text=text), ALONE)
    assert "The long march is postponed" in preview.text


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (File("night.zip", b"PK\x03\x04"), "no dossier"),
        (File("night.yaml", b"\xff\xfe\x00"), "not text in UTF-8"),
        (File("night.yaml", b"a: &x [1]\nb: *x\n"), "anchors and aliases"),
        (File("night.yaml", bytes(1_048_577)), "1,024"),
        (File("night.yaml", b"[" * 5000), "levels"),
    ],
)
async def test_a_file_that_is_no_dossier_is_refused_with_the_reason(desk: Newsdesk, file: File, says: str) -> None:
    answer = await desk.type("push", ALONE, file)
    assert says in answer.text
    assert await desk.office.head() == 2


async def test_somebody_without_rights_gets_one_line_and_an_audit_entry(
    house: House, shipped_file: Path, tmp_path: Path
) -> None:
    async with office(shipped_file, tmp_path, "discord:8") as opened, served(house, opened) as desk:
        answer = await desk.type("undo")
        assert answer.text == "/undo is for editors and contributors of this record. An owner can grant it."
        assert await opened.audited() == [("discord:7", "refused", "undo")]


async def test_what_a_source_wrote_is_shown_as_text(desk: Newsdesk) -> None:
    hostile = "@everyone <@1> **bold** [x](http://x.example) \N{RIGHT-TO-LEFT EMBEDDING}evil"
    preview = await desk.type(
        "addquote", text=hostile, kind="verbatim", source="republic-world-2021-03-04", by="imran khan"
    )
    assert preview.call.message["allowed_mentions"]["parse"] == []
    assert "**bold**" in preview.text


async def test_the_updates_attached_one_by_one_are_the_sixteen_revisions_after_the_shipped_ones(desk: Newsdesk) -> None:
    for number, path in enumerate(UPDATES, 3):
        preview = await desk.type("push", ALONE, File(path.name, path.read_bytes()))
        assert f"revision {number}" in (await desk.press(preview, "Publish")).text
    assert await desk.office.head() == 2 + len(UPDATES) == 18


async def test_a_form_keeps_the_day_that_has_no_field_in_it(desk: Newsdesk) -> None:
    """Five fields are all that Discord takes; the day of the figures is kept by the form itself."""
    options = {"contest": "islamabad", "figures": "gilani=169 shaikh=146", "source": f"dawn {DAWN}"}
    preview = await desk.type("result", as_of="2021-03-02", **options)
    opened = await desk.fake.press(preview.call.buttons["Edit"], preview.exchange.message, ALONE)
    form = await opened.next_call()
    assert set(form.fields) == {"contest", "source", "figures", "won", "status"}
    again = await desk.shown(await desk.fake.submit(opened, ALONE, figures=FIGURES, won="gilani"), ALONE)
    assert BALANCE in again.text
    assert "2 March 2021" in again.text
    assert "Elected: Yousaf Raza Gillani" in again.text


async def test_who_won_is_completed_with_those_who_stood(desk: Newsdesk) -> None:
    exchange = await desk.fake.autocomplete("result", "won", "gil", ALONE, contest="islamabad")
    assert await _offered(exchange) == {"Yousaf Raza Gillani": "yousaf-raza-gillani"}


async def test_a_field_is_corrected_with_its_completion(desk: Newsdesk) -> None:
    march = "pdm-long-march"
    offered = await _offered(await desk.fake.autocomplete("correct", "field", "da", ALONE, subject=march))
    assert offered["date: 2021-03"] == "date="
    offered = await _offered(await desk.fake.autocomplete("correct", "subject", "long march", ALONE))
    assert march in offered.values()
    preview = await desk.type("correct", subject=march, field="date=2021-03-26", reason="A slip", whose="ours")
    assert "March 2021 → 26 March 2021" in preview.text
    assert "revision 3" in (await desk.press(preview, "Publish")).text


async def test_a_motions_new_day_comes_by_its_command(desk: Newsdesk) -> None:
    motion = "pk-na-confidence-2021-03-06"
    preview = await desk.type("motion", motion=motion, date="2021-03-08", source=f"Dawn {DAWN} 2021-03-05")
    assert "6 March 2021 → 8 March 2021" in preview.text
    await desk.press(preview, "Publish")
    assert "Monday, 8 March 2021" in (await desk.type("confidence")).text
