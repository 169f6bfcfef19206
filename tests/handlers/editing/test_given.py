"""A source is always named: one on record, or a new one that says whose it is, where and when."""

from __future__ import annotations

from datetime import date

import pytest

from bot.errors import UserError
from handlers.editing.given import Given, read
from tests.handlers.editing.conftest import Drafted, Refused
from tests.newsroom import DAWN

COUNT = "/result islamabad gilani=169 source:"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dawn", Given("dawn")),
        ("dawn https://x.example/a", Given("dawn", "https://x.example/a")),
        ("https://x.example/a 2021-03-03 dawn", Given("dawn", "https://x.example/a", date(2021, 3, 3))),
        ('Geo TV 2021-03-04 "The night"', Given("Geo TV", None, date(2021, 3, 4), "The night")),
        ("Geo TV “The night”", Given("Geo TV", title="The night")),
        ('Geo TV "The night: it was"', Given("Geo TV", title="The night: it was")),
        ("Geo TV “date:2021”", Given("Geo TV", title="date:2021")),
        (r'Geo "a \"b\""', Given("Geo", title='a "b"')),
        ("ECP kind=official language=ur", Given("ECP", marks={"kind": "official", "language": "ur"})),
    ],
)
def test_what_is_typed_of_a_source_is_told_apart_by_its_form(typed: str, meant: Given) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("a https://x.example https://y.example", "source-twice"),
        ("a 2021-03-03 2021-03-04", "source-twice"),
        ('a "b" “c”', "source-twice"),
        ("a 2021-02-30", "source-bad-date"),
        ("dawn https://x.example date:2021-03-04", "source-no-name"),
        ("dawn date: 2021-03-04", "source-no-name"),
        ('dawn 2021-03-04 title:"A title"', "source-no-name"),
        ("kind:official ECP", "source-no-name"),
    ],
)
def test_two_of_a_kind_days_that_never_were_and_names_that_are_none_are_asked_about(typed: str, says: str) -> None:
    with pytest.raises(UserError) as caught:
        read(typed)
    assert caught.value.key == says


async def test_a_new_page_of_a_known_publisher_is_a_source_of_its_own(drafted: Drafted) -> None:
    found = await drafted(f"{COUNT}dawn {DAWN} 2021-03-03")
    ((id_, source),) = found["sources"].items()
    assert source == {
        "kind": "article",
        "publisher": "Dawn",
        "published": "2021-03-03",
        "language": "en",
        "url": DAWN,
    }
    (table,) = found["tables"].values()
    assert table["source"] == id_


async def test_a_page_without_a_date_says_that_its_date_is_inferred(drafted: Drafted) -> None:
    ((_, source),) = (await drafted(f"{COUNT}dawn {DAWN}"))["sources"].items()
    assert source["published"] == "2021-03-04"
    assert "not given" in str(source["published_note"])


async def test_an_id_means_the_source_on_record(drafted: Drafted) -> None:
    found = await drafted(f"{COUNT}republic-world-2021-03-04")
    assert "sources" not in found
    (table,) = found["tables"].values()
    assert table["source"] == "republic-world-2021-03-04"


async def test_an_address_on_record_means_the_source_there(drafted: Drafted) -> None:
    """Whatever a browser adds to it or drops."""
    url = "https://www.dawn.com/news/1392528/untangling-the-mystery-all-you-need-to-know-about-senate-elections"
    for typed in (url, f"{url}/", url.replace("https://www.", "http://"), f"dawn {url}"):
        (table,) = (await drafted(f"{COUNT}{typed}"))["tables"].values()
        assert table["source"] == "dawn-1392528"


async def test_an_address_of_another_publisher_is_asked_about(refused: Refused) -> None:
    url = "https://www.dawn.com/news/1392528/untangling-the-mystery-all-you-need-to-know-about-senate-elections"
    error = await refused(f"{COUNT}ARY News {url}")
    assert (error.key, error.arguments["publisher"]) == ("source-other-publisher", "Dawn")


async def test_a_publisher_of_several_sources_is_asked_about_with_each_as_a_button(refused: Refused) -> None:
    error = await refused(f"{COUNT}dawn")
    assert error.key == "source-which"
    assert len(error.buttons) > 1
    assert all("source:dawn" in (button.line or "") for button in error.buttons)


async def test_an_address_alone_does_not_say_whose_it_is(refused: Refused) -> None:
    assert (await refused(f"{COUNT}{DAWN}")).key == "source-no-publisher"


async def test_a_broadcast_without_an_address_has_a_date_and_a_title(drafted: Drafted) -> None:
    ((_, source),) = (await drafted(f'{COUNT}Geo TV 2021-03-03 "Election night" kind=broadcast'))["sources"].items()
    assert (source["kind"], source["title"], source["published"]) == ("broadcast", "Election night", "2021-03-03")
    assert "url" not in source


@pytest.mark.parametrize("typed", ["Daawn", "Nobody's Gazette", "Dawn 2021-03-03", '"Election night"'])
async def test_what_is_neither_on_record_nor_described_is_not_made_up(refused: Refused, typed: str) -> None:
    assert (await refused(f"{COUNT}{typed}")).key in {"source-near", "source-unknown"}


async def test_markup_in_a_source_is_kept_as_text(drafted: Drafted) -> None:
    ((_, source),) = (await drafted(f'{COUNT}"<b>@everyone</b>" <i>Dawn</i> 2021-03-03'))["sources"].items()
    assert (source["title"], source["publisher"]) == ("<b>@everyone</b>", "<i>Dawn</i>")
