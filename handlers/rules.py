"""How a rule of majority is written: its share, what it counts on, and where it stands."""

from __future__ import annotations

from fractions import Fraction

from bot.languages import Texts
from bot.messages import Note, spans
from data import arithmetic
from data.record.chambers import Size
from data.record.motions import Rule
from data.record.sources import Source
from data.record.tables import Table
from handlers.cards import cited

BASES = {
    "total_membership": "base-total-membership",
    "filled_seats": "base-filled-seats",
    "present": "base-present",
    "votes_cast": "base-votes-cast",
    "valid_votes": "base-valid-votes",
    "yes_plus_no": "base-yes-plus-no",
}


def share(rule: Rule, t: Texts) -> str:
    """Give `more than half of the total membership`."""
    if rule.base == "plurality":
        return t("rule-plurality")
    part = t("rule-half") if rule.fraction == Fraction(1, 2) else str(rule.fraction)
    return t("rule-more" if rule.strict else "rule-least", share=part, base=t(BASES[rule.base]))


def needed(rule: Rule | None, size: Size | None, seats: list[Table]) -> tuple[int, int] | None:
    """Give the votes a rule needs and the number they are a share of, where both are known before the vote."""
    if rule is None:
        return None
    if rule.base == "total_membership":
        base = size.seats if size else None
    elif rule.base == "filled_seats":
        base = seats[0].value("total") if seats else None
    else:
        base = None
    return None if base is None else (arithmetic.majority(base, rule.fraction, strict=rule.strict), base)


def note(rule: Rule, others: tuple[Source, ...], t: Texts) -> Note:
    """Give the line that says where the rule stands, and who says so."""
    article = rule.article or rule.names.of(t.language)
    sources = [(each, None) for each in (*rule.sources, *others)]
    return Note(spans(t("rule-stands", article=article), " ", *cited(sources, t)))
