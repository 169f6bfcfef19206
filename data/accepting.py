"""The tables of what was accepted, said and proposed, and of who may do what: two steps of `data.migrations`."""

from __future__ import annotations

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
