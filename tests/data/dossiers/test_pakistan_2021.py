"""The shipped dossiers: complete, sourced, and saying nothing that the article does not."""

from collections import Counter

import pytest
import yaml
from sqlite_utils import Database

from data.dossier import Dossier, load
from data.dossier.named import Spelling
from data.dossier.shape import references
from data.folding import words as folded
from data.record import names
from data.store import Store
from tests.data.samples import ARTICLE, SHIPPED

FIGURES = {
    "f01": ("pk-na-seats-2021-03-04/total", 341),
    "f02": ("pk-na-seats-2021-03-04/vacant", 1),
    "f03": ("pk-na-seats-2021-03-04/pk-government", 178),
    "f04": ("pk-na-seats-2021-03-04/pk-opposition", 160),
    "f05": ("pk-senate-2021-ict-general-votes-geo/yousaf-raza-gillani", 169),
    "f06": ("pk-senate-2021-ict-general-votes-geo/abdul-hafeez-shaikh", 164),
    "f07": ("pk-senate-2021-ict-general-votes-geo/not-cast", 1),
    "f08": ("pk-senate-2021-seats-up/total", 37),
    "f09": ("pk-senate-bloc-2021-03-04/pdm", 53),
    "f10": ("pk-senate-split-2021-03-04/total", 100),
    "f11": ("pk-senate-split-2021-03-04/pti", 25),
    "f12": ("pk-senate-split-2021-03-04/ppp", 21),
    "f13": ("pk-senate-split-2021-03-04/pml-n", 17),
    "f14": ("pk-senate-split-2021-03-04/bap", 13),
    "f15": ("pk-senate-split-2021-03-04/others", 24),
    "f16": ("pk-na-support-2021-03-04/abdul-hafeez-shaikh", 180),
    "f17": ("pk-na-support-2021-03-04/yousaf-raza-gillani", 161),
    "f18": ("pdm-member-parties-2021-03-04/total", 11),
    "f19": ("pdm-phases-2021-03-04/total", 3),
}
TWICE = ("pk-senate-bloc-2021-03-04/total", 100)
"""The size of the Senate (f10) stands in the table of the bloc too: a sum never reaches into another table."""

needs_article = pytest.mark.skipif(not ARTICLE.exists(), reason="the article's text is not part of the project")


@pytest.fixture(scope="module")
def article() -> Dossier:
    return load(SHIPPED / "02-article.yaml")


@pytest.fixture(scope="module")
def rules() -> Dossier:
    return load(SHIPPED / "01-rules.yaml")


def test_it_holds_exactly_the_nineteen_figures(article: Dossier) -> None:
    """One of them twice, and one number the article does not give, as null."""
    held = {
        f"{id_}/{part}": figure.value for id_, table in article.tables.items() for part, figure in table.figures.items()
    }
    unknown = {id_ for id_, value in held.items() if value is None}
    assert unknown == {"pk-senate-2021-ict-general-votes-geo/rejected"}
    assert {id_: value for id_, value in held.items() if value is not None} == dict([*FIGURES.values(), TWICE])


def test_every_number_rests_on_words_in_which_it_stands(article: Dossier) -> None:
    """In figures, or spelt out where the article spells it out."""
    spelt = {1: "one", 3: "three"}
    for table in article.tables.values():
        for figure in table.figures.values():
            if figure.value is not None:
                assert figure.words is not None
                said = figure.words.lower()
                assert str(figure.value) in said or spelt.get(figure.value, "?") in said


def test_the_seven_quotations_have_their_kinds(article: Dossier) -> None:
    """A headline is one, an agency's message is one, and Khan's words are his party's rendering.

    The titles of two links are headlines too.
    """
    kinds = Counter(quote.kind for quote in article.quotes.values())
    assert kinds == {"rendering": 1, "headline": 1 + 2, "verbatim": 1, "fragment": 3, "statement": 1}


def test_nothing_is_said_that_the_article_does_not_say(article: Dossier, rules: Dossier) -> None:
    """No threshold, no rejected votes, no result of the vote, and bribery nowhere but in what Khan alleges."""
    text = article.model_dump_json()
    assert "172" not in text
    assert "171" not in text
    without_claims = article.model_copy(update={"claims": {}}).model_dump_json()
    assert "brib" not in without_claims.lower().replace("khan-elections-rigged", "")
    assert {claim.kind for claim in article.claims.values() if "brib" in claim.text} == {"allegation"}
    assert [motion.status for motion in article.motions.values()] == ["scheduled"]
    assert not any(table.subject in article.motions for table in article.tables.values())
    assert "republic-world-2021-03-04" not in rules.model_dump_json()


def test_the_people_parties_and_alliances_are_all_there(article: Dossier) -> None:
    """Eight, four, and one under both its names beside the two sides of the house."""
    assert len(article.people) == 8
    assert list(article.parties) == ["pti", "ppp", "pml-n", "bap"]
    assert list(article.alliances) == ["pdm", "pk-government", "pk-opposition"]
    assert article.alliances["pdm"].spellings[0].text == "People's Democratic Movement"
    assert article.alliances["pdm"].spellings[0].note == "As in the source, wrong name."


def test_dates_that_were_inferred_say_so(article: Dossier) -> None:
    """The article's own, and the day of the vote."""
    assert "Inferred" in (article.sources["republic-world-2021-03-04"].published_note or "")
    assert "Inferred" in (article.motions["pk-na-confidence-2021-03-06"].schedule.how or "")
    assert article.contests["pk-senate-2021-ict-general"].date is None


def test_the_rules_have_sources_of_their_own(rules: Dossier) -> None:
    """Each at least one with an address or the law itself."""
    for rule in rules.rules.values():
        assert all(rules.sources[id_].url or rules.sources[id_].kind == "law" for id_ in rule.sources)
    assert [size.seats for size in rules.chambers["pk-na"].sizes] == [342, 336]
    assert 'says "majority of the members of the National Assembly"' in (rules.rules["pk-article-91-7"].note or "")


def test_every_source_is_named_by_something(article: Dossier, rules: Dossier) -> None:
    """None is there for show."""
    named = {id_ for dossier in (article, rules) for _, id_, _, _ in references(Dossier, dossier)}
    assert {*article.sources, *rules.sources} <= named


async def test_they_fit_together(shipped: Store) -> None:
    """In their order, and every source the record names is in it."""

    def kinds(db: Database) -> dict[str, int]:
        return dict(db.execute("SELECT kind, count(*) FROM entities GROUP BY kind").fetchall())

    assert await shipped.read(kinds) == {
        "alliance": 3,
        "chamber": 2,
        "claim": 16 + 1,
        "contest": 1,
        "election": 1,
        "event": 6,
        "figure": 21,
        "motion": 1,
        "note": 8,
        "outcome": 1,
        "party": 4,
        "person": 8,
        "quote": 7 + 2,
        "rule": 4 + 1,
        "source": 15 + 3,
        "table": 8,
    }


@needs_article
def test_words_are_short_and_verbatim(article: Dossier) -> None:
    """Every span stands in the article, letter for letter, and none is longer than a sentence."""
    text = ARTICLE.read_text()
    spans = [span for key, span in strings(article.model_dump()) if key == "words"]
    spans += [quote.text for quote in article.quotes.values()]
    spans += [event.date_stated for event in article.events.values() if event.date_stated]
    spans += [article.motions["pk-na-confidence-2021-03-06"].schedule.stated or ""]
    spans += [each.text for thing in named(article) for each in thing if each.source == "republic-world-2021-03-04"]
    assert len(spans) > 50
    assert [span for span in spans if span not in text] == []
    assert max(map(len, spans)) < 160


@needs_article
async def test_every_form_of_a_name_in_the_article_is_found(shipped: Store) -> None:
    """The whole names exactly, the surnames among others."""
    facts = yaml.safe_load((ARTICLE.parent / "article_facts.yaml").read_text())
    for section, kind in (("persons", "person"), ("parties", "party")):
        for thing in facts[section]:
            for form in thing["forms"]:
                matches = await shipped.read(names.find, form["form"], (kind,))
                assert thing["id"] in {match.id for match in matches}, form
                assert matches[0].id == thing["id"] or " " not in form["form"]


@needs_article
def test_the_quotations_are_those_of_the_article(article: Dossier) -> None:
    """All seven, by their words, and the titles of the two links."""
    facts = yaml.safe_load((ARTICLE.parent / "article_facts.yaml").read_text())
    said = {folded(each["text"]["text"]) for each in facts["quotes"]}
    said |= {folded(each["text"]) for each in facts["headings_and_links"] if each["kind"] == "related_link_or_caption"}
    assert {folded(quote.text) for quote in article.quotes.values()} == said


@needs_article
def test_the_claims_are_those_of_the_article(article: Dossier) -> None:
    """All sixteen, by their words and who makes them, and the promise of a bill."""
    facts = yaml.safe_load((ARTICLE.parent / "article_facts.yaml").read_text())
    told = {claim.words: claim for claim in article.claims.values()}
    assert len(told) == 16 + 1
    for fact in facts["claims"]:
        claim, whose = told.pop(fact["span"]["text"]), fact["claimant"]
        unnamed = whose.startswith(("unattributed", "article voice"))
        assert (claim.claimant or "pk-").removeprefix("pk-") == ("" if unnamed else whose)
        assert (claim.claimant_source is not None) == (whose == "article voice")
        assert claim.verb == fact["verb"]
        assert (claim.kind == "allegation") == fact["status"].startswith("allegation")
    assert [claim.text for claim in told.values()] == ["He will bring a bill that makes open ballots mandatory."]


@needs_article
def test_the_events_are_those_of_the_article(article: Dossier) -> None:
    """All six; no date that only later sources give."""
    facts = yaml.safe_load((ARTICLE.parent / "article_facts.yaml").read_text())
    dates = {event.words: (event.date, event.inferred) for event in article.events.values()}
    spans = [each["span"]["text"] for each in facts["events"] if "span" in each]
    assert len(dates) == len(facts["events"])
    assert [any(span in words or words in span for words in dates if words) for span in spans] == [True] * len(spans)
    assert sorted(map(str, dates.values())) == [
        "('2021-03', False)",
        "('2021-03-04', True)",
        "('2021-03-04', True)",
        "(None, False)",
        "(None, False)",
        "(None, False)",
    ]


def named(dossier: Dossier) -> list[tuple[Spelling, ...]]:
    sections = (dossier.parties, dossier.alliances, dossier.people, dossier.chambers)
    return [thing.spellings for section in sections for thing in section.values()]


def strings(data: object, key: str = "") -> list[tuple[str, str]]:
    if isinstance(data, dict):
        return [found for name, value in data.items() for found in strings(value, str(name))]
    if isinstance(data, list | tuple):
        return [found for value in data for found in strings(value, key)]
    return [(key, data)] if isinstance(data, str) else []
