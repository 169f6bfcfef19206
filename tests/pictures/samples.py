"""Pictures that tests draw: one of each kind, and chambers of any shape."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.drawings import (
    Balance,
    Bar,
    Bars,
    Change,
    Chronicle,
    Group,
    Hemicycle,
    Moment,
    Picture,
    Plaque,
    Quotation,
    Shift,
)
from bot.messages import Reply
from bot.plaque import plaque
from tests.fuzzing import examples

steady = examples()
"""As often as any property, however slow the machine is."""

SENATE = Hemicycle(
    title="Senate of Pakistan",
    subtitle="4 March 2021, as reported, one source",
    groups=(
        Group("PTI", "Pakistan Tehreek-e-Insaf", 25, "#C8102E"),
        Group("PPP", "Pakistan Peoples Party", 21, "#16191F"),
        Group("PML-N", "Pakistan Muslim League (Nawaz)", 17, "#22A770"),
        Group("BAP", "Balochistan Awami Party", 13, "#E56C02"),
        Group("Others", "not broken down in the source", 24),
    ),
    total=100,
    total_label="seats",
    source="Source: Dawn, “Senate polls”, 4 March 2021 (newspaper)",
    alt="Half circle of 100 seats: PTI 25, PPP 21, PML-N 17, BAP 13, others 24.",
    majority=51,
    majority_label="majority 51",
    unknown="not accounted for",
    code="K7Q2F9",
)

CONTEST = Bars(
    title="Senate election, Islamabad general seat",
    subtitle="3 March 2021, unofficial",
    source="Sources: Dawn, 3 March 2021; The News",
    alt="Bars: Gillani 169, Shaikh 164, rejected 6 or 7, not cast 1.",
    bars=(
        Bar("Yousaf Raza Gillani", "169", 169, "#16191F", "PPP, elected"),
        Bar("Abdul Hafeez Shaikh", "164", 164, "#C8102E", "PTI, not elected"),
        Bar("Rejected", "6 or 7", 6, None, "reports do not agree", most=7),
        Bar("Not cast", "1", 1),
        Bar("Not accounted for", "7 of 341", 7, hollow=True),
    ),
    note="169 + 164 + 1 = 334; National Assembly had 341 members",
    code="28R6HV",
)
VOTE = Balance(
    title="Vote of confidence in Prime Minister Imran Khan",
    subtitle="Seats as reported on 4 March 2021; not yet held",
    source="One source: Republic World, 4 March 2021 (date inferred)",
    alt="A line of 342: government 178, opposition 160, 4 not accounted for; 172 needed.",
    left=Bar("Government", "178 or 180", 178, "#3B6FB6", most=180),
    right=Bar("Opposition", "160", 160, "#C77B30"),
    between=Bar("Not accounted for", "4", 4),
    total=342,
    needed=172,
    needed_label="172 of 342 needed",
    code="P8XRC6",
)
CORRECTION = Change(
    title="Corrected: general seat",
    subtitle="Revision 21, 4 March 2021",
    source="Source: A newspaper, 4 March 2021",
    alt="Rejected: 6 before, 7 now.",
    shifts=(
        Shift("Rejected", "6", "7", "The newspaper corrected itself: its parts did not add up to its total."),
        Shift("Not accounted for", "1", "0"),
        Shift("Second candidate", "", "164"),
    ),
    code="K7Q2F9",
)
WORDS = Quotation(
    title="Quotation",
    subtitle="4 March 2021",
    source="One source: Republic World, 4 March 2021 (date inferred)",
    alt="A quotation of Imran Khan.",
    text="Even if I leave the assembly, I will not spare you and will come after you",
    speaker="Imran Khan",
    kind="as the party\u2019s own account renders it; the original wording is not given",
    code="K7Q2F9",
)
EVENTS = Chronicle(
    title="Timeline",
    subtitle="Senate elections of March 2021",
    source="Sources: Dawn; Republic World",
    alt="Four events.",
    moments=(
        Moment("3 March 2021", "Polls for 37 seats of the Senate are held; Islamabad's general seat goes to Gillani."),
        Moment("4 March 2021", "The Prime Minister announces that he will seek a vote of confidence."),
        Moment("6 March 2021 (inferred from “Saturday”)", "The National Assembly votes on confidence.", planned=True),
    ),
    note="3 earlier events are left out.",
    code="K7Q2F9",
)
URDU = Bars(
    title="سینیٹ انتخاب، اسلام آباد جنرل نشست",
    subtitle="3 مارچ 2021، غیر سرکاری",
    source="ماخذ: Dawn، 3 مارچ 2021؛ The News",
    alt="سلاخیں: یوسف رضا گیلانی 169، عبدالحفیظ شیخ 164",
    bars=(
        Bar("یوسف رضا گیلانی", "۱۶۹", 169, "#16191F", "PPP، منتخب"),
        Bar("عبدالحفیظ شیخ", "۱۶۴", 164, "#C8102E", "PTI، منتخب نہیں"),
        Bar("مسترد", "6 یا 7", 6, None, "خبروں میں اختلاف", most=7),
        Bar("جن کا حساب نہیں ملتا", "341 میں سے 7", 7, hollow=True),
    ),
    note="169 + 164 + 1 = 334؛ National Assembly کے 341 ارکان تھے",
    code="28R6HV",
    rtl=True,
)
GONE = plaque(Reply(title="Senate of Pakistan", code="K7Q2F9"), "en")
GONE_URDU = plaque(Reply(title="ایوان بالا پاکستان", code="K7Q2F9"), "ur")
EVERY: dict[str, Picture] = {
    "senate": SENATE,
    "contest": CONTEST,
    "vote": VOTE,
    "correction": CORRECTION,
    "words": WORDS,
    "events": EVENTS,
    "urdu": URDU,
    "gone": GONE,
    "gone-urdu": GONE_URDU,
}

HOSTILE = "<script>alert(1)</script>&amp;\"'<!-- ]]> \x1b[31m\u202egnp.exe\x00\ud800\u2028"


def chamber(*seats: int, total: int | None = None, text: str = "Group", colour: str | None = "#336699") -> Hemicycle:
    """Give a chamber whose every text is `text`."""
    return Hemicycle(
        title=text,
        subtitle=text,
        groups=tuple(Group(text, text, count, colour) for count in seats),
        total=sum(seats) if total is None else total,
        total_label=text,
        source=text,
        alt=text,
        majority=(sum(seats) if total is None else total) // 2 + 1,
        majority_label=text,
        unknown=text,
        code=text,
    )


def worded(words: str, *, rtl: bool = False) -> dict[str, Picture]:
    """Give a picture of each kind whose every text is `words`."""
    head: dict[str, Any] = dict.fromkeys(("title", "subtitle", "source", "alt", "code"), words) | {"rtl": rtl}
    bar = Bar(words, words, 12, "#336699", words, most=14)
    return {
        "hemicycle": replace(chamber(5, 7, total=13, text=words), rtl=rtl),
        "bars": Bars(**head, bars=(bar, replace(bar, most=None), replace(bar, hollow=True, most=None)), note=words),
        "balance": Balance(
            **head, left=bar, right=replace(bar, most=None), between=bar, total=40, needed=21, needed_label=words
        ),
        "change": Change(**head, shifts=(Shift(words, words, words, words), Shift(words, "", words))),
        "quotation": Quotation(**head, text=words, speaker=words, kind=words),
        "chronicle": Chronicle(**head, moments=(Moment(words, words), Moment(words, words, planned=True)), note=words),
        "plaque": Plaque(**head, text=words),
    }
