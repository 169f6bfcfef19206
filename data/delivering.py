"""The tables of what is watched, due and put right: a step of `data.migrations`."""

from __future__ import annotations

_NOTHING = (
    '{"language": null, "timezone": null, "parliament": null, "quiet": null, "digest": false, "silent": false}',
    '{"language": null, "timezone": null, "parliament": null, "quiet": null, "digest": null, "silent": false}',
)

STATEMENTS = (
    # Nothing ever wrote to the outbox of the step before, so it is made anew rather than altered.
    "DROP TABLE outbox",
    """CREATE TABLE outbox (
        id INTEGER PRIMARY KEY, platform TEXT NOT NULL, chat TEXT NOT NULL, revision INTEGER NOT NULL,
        kind TEXT NOT NULL, subject TEXT NOT NULL, due TEXT NOT NULL, silent INTEGER NOT NULL, because TEXT NOT NULL,
        state TEXT NOT NULL, attempts INTEGER NOT NULL, holder TEXT, until TEXT, message TEXT, why TEXT,
        carrier INTEGER, ended TEXT, UNIQUE (chat, revision, kind, subject)
    ) STRICT""",
    "CREATE INDEX outbox_waiting ON outbox (platform, due, id) WHERE state IN ('due', 'leased')",
    "CREATE UNIQUE INDEX outbox_told ON outbox (chat, revision) WHERE kind IN ('notice', 'digest')",
    "CREATE INDEX outbox_progress ON outbox (revision, platform, kind, state)",
    "CREATE INDEX outbox_carrier ON outbox (carrier) WHERE carrier IS NOT NULL",
    "CREATE TABLE couriers (platform TEXT PRIMARY KEY, holder TEXT NOT NULL, until TEXT NOT NULL) STRICT",
    """CREATE TABLE watches (
        id INTEGER PRIMARY KEY, chat TEXT NOT NULL, subject TEXT NOT NULL, level INTEGER NOT NULL, at TEXT NOT NULL,
        UNIQUE (chat, subject)
    ) STRICT""",
    "CREATE INDEX watches_subject ON watches (subject, level, chat)",
    # What a correction made of a figure, whether that is wrong itself by now, and what else of a figure was wrong.
    """CREATE TABLE corrections (
        figure TEXT NOT NULL, revision INTEGER NOT NULL, before TEXT, after TEXT, wrong INTEGER NOT NULL,
        PRIMARY KEY (figure, revision)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE wrongs (
        figure TEXT NOT NULL, state TEXT NOT NULL, PRIMARY KEY (figure, state)
    ) STRICT, WITHOUT ROWID""",
    # A chat that chose nothing has no settings of its own, so that a topic goes with its group.
    f"UPDATE chats SET settings = 'null' WHERE settings IN {_NOTHING}",  # noqa: S608  # constants
    "UPDATE chats SET settings = json_set(settings, '$.digest', NULL) WHERE settings <> 'null'",
)
"""In their order."""
