"""What does not fit in the article (i01 to i27), and how the record keeps it: as said, marked, never repaired."""

from datetime import date

from data import arithmetic
from data.record import chambers, claims, contests, events, motions, names, notes, parties, quotes, sources, tables
from data.record.reading import Clock
from data.record.tables import Table
from data.store import Store

CONTEST = "pk-senate-2021-ict-general"
VOTE = "pk-na-confidence-2021-03-06"
PEOPLE = ("person",)


async def table(store: Store, id_: str) -> Table:
    found = await store.read(tables.get, id_)
    assert found is not None
    return found


async def remarks(store: Store, id_: str) -> list[str]:
    return [remark.text for remark in await store.read(notes.about, id_)]


async def test_i01_sheikh_and_shaikh_are_one_person(shipped: Store) -> None:
    """Found by either; the words of the source keep its form."""
    for typed in ("Abdul Hafeez Sheikh", "Abdul Hafeez Shaikh", "Dr Abdul Hafeez Shaikh"):
        assert [match.id for match in await shipped.read(names.find, typed, PEOPLE)] == ["abdul-hafeez-shaikh"]
    shaikh = await shipped.read(names.of, "abdul-hafeez-shaikh")
    assert shaikh.of("en") == "Abdul Hafeez Shaikh"
    contest = await shipped.read(contests.get, CONTEST)
    assert contest is not None
    assert "Abdul Hafeez Sheikh" in (contest.candidates[1].words or "")


async def test_i02_father_and_son_are_two(shipped: Store) -> None:
    """The surname finds both, every spelling of the father's whole name only him."""
    both = {match.id for match in await shipped.read(names.find, "Gilani", PEOPLE)}
    assert both == {"yousaf-raza-gillani", "ali-haider-gilani"}
    for typed in ("Yousaf Raza Gillani", "Yousuf Raza Gilani", "Yusuf Raza Gillani"):
        assert (await shipped.read(names.find, typed, PEOPLE))[0].id == "yousaf-raza-gillani"


async def test_i03_the_alliance_has_one_name_and_a_wrong_one(shipped: Store) -> None:
    """The wrong one finds it and says that it is wrong."""
    pdm = await shipped.read(names.of, "pdm")
    assert pdm.of("en") == "Pakistan Democratic Movement"
    assert [(each.text, each.note) for each in pdm.spellings] == [
        ("People's Democratic Movement", "As in the source, wrong name.")
    ]


async def test_i04_the_assembly_does_not_add_up_and_stays_so(shipped: Store) -> None:
    """178 + 160 = 338 of 341; nobody invents the other three."""
    seats = await table(shipped, "pk-na-seats-2021-03-04")
    assert arithmetic.unaccounted(seats.value("total"), [figure.value for figure in seats.parts]) == 3
    assert seats.figure("others") is None


async def test_i05_seats_and_support_are_two_tables(shipped: Store) -> None:
    """178 and 160 seats, 180 and 161 supporters: side by side, each with its words."""
    seats, support = await table(shipped, "pk-na-seats-2021-03-04"), await table(shipped, "pk-na-support-2021-03-04")
    assert [figure.value for figure in seats.parts] == [178, 160]
    assert [figure.value for figure in support.parts] == [180, 161]
    assert (seats.unit, support.unit) == ("seats", "members")
    assert not seats.preferred
    assert not support.preferred


async def test_i06_rejected_votes_are_unknown_not_none(shipped: Store) -> None:
    """Seven electors are not accounted for."""
    votes = await table(shipped, f"{CONTEST}-votes-geo")
    rejected = votes.figure("rejected")
    assert rejected is not None
    assert rejected.value is None
    assert 341 - sum(figure.value for figure in votes.figures if figure.value is not None) == 7


async def test_i07_the_bloc_is_not_made_of_the_split(shipped: Store) -> None:
    """PPP and PML-N are 38 of the 53; the others have no side."""
    split, bloc = await table(shipped, "pk-senate-split-2021-03-04"), await table(shipped, "pk-senate-bloc-2021-03-04")
    assert arithmetic.total(figure.value for figure in split.figures if figure.part != "total") == 100
    assert (bloc.value("pdm") or 0) - (split.value("ppp") or 0) - (split.value("pml-n") or 0) == 15
    assert all(figure.side is None for figure in split.figures)
    assert "not given" in (bloc.note or "")


async def test_i08_the_split_is_one_report_of_one_evening(shipped: Store) -> None:
    """Reported, of 4 March 2021, from one source."""
    split = await table(shipped, "pk-senate-split-2021-03-04")
    assert (split.status, split.as_of, split.agree) == ("reported", date(2021, 3, 4), ())


async def test_i09_the_blocs_figure_is_labelled_as_reported(shipped: Store) -> None:
    """Control of the house is the article's characterisation."""
    bloc = await table(shipped, "pk-senate-bloc-2021-03-04")
    assert bloc.figures[0].label == "opposition (reported)"
    control = await shipped.read(claims.get, "article-pdm-control")
    assert control is not None
    assert (control.kind, control.claimant) == ("characterisation", None)
    assert any("one side" in text for text in await remarks(shipped, bloc.id))


async def test_i10_37_seats_are_not_the_size_of_the_round(shipped: Store) -> None:
    """The article does not give that, and the record says so."""
    up = await table(shipped, "pk-senate-2021-seats-up")
    assert (up.measure, up.status, up.value("total")) == ("seats-up", "reported", 37)
    assert "does not say how many" in (await remarks(shipped, up.id))[0]
    assert await shipped.read(tables.of, "pk-senate-2021", ("seats-filled",)) == ()


async def test_i11_who_votes_stands_beside_the_allegation(shipped: Store) -> None:
    """The allegation verbatim, and from another source that the electors are MNAs."""
    claim = await shipped.read(claims.get, "khan-elections-rigged")
    assert claim is not None
    assert claim.claimant is not None
    assert (claim.kind, claim.claimant.id) == ("allegation", "imran-khan")
    assert "bribing senators" in (claim.words or "")
    (remark,) = await shipped.read(notes.about, claim.id)
    assert "members of the National Assembly" in remark.text
    assert remark.source.id == "dawn-1392528"


async def test_i12_mpas_stay_as_said_with_the_same_remark(shipped: Store) -> None:
    """Members of a provincial assembly do not vote for this seat."""
    claim = await shipped.read(claims.get, "video-discard-votes")
    assert claim is not None
    assert "MPAs" in (claim.words or "")
    assert "(MPAs) vote" in (await remarks(shipped, claim.id))[0]


async def test_i13_party_and_backing_are_two_things(shipped: Store) -> None:
    """The PPP's candidate, backed by the PDM."""
    contest = await shipped.read(contests.get, CONTEST)
    assert contest is not None
    winner = contest.candidates[0]
    assert winner.party is not None
    assert winner.backed_by is not None
    assert (winner.party.id, winner.backed_by.id) == ("ppp", "pdm")


async def test_i14_the_vote_is_put_to_one_house(shipped: Store) -> None:
    """Whatever the article calls it, which is kept."""
    motion = await shipped.read(motions.get, VOTE)
    assert motion is not None
    assert motion.chamber == "pk-na"
    words = [remark.words for remark in await shipped.read(notes.about, VOTE)]
    assert "a vote of confidence from the parliament" in words


async def test_i15_both_reasons_are_kept_and_no_cause(shipped: Store) -> None:
    """In the article's words."""
    words = " / ".join(remark.words or "" for remark in await shipped.read(notes.about, VOTE))
    assert "After failing to gain a majority" in words
    assert "This decision comes after" in words


async def test_i16_nobody_held_the_seat(shipped: Store) -> None:
    """He was not elected, which says nothing of before."""
    contest = await shipped.read(contests.get, CONTEST)
    assert contest is not None
    assert contest.candidates[1].outcome == "not-elected"


async def test_i17_who_summoned_the_house_is_not_stated(shipped: Store) -> None:
    """And the record says that it is not."""
    event = await shipped.read(events.get, "pk-na-summoned")
    assert event is not None
    assert (event.note or "").startswith("By whom is not stated")


async def test_i18_stated_and_inferred_dates_are_told_apart(shipped: Store) -> None:
    """The word, the day, and how it follows; no day where nothing says one."""
    motion = await shipped.read(motions.get, VOTE)
    address = await shipped.read(events.get, "khan-address")
    video = await shipped.read(events.get, "gilani-video")
    assert motion is not None
    assert address is not None
    assert video is not None
    assert (motion.stated, motion.date, motion.how is not None) == ("Saturday", date(2021, 3, 6), True)
    assert (address.stated, address.date, address.inferred) == ("Thursday", date(2021, 3, 4), True)
    assert (video.stated, video.date, video.inferred) == ("Recent", None, False)


async def test_i19_the_bill_is_promised_and_no_motion(shipped: Store) -> None:
    """The cause is alleged, the bill vowed."""
    cause = await shipped.read(claims.get, "khan-secret-ballots")
    bill = await shipped.read(claims.get, "khan-open-ballot-bill")
    assert cause is not None
    assert bill is not None
    assert (cause.kind, cause.findings, bill.kind, bill.date) == ("allegation", (), "pledge", None)
    assert await shipped.read(motions.of_kind, ("bill",)) == ()


async def test_i20_siphoned_money_is_only_ever_khans_word(shipped: Store) -> None:
    """A claim with its speaker; neither event nor figure speaks of it."""
    found = await shipped.read(claims.find, "siphoned")
    assert [(each.id, each.claimant and each.claimant.id) for each in found] == [("khan-money-back", "imran-khan")]
    assert "allegation" in (found[0].note or "")
    assert not any("siphon" in event.names.of("en") for event in await shipped.read(events.timeline))


async def test_i21_altered_quotations_have_their_kinds(shipped: Store) -> None:
    """A fragment, a headline that is nobody's, a rendering by his party."""
    ids = ("nawaz-glorious-victory", "republic-world-headline", "khan-will-not-spare-you")
    found = [await shipped.read(quotes.get, id_) for id_ in ids]
    assert [quote and quote.kind for quote in found] == ["fragment", "headline", "rendering"]
    assert [quote and quote.speaker and quote.speaker.id for quote in found] == ["nawaz-sharif", None, "imran-khan"]


async def test_i22_the_long_march_is_planned(shipped: Store) -> None:
    """For a month; no day."""
    march = await shipped.read(events.get, "pdm-long-march")
    assert march is not None
    assert (march.status, march.date, march.precision) == ("planned", date(2021, 3, 1), "month")


async def test_i23_an_nro_is_explained_and_not_on_offer(shipped: Store) -> None:
    """A remark on the claim that speaks of it."""
    (text,) = await remarks(shipped, "khan-no-amnesty")
    assert text.startswith("NRO is short for National Reconciliation Ordinance")


async def test_i24_pti_is_the_party(shipped: Store) -> None:
    """The account is the party's own, and no other party answers to the letters."""
    assert [match.id for match in await shipped.read(names.find, "PTI", ("party",))] == ["pti"]
    account = await shipped.read(sources.get, "pti-tweet-2021-03-04")
    assert account is not None
    assert (account.party_interest, account.publisher) == ("pti", "Pakistan Tehreek-e-Insaf")
    assert "Press Trust of India" in (account.note or "")


async def test_i25_titles_of_links_are_nobodys_words(shipped: Store) -> None:
    """Headlines: neither quotations nor claims."""
    found = await shipped.read(quotes.headlines, "senses end")
    assert [(quote.id, quote.speaker) for quote in found] == [("republic-world-link-end-of-government", None)]
    assert await shipped.read(quotes.find, "senses end") == ()
    assert await shipped.read(claims.find, "senses end") == ()


async def test_i26_the_majority_is_counted_on_the_membership(shipped: Store) -> None:
    """342 by law; 341 sitting and one vacant make as many."""
    house = await shipped.read(chambers.get, "pk-na")
    motion = await shipped.read(motions.get, VOTE)
    assert house is not None
    assert motion is not None
    assert motion.rule is not None
    size = house.size_on(date(2021, 3, 6))
    seats = await table(shipped, "pk-na-seats-2021-03-04")
    assert size is not None
    assert motion.rule.base == "total_membership"
    assert size.seats == arithmetic.total([seats.value("total"), seats.value("vacant")]) == 342


async def test_i27_the_partys_name_is_spelt_one_way_and_found_by_all(shipped: Store) -> None:
    """The article's spelling stays as a spelling."""
    pti = await shipped.read(parties.get, "pti")
    assert pti is not None
    assert pti.names.of("en") == "Pakistan Tehreek-e-Insaf"
    for typed in ("Pakistan Tehreek-e-Insaaf", "Pakistan Tehreek-i-Insaf", "Pakistan Tehrik-e-Insaf"):
        assert [match.id for match in await shipped.read(names.find, typed, ("party",))] == ["pti"]


async def test_nothing_of_it_was_known_the_day_before(shipped: Store) -> None:
    """Claims, events and outcomes are the article's of 4 March."""
    before = Clock(as_of=date(2021, 3, 3))
    assert await shipped.read(claims.about, None, before) == ()
    assert await shipped.read(events.timeline, None, before) == ()
