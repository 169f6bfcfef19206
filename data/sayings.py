"""The tables that find what was said by its words, and the triggers that keep them true to the record.

`sayings` holds a line for every version of every text that can be found, `sayings_words` every word in them;
`sayings_fts` is the full-text index. What changes waits in `sayings_due`, beside the words that the index has of it so
far, until the revision's declarations are written. Then it goes into the index in the order of `n`: out of order, each
text would cost a hundred times as much.

`n` is made so that the newest stands last in a part of its own: the band, the day, and a number within the day. So the
newest texts with a word are the last of the index, read backwards, however many hold it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlite_utils import Database

BANDS = {"quote": 1, "headline": 2, "motion": 3, "claim": 4, "event": 5}
"""Kinds of texts, each in numbers of its own. They are stored: a new kind takes a new number, none is ever changed."""

BAND_BITS, DAY_BITS = 55, 33
"""How far the band and the day (0 where there is none, else `date.toordinal`) are shifted."""

SPEAKER = "@"
"""Stands before the id of a speaker in the index: no word of a text or of a query has it."""

TABLES = (
    """CREATE TABLE sayings (
        n INTEGER PRIMARY KEY, id TEXT NOT NULL, part TEXT NOT NULL, folded TEXT NOT NULL,
        began INTEGER NOT NULL, ended INTEGER
    ) STRICT""",
    "CREATE UNIQUE INDEX sayings_of ON sayings (id, part, began)",
    "CREATE TABLE sayings_due (n INTEGER PRIMARY KEY, was TEXT) STRICT",
    "CREATE TABLE sayings_words (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
    # Words are folded already: only the spaces between them part them, whatever Unicode SQLite knows.
    f"""CREATE VIRTUAL TABLE sayings_fts USING fts5(
        folded, content='sayings', content_rowid='n', detail=none, columnsize=0,
        tokenize="ascii tokenchars '{SPEAKER}-'"
    )""",
    "CREATE INDEX IF NOT EXISTS quotes_source ON quotes (source)",
    "CREATE INDEX IF NOT EXISTS quotes_via ON quotes (via) WHERE via IS NOT NULL",
    "CREATE TABLE naming (store TEXT NOT NULL, changes INTEGER NOT NULL) STRICT",
    "INSERT INTO naming VALUES (lower(hex(randomblob(16))), 0)",
)
"""`naming` counts the changes of names, and tells one file from another: by both, what was read is known to be old."""


def first(kind: str, day: int = 0) -> int:
    """Give the number below all of this kind and day (as `date.toordinal` counts)."""
    return (BANDS[kind] << BAND_BITS) + (day << DAY_BITS)


def words(text: str) -> str:
    """Give the SQL that turns a column of folded words into rows; there is nothing in them that JSON would escape."""
    return f"""json_each('["' || replace({text}, ' ', '","') || '"]')"""


_SETTLE = f"""
    INSERT INTO sayings_fts (sayings_fts, rowid, folded)
        SELECT 'delete', n, was FROM sayings_due WHERE was IS NOT NULL ORDER BY n;
    INSERT INTO sayings_fts (rowid, folded) SELECT n, folded FROM sayings_due JOIN sayings USING (n) ORDER BY n;
    INSERT OR IGNORE INTO sayings_words
        SELECT value FROM sayings_due JOIN sayings USING (n), {words("folded")} WHERE value NOT LIKE '{SPEAKER}%';
    DELETE FROM sayings_words WHERE word IN (SELECT value FROM sayings_due, {words("was")} WHERE was IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM sayings_fts WHERE sayings_fts MATCH '"' || word || '"');
    DELETE FROM sayings_due;
"""  # noqa: S608  # constants of this module

_DUE = "EXISTS (SELECT 1 FROM sayings_due)"


def settle(db: Database) -> None:
    """Put into the index what waits for it: what changed after a revision's declarations, as amendments do."""
    if db.execute(f"SELECT {_DUE}").fetchone()[0]:
        for statement in _SETTLE.split(";"):
            db.execute(statement)


_UPKEEP = (
    """CREATE TRIGGER sayings_begin AFTER INSERT ON sayings BEGIN
        INSERT INTO sayings_due (n, was) VALUES (new.n, NULL) ON CONFLICT DO NOTHING;
    END""",
    """CREATE TRIGGER sayings_change AFTER UPDATE OF folded ON sayings WHEN old.folded <> new.folded BEGIN
        INSERT INTO sayings_due (n, was) VALUES (old.n, old.folded) ON CONFLICT DO NOTHING;
    END""",
    """CREATE TRIGGER sayings_go AFTER DELETE ON sayings BEGIN
        INSERT INTO sayings_due (n, was) VALUES (old.n, old.folded) ON CONFLICT DO NOTHING;
        DELETE FROM sayings_due WHERE n = old.n AND was IS NULL;
    END""",
    f"CREATE TRIGGER declarations_settle AFTER INSERT ON declarations WHEN {_DUE} BEGIN {_SETTLE} END",
    f"CREATE TRIGGER quotes_redact AFTER UPDATE OF folded ON quotes BEGIN {_SETTLE} END",
)

_HOLDING = "ended IS NULL"


def _published(row: str, column: str = "source") -> str:
    sql = f"SELECT published FROM sources s WHERE s.id = {row}.{column} AND s.{_HOLDING}"  # noqa: S608  # constants
    return f"({sql})"


def _quote_words(row: str) -> str:
    """Give the SQL of all words a quotation is found by: its own, its speaker's names', and the speaker's id."""
    names = f"SELECT group_concat(folded, ' ') FROM names WHERE id = {row}.speaker AND {_HOLDING}"  # noqa: S608  # a constant
    return f"{row}.folded || coalesce(' {SPEAKER}' || {row}.speaker, '') || coalesce(' ' || ({names}), '')"


def _quote_band(row: str) -> str:
    return f"iif({row}.kind = 'headline', {BANDS['headline']}, {BANDS['quote']})"


def _quote_day(row: str) -> str:
    return f"coalesce({row}.date, {_published(row)}, {_published(row, 'via')})"


def _base(band: str, day: str) -> str:
    # A Julian day begins at noon, 1,721,424.5 days before the first that `date.toordinal` counts.
    number = f"coalesce(CAST(julianday({day}) - 1721424.5 AS INTEGER), 0)"
    return f"((({band}) << {BAND_BITS}) + ({number} << {DAY_BITS}))"


def _placed(base: str) -> str:
    """Give the SQL of the next free number after `base`."""
    end = f"{base} + {1 << DAY_BITS}"
    return f"1 + coalesce((SELECT max(n) FROM sayings WHERE n > {base} AND n < {end}), {base})"  # noqa: S608  # constants


def follow(part: str, *, band: str, day: str, text: str, when: str = "1") -> Iterator[str]:
    """Give the triggers by which the sayings follow a table of the record.

    `band`, `day` and `text` (folded words) are SQL over the row `new`, `when` says which rows have a text at all.
    """
    yield f"""CREATE TRIGGER {part}_say AFTER INSERT ON {part} WHEN {when} BEGIN
        INSERT INTO sayings (n, id, part, folded, began, ended)
        SELECT {_placed("base")}, new.id, '{part}', {text}, new.began, new.ended
        FROM (SELECT {_base(band, day)} AS base);
    END"""  # noqa: S608  # constants of this program
    yield f"""CREATE TRIGGER {part}_end AFTER UPDATE OF ended ON {part} BEGIN
        UPDATE sayings SET ended = new.ended WHERE id = new.id AND part = '{part}' AND {_HOLDING};
        DELETE FROM sayings WHERE id = new.id AND part = '{part}' AND ended <= began;
    END"""  # noqa: S608  # the same
    yield f"""CREATE TRIGGER {part}_unsay AFTER DELETE ON {part} BEGIN
        DELETE FROM sayings WHERE id = old.id AND part = '{part}' AND began >= old.began
            AND (old.ended IS NULL OR began < old.ended);
    END"""  # noqa: S608  # the same


_QUOTES = (
    *follow("quotes", band=_quote_band("new"), day=_quote_day("new"), text=_quote_words("new")),
    f"""CREATE TRIGGER quotes_reword BEFORE UPDATE OF folded ON quotes BEGIN
        UPDATE sayings SET folded = {_quote_words("new")} WHERE id = new.id AND part = 'quotes'
            AND began >= new.began AND (new.ended IS NULL OR began < new.ended);
    END""",  # noqa: S608  # constants of this module
    """CREATE TRIGGER names_say AFTER INSERT ON names BEGIN
        UPDATE naming SET changes = changes + 1;
        UPDATE sayings SET folded = folded || ' ' || new.folded
            WHERE part = 'quotes' AND ended IS NULL AND instr(' ' || folded || ' ', ' ' || new.folded || ' ') = 0
            AND id IN (SELECT id FROM quotes WHERE speaker = new.id AND ended IS NULL);
    END""",
    "CREATE TRIGGER names_end AFTER UPDATE ON names BEGIN UPDATE naming SET changes = changes + 1; END",
    "CREATE TRIGGER names_unsay AFTER DELETE ON names BEGIN UPDATE naming SET changes = changes + 1; END",
)

_UNDATED = f"""
    SELECT id FROM quotes WHERE source = new.id AND date IS NULL AND {_HOLDING}
    UNION SELECT id FROM quotes WHERE via = new.id AND date IS NULL AND {_HOLDING}
"""  # noqa: S608  # constants of this module

_REDATE = f"""CREATE TRIGGER sources_redate AFTER INSERT ON sources
    WHEN EXISTS (
        SELECT 1 FROM sources s WHERE s.id = new.id AND s.ended = new.began AND s.published IS NOT new.published
    ) BEGIN
        DELETE FROM sayings WHERE part = 'quotes' AND began = new.began AND id IN ({_UNDATED});
        UPDATE sayings SET ended = new.began WHERE part = 'quotes' AND {_HOLDING} AND id IN ({_UNDATED});
        INSERT INTO sayings (n, id, part, folded, began)
        SELECT {_placed("base")} + row_number() OVER (PARTITION BY base ORDER BY id) - 1,
            id, 'quotes', folded, new.began
        FROM (
            SELECT q.id, {_quote_words("q")} AS folded, {_base(_quote_band("q"), _quote_day("q"))} AS base
            FROM quotes q WHERE q.{_HOLDING} AND q.id IN ({_UNDATED})
        );
    END"""  # noqa: S608  # constants of this module
"""A quotation without a day of its own has its source's; when that is corrected, it moves."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of its own in a table of the record: its kind, and the SQL of its folded words and of its day."""

    kind: str
    words: Callable[[str], str]
    day: Callable[[str], str]
    when: Callable[[str], str] = lambda _: "1"


def _appeared(row: str) -> str:
    return f"coalesce({_published(row)}, {_published(row, 'via')})"


_TEXTS = {
    "motions": _Text("motion", "folded({}.question)".format, _published, "{}.question IS NOT NULL".format),
    "claims": _Text("claim", "{}.folded".format, _appeared),
    "events": _Text("event", "folded({}.words)".format, _appeared, "{}.words IS NOT NULL".format),
}


def _followed(part: str, text: _Text) -> Iterator[str]:
    band = str(BANDS[text.kind])
    return follow(part, band=band, day=text.day("new"), text=text.words("new"), when=text.when("new"))


def _filled(part: str, band: str, day: str, text: str, when: str = "1") -> str:
    """Give the statement that takes in what a table held before; `band`, `day` and `text` are SQL over the row `r`."""
    return f"""INSERT INTO sayings (n, id, part, folded, began, ended)
        SELECT base + row_number() OVER (PARTITION BY base ORDER BY began, id), id, '{part}', folded, began, ended
        FROM (SELECT r.id, {text} AS folded, {_base(band, day)} AS base, r.began, r.ended FROM {part} r WHERE {when})
    """  # noqa: S608  # constants of this module


_FILL = (
    _filled("quotes", _quote_band("r"), _quote_day("r"), _quote_words("r")),
    *(
        _filled(part, str(BANDS[text.kind]), text.day("r"), text.words("r"), text.when("r"))
        for part, text in _TEXTS.items()
    ),
    *(statement for statement in _SETTLE.split(";") if statement.strip()),
)
"""What a record already held when the index was made."""

STATEMENTS = (
    *TABLES,
    *_UPKEEP,
    *_QUOTES,
    _REDATE,
    *(statement for part, text in _TEXTS.items() for statement in _followed(part, text)),
    *_FILL,
)
