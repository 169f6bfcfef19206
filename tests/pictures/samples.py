"""Chambers that tests draw."""

from __future__ import annotations

from hypothesis import settings

from bot.messages import Group, Hemicycle

steady = settings(deadline=None, derandomize=True)
"""Properties try the same cases on every machine, however slow that is."""

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
