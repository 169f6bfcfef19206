"""A record of as many made-up quotations as are asked for, written straight into the tables."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from sqlite_utils import Database

from data.folding import words
from data.migrations import RECORD
from data.publish import load_shipped
from data.store import Store

SHIPPED = Path(__file__).parents[2] / "data" / "dossiers" / "pakistan-2021"
REVISION = 1000
BATCH = 50_000
FIRST, DAYS = date(1990, 1, 1), 12_000
VOCABULARY = 30_000
LENGTH = 18
SHARES = {"government": 0.5, "parliament": 0.05, "treasury": 0.005}
"""Words with a known share of all quotations: very common, mid, and between mid and rare."""

RARE = 20
"""Quotations with each rare word."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: the number of quotations, of people, and the seconds for the rows and for the index."""

    quotes: int
    people: int
    rows: float
    index: float


def vocabulary(seed: int) -> list[str]:
    """Give words such as a language has them: few of them make up most of what is said."""
    rng = random.Random(seed)  # noqa: S311  # the same record every time; nothing secret
    syllables = [a + b for a in "bcdfghjklmnpqrstvwz" for b in "aeiou"]
    return ["".join(rng.choices(syllables, k=rng.randint(1, 4))) for _ in range(VOCABULARY)]


def rare(number: int) -> str:
    """Give a word that twenty quotations have."""
    return f"rare{number}x"


def people(size: int) -> int:
    """Give how many people say that many quotations."""
    return max(20, size // 200)


async def make(store: Store, size: int, seed: int = 3) -> Made:
    """Fill the store with the shipped record and `size` quotations besides."""
    await load_shipped(store, [SHIPPED], at=datetime(2021, 3, 4, tzinfo=UTC))
    await store.write(_people, size, seed)
    rows = index = 0.0
    lines = _quotes(size, seed)
    for start in range(0, size, BATCH):
        took = await store.write(_batch, [next(lines) for _ in range(min(BATCH, size - start))], start)
        rows, index = rows + took[0], index + took[1]
    return Made(size, people(size), rows, index)


def _insert(db: Database, table: str, rows: Iterator[dict[str, object]] | list[dict[str, object]]) -> None:
    columns = ("id", *RECORD[table], "began")
    marks = ", ".join(f":{column}" for column in columns)
    empty = dict.fromkeys(columns) | {"began": REVISION}
    db.conn.executemany(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",  # noqa: S608  # our own tables
        (empty | row for row in rows),
    )


def _entities(db: Database, kind: str, ids: list[str]) -> None:
    db.conn.executemany("INSERT INTO entities (id, kind) VALUES (?, ?)", ((id_, kind) for id_ in ids))


def _people(db: Database, size: int, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311  # the same record every time; nothing secret
    given, family = vocabulary(seed + 1)[:2000], vocabulary(seed + 2)[:500]
    ids = [f"speaker-{number}" for number in range(people(size))]
    _entities(db, "person", ids)
    called = {id_: f"{rng.choice(given)} {rng.choice(given)} {rng.choice(family)}".title() for id_ in ids}
    names = [
        {"id": id_, "n": 0, "kind": "name", "language": "en", "text": name, "folded": words(name)}
        for id_, name in called.items()
    ]
    _insert(db, "names", names)
    _insert(db, "people", [{"id": id_} for id_ in ids])
    papers = [f"paper-{number}" for number in range(people(size))]
    _entities(db, "source", papers)
    days = {id_: FIRST + timedelta(days=rng.randrange(DAYS)) for id_ in papers}
    _insert(
        db,
        "sources",
        [
            {"id": id_, "kind": "article", "publisher": f"Paper {id_}", "published": day.isoformat(), "language": "en"}
            for id_, day in days.items()
        ],
    )


def _quotes(size: int, seed: int) -> Iterator[dict[str, object]]:
    rng = random.Random(seed)  # noqa: S311  # the same record every time; nothing secret
    known = vocabulary(seed)
    weights = list(accumulate(1 / (rank + 1) for rank in range(len(known))))
    for number in range(size):
        said = rng.choices(known, cum_weights=weights, k=LENGTH)
        said += [word for word, share in SHARES.items() if rng.random() < share]
        said += [f"only{number}y", rare(number // RARE)]
        text = " ".join(said).capitalize() + "."
        yield {
            "id": f"made-{number}",
            "text": text,
            "folded": words(text),
            "speaker": f"speaker-{rng.randrange(people(size))}",
            "kind": "verbatim",
            "source": f"paper-{rng.randrange(people(size))}",
            "language": "en",
        }


def _batch(db: Database, lines: list[dict[str, object]], start: int) -> tuple[float, float]:
    """Write the rows; the one declaration has the index take them in, as the last rows of a revision do."""
    began = time.perf_counter()
    _entities(db, "quote", [str(line["id"]) for line in lines])
    _insert(db, "quotes", lines)
    written = time.perf_counter()
    _insert(db, "declarations", [{"id": lines[0]["id"], "dossier": f"made-{start}", "digest": "made"}])
    return written - began, time.perf_counter() - written
