"""The table of the messages that are kept up to date: a step of `data.migrations`."""

from __future__ import annotations

STATEMENTS = (
    """CREATE TABLE lives (
        chat TEXT NOT NULL, message TEXT NOT NULL, medium TEXT NOT NULL, line TEXT NOT NULL, final TEXT NOT NULL,
        language TEXT NOT NULL, timezone TEXT NOT NULL, until TEXT NOT NULL, ticking INTEGER NOT NULL,
        pin INTEGER NOT NULL, revision INTEGER NOT NULL, shown TEXT NOT NULL, PRIMARY KEY (chat, message)
    ) STRICT""",
)
