"""The status ladder: which steps a thing may take under its id."""

from __future__ import annotations

RESULTS = {
    "scheduled": ("provisional", "reported", "unofficial", "official", "withdrawn"),
    "provisional": ("reported", "unofficial", "official", "disputed", "withdrawn"),
    "reported": ("unofficial", "official", "disputed", "withdrawn"),
    "unofficial": ("official", "disputed", "overturned", "withdrawn"),
    "official": ("disputed", "overturned", "withdrawn"),
    "disputed": ("official", "overturned", "withdrawn"),
    "overturned": ("disputed",),
    "withdrawn": (),
}
"""Of figures, motions, schedules and outcomes: they become surer, or are contested, then upheld or overturned."""

EVENTS = {
    "planned": ("happened", "postponed", "cancelled"),
    "postponed": ("planned", "happened", "cancelled"),
    "cancelled": ("planned",),
    "happened": (),
}

STEPS = {"tables": RESULTS, "motions": RESULTS, "outcomes": RESULTS, "schedules": RESULTS, "events": EVENTS}


def step(table: str, before: str, after: str) -> str | None:
    """Say what is wrong with a step, naming those that are allowed; None when nothing is."""
    allowed = STEPS[table][before]
    if after == before or after in allowed:
        return None
    ways = f"from there it goes to {_choice(allowed)}" if allowed else "nothing follows it"
    return f"was {before} and cannot become {after}; {ways}, or use /correct"


def _choice(words: tuple[str, ...]) -> str:
    return " or ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
