"""The tables, step by step. A step that was released is never changed: what comes later is another step.

Every table of the record holds versions: a row is what revisions `began` to before `ended` say, and `ended` is NULL
for what holds now. Rows name things by id; `entities` knows the kind of every id there has ever been. The desk's tables
stand apart: no foreign key and no join crosses from them to the record, so that they can live in another database.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from data import delivering, living, sayings

migrations = Migrations("division-bell")

STEPS = ("0001-record", "0002-desk", "0003-search", "0004-editing", "0005-delivery", "0006-live", "0007-schedules")
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

DESK = (
    """CREATE TABLE revisions (
        number INTEGER PRIMARY KEY, dossier TEXT NOT NULL, title TEXT NOT NULL, digest TEXT NOT NULL,
        content TEXT NOT NULL, author TEXT NOT NULL, why TEXT NOT NULL, at TEXT NOT NULL, warnings TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX revisions_dossier ON revisions (dossier, number)",
    """CREATE TABLE cards (
        code TEXT NOT NULL, digest TEXT NOT NULL, content TEXT NOT NULL, at TEXT NOT NULL, revision INTEGER NOT NULL,
        PRIMARY KEY (code, digest)
    ) STRICT""",
    "CREATE TABLE tokens (token TEXT PRIMARY KEY, line TEXT NOT NULL UNIQUE) STRICT",
    "CREATE TABLE memory (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    """CREATE TABLE chats (
        chat TEXT PRIMARY KEY, state TEXT NOT NULL, settings TEXT NOT NULL, since TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE postings (
        id INTEGER PRIMARY KEY, chat TEXT NOT NULL, message TEXT NOT NULL, medium TEXT NOT NULL, line TEXT NOT NULL,
        page INTEGER NOT NULL, as_of TEXT, language TEXT NOT NULL, timezone TEXT NOT NULL, revision INTEGER NOT NULL,
        at TEXT NOT NULL, UNIQUE (chat, message)
    ) STRICT""",
    """CREATE TABLE posting_figures (
        posting INTEGER NOT NULL REFERENCES postings (id) ON DELETE CASCADE, figure TEXT NOT NULL, state TEXT NOT NULL,
        PRIMARY KEY (figure, posting, state)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX posting_figures_posting ON posting_figures (posting)",
    """CREATE TABLE outbox (
        id INTEGER PRIMARY KEY, platform TEXT NOT NULL, chat TEXT NOT NULL, revision INTEGER NOT NULL,
        kind TEXT NOT NULL, subject TEXT NOT NULL, due TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL,
        holder TEXT, until TEXT, message TEXT, why TEXT, UNIQUE (chat, revision, kind, subject)
    ) STRICT""",
    "CREATE INDEX outbox_waiting ON outbox (platform, due, id) WHERE state IN ('due', 'leased')",
    "CREATE TABLE editors (editor TEXT PRIMARY KEY, role TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL) STRICT",
    """CREATE TABLE audit (
        n INTEGER PRIMARY KEY, who TEXT NOT NULL, what TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL,
        at TEXT NOT NULL
    ) STRICT""",
)

EDITING = (
    "CREATE INDEX amendments_thing ON amendments (thing)",
    "CREATE INDEX amendments_began ON amendments (began)",
    "CREATE INDEX declarations_began ON declarations (began)",
    "CREATE INDEX declarations_ended ON declarations (ended) WHERE ended IS NOT NULL",
    "ALTER TABLE revisions ADD COLUMN kind TEXT NOT NULL DEFAULT 'update'",
    "ALTER TABLE revisions ADD COLUMN reason TEXT",
    "ALTER TABLE revisions ADD COLUMN mistake TEXT",
    "ALTER TABLE revisions ADD COLUMN silent INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE revisions ADD COLUMN approver TEXT",
    "ALTER TABLE revisions ADD COLUMN request TEXT",
    "ALTER TABLE revisions ADD COLUMN undoes INTEGER",
    "CREATE UNIQUE INDEX revisions_request ON revisions (request) WHERE request IS NOT NULL",
    """CREATE TABLE previews (
        id TEXT PRIMARY KEY, editor TEXT NOT NULL, role TEXT NOT NULL, request TEXT NOT NULL UNIQUE,
        content TEXT NOT NULL, head INTEGER NOT NULL, state TEXT NOT NULL, at TEXT NOT NULL, expires TEXT NOT NULL,
        silent INTEGER NOT NULL DEFAULT 0, revision INTEGER
    ) STRICT""",
    "CREATE INDEX previews_open ON previews (editor, at) WHERE state IN ('open', 'waiting')",
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
    for statement in DESK:
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
    for statement in EDITING:
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


@migrations(name=STEPS[-1])
def schedules(db: Database) -> None:
    """Make the tables of when motions are to be put, as it was said later, and of what translates what."""
    _make(db, SCHEDULED)
    db.execute("CREATE INDEX schedules_of ON schedules (of)")


def _versioned(table: str, columns: dict[str, str]) -> str:
    body = "".join(f"{name} {kind}, " for name, kind in columns.items())
    return (
        f"CREATE TABLE {table} (id TEXT NOT NULL REFERENCES entities (id), {body}"
        "began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), "
        f"PRIMARY KEY ({', '.join((*key(columns), 'began'))})) STRICT"
    )
