"""How a rule of majority is written: its share, what it counts on, and where it stands."""

from __future__ import annotations

from fractions import Fraction

from bot.languages import Texts
from bot.messages import Note, spans
from data.record.motions import Rule
from data.record.sources import Source
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
    part = t("rule-half") if rule.fraction == Fraction(1, 2) else str(rule.fraction)
    return t("rule-more" if rule.strict else "rule-least", share=part, base=t(BASES[rule.base]))


def note(rule: Rule, others: tuple[Source, ...], t: Texts) -> Note:
    """Give the line that says where the rule stands, and who says so."""
    article = rule.article or rule.names.of(t.language)
    sources = [(each, None) for each in (*rule.sources, *others)]
    return Note(spans(t("rule-stands", article=article), " ", *cited(sources, t)))
