"""The tables, step by step. A step that was released is never changed: what comes later is another step.

Every table of the record holds versions: a row is what revisions `began` to before `ended` say, and `ended` is NULL
for what holds now. Rows name things by id; `entities` knows the kind of every id there has ever been. The desk's tables
stand apart: no foreign key and no join crosses from them to the record, so that they can live in another database.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from data import accepting, counting, delivering, living, sayings

migrations = Migrations("division-bell")

STEPS = (
    *("0001-record", "0002-desk", "0003-search", "0004-editing", "0005-delivery", "0006-live"),
    *("0007-changes", "0008-holds", "0009-unsent", "0010-schedules", "0011-renderings"),
)
"""The names of all steps, in their order."""

ENTITY = "TEXT REFERENCES entities (id)"
NEEDED = f"{ENTITY} NOT NULL"
TEXT = "TEXT NOT NULL"
WHOLE = "INTEGER NOT NULL"

FIRST: dict[str, dict[str, str]] = {
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
    "constituencies": {"chamber": NEEDED},
    "elections": {"chamber": NEEDED, "date": "TEXT", "date_note": "TEXT", "source": NEEDED},
    "contests": {
        "chamber": NEEDED,
        "election": ENTITY,
        "constituency": ENTITY,
        "office": "TEXT",
        "rule": ENTITY,
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
        "constructive": WHOLE,
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
        "successor": ENTITY,
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
    "claims": {
        "claimant": ENTITY,
        "claimant_source": ENTITY,
        "verb": "TEXT",
        "text": TEXT,
        "words": "TEXT",
        "folded": TEXT,
        "kind": TEXT,
        "source": NEEDED,
        "via": ENTITY,
        "date": "TEXT",
        "note": "TEXT",
    },
    "responses": {
        "n": WHOLE,
        "claim": NEEDED,
        "by": NEEDED,
        "text": TEXT,
        "words": "TEXT",
        "source": NEEDED,
        "via": ENTITY,
        "date": "TEXT",
        "note": "TEXT",
    },
    "findings": {
        "n": WHOLE,
        "claim": NEEDED,
        "by": TEXT,
        "text": TEXT,
        "outcome": TEXT,
        "words": "TEXT",
        "source": NEEDED,
        "via": ENTITY,
        "date": "TEXT",
        "note": "TEXT",
    },
    "events": {
        "date": "TEXT",
        "date_stated": "TEXT",
        "date_note": "TEXT",
        "inferred": WHOLE,
        "status": TEXT,
        "source": NEEDED,
        "via": ENTITY,
        "words": "TEXT",
        "note": "TEXT",
        "supersedes": ENTITY,
    },
    "outcomes": {
        "of": NEEDED,
        "result": TEXT,
        "who": ENTITY,
        "status": TEXT,
        "date": "TEXT",
        "source": NEEDED,
        "via": ENTITY,
        "words": "TEXT",
        "note": "TEXT",
    },
    "notes": {"text": TEXT, "words": "TEXT", "source": NEEDED, "via": ENTITY, "note": "TEXT"},
    "abouts": {"n": WHOLE, "entity": NEEDED},
    "agreeing": {"n": WHOLE, "source": NEEDED},
}
"""The tables of the first step."""

AMENDED: dict[str, dict[str, str]] = {
    "amendments": {
        "kind": TEXT,
        "of": ENTITY,
        "thing": ENTITY,
        "revision": "INTEGER",
        "field": "TEXT",
        "value": "TEXT",
        "reason": TEXT,
        "mistake": "TEXT",
        "source": ENTITY,
        "date": "TEXT",
    },
    "originals": {"rows": TEXT},
}
"""What corrects, retracts and prefers; and, of each thing whose rows they make other ones, what its dossiers say."""

SCHEDULED: dict[str, dict[str, str]] = {
    "schedules": {"of": NEEDED, "date": "TEXT", "stated": "TEXT", "how": "TEXT", "status": TEXT}
    | {"source": NEEDED, "via": ENTITY, "words": "TEXT", "note": "TEXT"},
    "renderings": {"of": NEEDED},
}
"""When motions are to be put, as sources say it later; and the quotations that others translate, or say otherwise."""

RECORD = FIRST | AMENDED | SCHEDULED
"""Table → column → SQL type. Before these stands `id`, after them `began` and `ended`; `n` orders rows of one id."""

INDEXES = (
    "CREATE INDEX tables_subject ON tables (subject)",
    "CREATE INDEX concerning_entity ON concerning (entity)",
    "CREATE INDEX figures_within ON figures (within)",
    "CREATE INDEX quotes_speaker ON quotes (speaker)",
    "CREATE INDEX candidacies_person ON candidacies (person)",
    "CREATE INDEX memberships_party ON memberships (party)",
    "CREATE INDEX abouts_entity ON abouts (entity)",
    "CREATE INDEX responses_claim ON responses (claim)",
    "CREATE INDEX findings_claim ON findings (claim)",
    "CREATE INDEX outcomes_of ON outcomes (of)",
    "CREATE INDEX declarations_dossier ON declarations (dossier)",
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
    _make(db, FIRST)
    for index in INDEXES:
        db.execute(index)


@migrations(name=STEPS[1])
def desk(db: Database) -> None:
    """Make the tables of the desk: what was accepted, what was said where, what is due, and who may do what."""
    for statement in accepting.DESK:
        db.execute(statement)


@migrations(name=STEPS[2])
def search(db: Database) -> None:
    """Make the index of what was said, with the triggers that keep it, and fill it from the record."""
    for statement in sayings.STATEMENTS:
        db.execute(statement)


@migrations(name=STEPS[3])
def editing(db: Database) -> None:
    """Make room for what a revision does and who let it, for amendments, and for previews."""
    _make(db, AMENDED)
    for statement in accepting.EDITING:
        db.execute(statement)


def _make(db: Database, tables: dict[str, dict[str, str]]) -> None:
    for table, columns in tables.items():
        db.execute(_versioned(table, columns))
        holding = ", ".join(key(columns))
        db.execute(f"CREATE UNIQUE INDEX {table}_holding ON {table} ({holding}) WHERE ended IS NULL")


@migrations(name=STEPS[4])
def delivery(db: Database) -> None:
    """Make the tables of what is watched, due and put right."""
    for statement in delivering.STATEMENTS:
        db.execute(statement)


@migrations(name=STEPS[5])
def live(db: Database) -> None:
    """Make the table of the messages that are kept up to date."""
    for statement in living.STATEMENTS:
        db.execute(statement)


@migrations(name=STEPS[6])
def changes(db: Database) -> None:
    """Make the table of the numbers that count changes."""
    for statement in counting.STATEMENTS:
        db.execute(statement)


@migrations(name=STEPS[7])
def holds(db: Database) -> None:
    """Drop what ended at a time of day, and keep how a message is reached that one person alone sees.

    Who delivers is told by a heartbeat, and what was taken lasts as long as that.
    """
    db.execute("DROP TABLE couriers")
    db.execute("ALTER TABLE outbox DROP COLUMN until")
    db.execute("ALTER TABLE lives ADD COLUMN through TEXT NOT NULL DEFAULT ''")


@migrations(name=STEPS[8])
def unsent(db: Database) -> None:
    """Make the table of what was said here and is not yet on a desk that is elsewhere."""
    db.execute("CREATE TABLE unsent (n INTEGER PRIMARY KEY, name TEXT NOT NULL, said TEXT NOT NULL) STRICT")


@migrations(name=STEPS[9])
def schedules(db: Database) -> None:
    """Make the tables of when motions are to be put, as it was said later, and of what translates what."""
    _make(db, SCHEDULED)
    db.execute("CREATE INDEX schedules_of ON schedules (of)")


@migrations(name=STEPS[10])
def renderings(db: Database) -> None:
    """Make the table of what translates what where it is missing: for one evening the step before did not make it."""
    if not db.table("renderings").exists():
        _make(db, {"renderings": SCHEDULED["renderings"]})


def _versioned(table: str, columns: dict[str, str]) -> str:
    body = "".join(f"{name} {kind}, " for name, kind in columns.items())
    return (
        f"CREATE TABLE {table} (id TEXT NOT NULL REFERENCES entities (id), {body}"
        "began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), "
        f"PRIMARY KEY ({', '.join((*key(columns), 'began'))})) STRICT"
    )
