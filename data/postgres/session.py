"""One connection to PostgreSQL that statements of the common subset run on, and what its troubles are called."""

from __future__ import annotations

import os
import select
import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from data.errors import DeskAway, StoreError, TooSlow
from data.postgres.dialect import translated
from data.postgres.schema import SCHEMA
from data.sql import Rows, Values

CHANNEL = "division_bell"
"""Where it is told that something changed that others look at."""

CONNECTING = 5
"""Seconds in which a connection has to come about."""

PATIENCE = 300
"""Seconds a statement may take: making a revision due in a million chats took sixty on two busy cores."""

_WAYS: dict[str, str | int] = {
    "connect_timeout": CONNECTING,
    # A machine that vanished is noticed within some ten seconds, on either side.
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
    "application_name": "division-bell",
}


def called(url: str) -> str:
    """Give what a desk is called in messages: its host and database, never a password."""
    try:
        parts = conninfo_to_dict(url)
    except psycopg.Error as error:
        raise StoreError(
            "DESK is no address of a PostgreSQL database; write postgresql://user@host/database"
        ) from error
    hosts, ports = ((str(parts.get(each) or "")).split(",") for each in ("host", "port"))
    ports = ports * len(hosts) if len(ports) == 1 else ports  # one is every host's
    where = (f"{host or 'localhost'}:{port or 5432}" for host, port in zip(hosts, ports, strict=False))
    return f"{parts.get('dbname') or '?'} on {', '.join(where)}"


def connect(url: str, *, reading: float | None = None) -> psycopg.Connection[Any]:
    """Give a connection of its own; with `reading`, one that only reads, each query for so many seconds at most.

    Raises DeskAway where nobody answers.
    """
    limit = PATIENCE if reading is None else reading
    options = f"-c search_path={SCHEMA} -c statement_timeout={limit * 1000:.0f} -c timezone=UTC"
    with explained(called(url)):
        connection = psycopg.connect(make_conninfo(url, **_WAYS, options=options))
    if reading is not None:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
    return connection


class Session:
    """Statements on a connection, as `data.sql.Sql` asks for them."""

    taking = " FOR UPDATE SKIP LOCKED"

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection
        self.told = False
        """Whether others are woken by the last transaction."""

    @property
    def usable(self) -> bool:
        """Whether the connection still stands; between two transactions, what says something says that it ends."""
        if self._connection.closed or self._connection.broken:
            return False
        heard = select.poll()
        heard.register(self._connection.fileno(), select.POLLIN)
        return not heard.poll(0)

    def execute(self, sql: str, values: Any = (), /) -> Rows:
        """Run a statement with values by place or name."""
        return self._connection.execute(translated(sql).encode(), _plain(values))

    def executemany(self, sql: str, rows: Iterable[Values], /) -> None:
        """Run a statement for each of the rows, without waiting for one after the other."""
        with self._connection.cursor() as cursor:
            cursor.executemany(translated(sql).encode(), [_plain(each) for each in rows])

    def lock(self, name: str, *, shared: bool = False) -> None:
        """Let nobody else have what is called so before the transaction ends, or nobody but those who share it."""
        function = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
        self._connection.execute(f"SELECT {function}(hashtextextended(%s, 0))".encode(), (f"{SCHEMA} {name}",))

    def columns(self) -> list[tuple[str, str]]:
        """Give the table and name of every column of text, but for keys."""
        sql = """
            SELECT c.table_name, c.column_name FROM information_schema.columns c
            WHERE c.table_schema = %(schema)s AND c.data_type = 'text' AND c.table_name <> 'steps' AND NOT EXISTS (
                SELECT 1 FROM information_schema.key_column_usage k
                JOIN information_schema.table_constraints t USING (constraint_schema, constraint_name)
                WHERE t.constraint_type = 'PRIMARY KEY' AND k.table_schema = c.table_schema
                AND k.table_name = c.table_name AND k.column_name = c.column_name
            ) ORDER BY 1, 2
        """
        return self._connection.execute(sql, {"schema": SCHEMA}).fetchall()

    def tell(self) -> None:
        """Wake those who follow, once this is kept."""
        self.told = True
        self._connection.execute("SELECT pg_notify(%s, '')", (CHANNEL,))

    @contextmanager
    def transaction(self, desk: str) -> Iterator[Session]:
        """Keep what the block does when it ends well, and nothing of it otherwise. Raises StoreError where it cannot.

        `desk` is what the desk is called in messages.
        """
        self.told = False
        with explained(desk):
            done = False
            try:
                yield self
                done = True
            finally:
                if not done and self.usable:
                    self._connection.rollback()
        with explained(desk, "whether the last change was kept is not known: look at /revisions before trying again"):
            self._connection.commit()

    def cut(self) -> None:
        """Have whoever waits for an answer on it, on whatever thread, hear that there will be none."""
        with suppress(psycopg.Error, OSError), socket.socket(fileno=os.dup(self._connection.fileno())) as line:
            line.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


@contextmanager
def explained(desk: str, what: str = "nothing was changed; try again once PostgreSQL answers") -> Iterator[None]:
    """Turn what PostgreSQL says about itself into DeskAway or TooSlow; other errors pass untouched."""
    try:
        yield
    except (errors.DeadlockDetected, errors.SerializationFailure):
        raise  # begun anew
    except errors.QueryCanceled as error:
        raise TooSlow(f"a question to the desk {desk} took too long and was stopped") from error
    except (errors.InsufficientPrivilege, errors.UndefinedTable) as error:
        raise StoreError(f"the desk {desk} cannot be used: {_said(error)}") from error
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        raise DeskAway(f"the desk {desk} cannot be reached ({_said(error)}); {what}") from error


def _said(error: psycopg.Error) -> str:
    """Give the first line of what was said."""
    lines = str(error.diag.message_primary or error).strip().splitlines()
    return lines[0].strip() if lines else type(error).__name__


def _plain(values: Any) -> Any:
    """Give values as the tables have them: truth is 0 and 1."""
    if isinstance(values, dict):
        return {name: int(each) if isinstance(each, bool) else each for name, each in values.items()}
    return tuple(int(each) if isinstance(each, bool) else each for each in values)
