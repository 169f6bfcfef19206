"""The tables, step by step. A step that was released is never changed: what comes later is another step.

Every table of the record holds versions: a row is what revisions `began` to before `ended` say, and `ended` is NULL
for what holds now. Rows name things by id; `entities` knows the kind of every id there has ever been. The desk's tables
stand apart: no foreign key and no join crosses from them to the record, so that they can live in another database.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("division-bell")

STEPS = ("0001-record", "0002-desk")
"""The names of all steps, in their order."""

ENTITY = "TEXT REFERENCES entities (id)"
NEEDED = f"{ENTITY} NOT NULL"
TEXT = "TEXT NOT NULL"
WHOLE = "INTEGER NOT NULL"

RECORD: dict[str, dict[str, str]] = {
    "declarations": {"dossier": TEXT, "digest": TEXT},
    "names": {
        "n": WHOLE,
        "kind": TEXT,
        "language": "TEXT",
        "text": TEXT,
        "folded": TEXT,
        "source": ENTITY,
        "note": "TEXT",
    },
    "sources": {
        "kind": TEXT,
        "publisher": TEXT,
        "title": "TEXT",
        "url": "TEXT",
        "published": "TEXT",
        "published_note": "TEXT",
        "language": "TEXT",
        "account": "TEXT",
        "party_interest": ENTITY,
        "note": "TEXT",
    },
    "citations": {"n": WHOLE, "cites": NEEDED},
    "chambers": {"parliament": TEXT, "house": TEXT, "timezone": TEXT},
    "sizes": {"n": WHOLE, "seats": WHOLE, "since": "TEXT", "until": "TEXT", "source": NEEDED, "note": "TEXT"},
    "parties": {"colour": "TEXT"},
    "alliances": {"side": "TEXT", "partial": WHOLE},
    "memberships": {
        "n": WHOLE,
        "party": NEEDED,
        "since": "TEXT",
        "until": "TEXT",
        "source": NEEDED,
        "words": "TEXT",
        "note": "TEXT",
    },
    "people": {"party": ENTITY, "party_source": ENTITY},
    "roles": {"n": WHOLE, "text": TEXT, "source": NEEDED, "words": "TEXT"},
    "elections": {"chamber": NEEDED, "date": "TEXT", "date_note": "TEXT", "source": NEEDED},
    "contests": {
        "chamber": NEEDED,
        "election": ENTITY,
        "electing_body": ENTITY,
        "electing_body_source": ENTITY,
        "ballot": "TEXT",
        "ballot_source": ENTITY,
        "ballot_note": "TEXT",
        "seats": "INTEGER",
        "date": "TEXT",
        "date_note": "TEXT",
        "source": NEEDED,
        "words": "TEXT",
    },
    "candidacies": {
        "n": WHOLE,
        "person": NEEDED,
        "party": ENTITY,
        "backed_by": ENTITY,
        "outcome": "TEXT",
        "words": "TEXT",
    },
    "rules": {
        "base": TEXT,
        "numerator": WHOLE,
        "denominator": WHOLE,
        "strict": WHOLE,
        "also": ENTITY,
        "article": "TEXT",
        "note": "TEXT",
    },
    "rule_sources": {"n": WHOLE, "source": NEEDED},
    "stated": {"n": WHOLE, "number": WHOLE, "source": NEEDED},
    "motions": {
        "chamber": NEEDED,
        "kind": TEXT,
        "subject": ENTITY,
        "rule": ENTITY,
        "yes_means": "TEXT",
        "question": "TEXT",
        "status": TEXT,
        "date": "TEXT",
        "stated": "TEXT",
        "how": "TEXT",
        "source": NEEDED,
        "words": "TEXT",
    },
    "tables": {
        "subject": NEEDED,
        "measure": TEXT,
        "unit": TEXT,
        "as_of": TEXT,
        "source": NEEDED,
        "via": ENTITY,
        "status": TEXT,
        "words": "TEXT",
        "preferred": WHOLE,
        "note": "TEXT",
    },
    "concerning": {"n": WHOLE, "entity": NEEDED},
    "figures": {
        "within": NEEDED,
        "n": WHOLE,
        "part": TEXT,
        "entity": ENTITY,
        "value": "INTEGER",
        "words": "TEXT",
        "label": "TEXT",
        "side": "TEXT",
    },
    "quotes": {
        "text": TEXT,
        "folded": TEXT,
        "speaker": ENTITY,
        "speaker_source": ENTITY,
        "kind": TEXT,
        "source": NEEDED,
        "via": ENTITY,
        "date": "TEXT",
        "language": "TEXT",
        "original_language": "TEXT",
        "rendered_by": ENTITY,
        "note": "TEXT",
    },
}
"""Table → column → SQL type. Before these stands `id`, after them `began` and `ended`; `n` orders rows of one id."""

INDEXES = (
    "CREATE INDEX tables_subject ON tables (subject)",
    "CREATE INDEX concerning_entity ON concerning (entity)",
    "CREATE INDEX figures_within ON figures (within)",
    "CREATE INDEX quotes_speaker ON quotes (speaker)",
    "CREATE INDEX candidacies_person ON candidacies (person)",
    "CREATE INDEX memberships_party ON memberships (party)",
    "CREATE INDEX declarations_dossier ON declarations (dossier)",
)

DESK = (
    """CREATE TABLE revisions (
        number INTEGER PRIMARY KEY, dossier TEXT NOT NULL, title TEXT NOT NULL, digest TEXT NOT NULL,
        content TEXT NOT NULL, author TEXT NOT NULL, why TEXT NOT NULL, at TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX revisions_dossier ON revisions (dossier, number)",
    """CREATE TABLE cards (
        code TEXT NOT NULL, digest TEXT NOT NULL, content TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (code, digest)
    ) STRICT""",
    "CREATE TABLE tokens (token TEXT PRIMARY KEY, line TEXT NOT NULL UNIQUE) STRICT",
    "CREATE TABLE memory (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
)


def newer(db: Database) -> bool:
    """Say whether steps were applied that this program does not know."""
    return any(step.name not in STEPS for step in migrations.applied(db))


def key(columns: dict[str, str]) -> tuple[str, ...]:
    """Give the columns that tell apart the rows holding at one time."""
    extra = "dossier" if "digest" in columns else "n" if "n" in columns and "within" not in columns else None
    return ("id",) if extra is None else ("id", extra)


@migrations(name=STEPS[0])
def record(db: Database) -> None:
    """Make the tables of the record."""
    db.execute("CREATE TABLE entities (id TEXT PRIMARY KEY, kind TEXT NOT NULL) STRICT")
    for table, columns in RECORD.items():
        db.execute(_versioned(table, columns))
        holding = ", ".join(key(columns))
        db.execute(f"CREATE UNIQUE INDEX {table}_holding ON {table} ({holding}) WHERE ended IS NULL")
    for index in INDEXES:
        db.execute(index)


@migrations(name=STEPS[1])
def desk(db: Database) -> None:
    """Make the tables of the desk: revisions, cards issued, tokens for long lines, small values to remember."""
    for statement in DESK:
        db.execute(statement)


def _versioned(table: str, columns: dict[str, str]) -> str:
    body = "".join(f"{name} {kind}, " for name, kind in columns.items())
    return (
        f"CREATE TABLE {table} (id TEXT NOT NULL REFERENCES entities (id), {body}"
        "began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), "
        f"PRIMARY KEY ({', '.join((*key(columns), 'began'))})) STRICT"
    )
