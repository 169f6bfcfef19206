"""The server the tests of the desk on PostgreSQL run against keeps its word."""

from __future__ import annotations

import contextlib
import os
import subprocess
from pathlib import Path

import pytest

from tests.harness import postgres
from tests.harness.postgres import NoPostgres, Postgres, programs, serving


def ask(url: str, statement: str) -> str:
    """Give what PostgreSQL's own client prints."""
    done = subprocess.run(  # noqa: S603  # the server's own client
        [programs() / "psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", url, "--command", statement],
        capture_output=True,
        text=True,
        check=False,
    )
    return (done.stdout + done.stderr).strip()


def test_each_database_is_empty_and_of_one_who_owns_nothing_else(postgres: Postgres) -> None:
    one, other = postgres.create(), postgres.create()
    assert ask(one, "CREATE TABLE seen (at text)") == ""
    assert "does not exist" in ask(other, "SELECT * FROM seen")
    assert ask(one, "SELECT usesuper OR usecreatedb FROM pg_user WHERE usename = current_user") == "f"
    postgres.drop(one)
    postgres.drop(other)
    assert "does not exist" in ask(one, "SELECT 1")


def test_text_sorts_as_people_sort_and_the_clock_is_not_utc(desk_url: str) -> None:
    """What relies on the order of bytes, or on the server's time zone, is found here and not at somebody's."""
    assert ask(desk_url, "SELECT string_agg(w, '' ORDER BY w) FROM unnest(array['a', 'B', 'c']) w") == "aBc"
    assert ask(desk_url, "SHOW timezone") == "Asia/Karachi"


def test_a_connection_without_the_password_is_refused(desk_url: str) -> None:
    assert "password" in ask(desk_url.replace(postgres.PASSWORD, "wrong"), "SELECT 1")


def test_what_was_committed_outlasts_a_crash_at_the_same_address(durable: Postgres) -> None:
    url = durable.create()
    ask(url, "CREATE TABLE kept (what text); INSERT INTO kept VALUES ('this')")
    durable.crash()
    assert "refused" in ask(url, "SELECT * FROM kept")
    durable.start()
    assert ask(url, "SELECT * FROM kept") == "this"
    durable.stop()
    durable.start()
    assert ask(url, "SELECT * FROM kept") == "this"


def test_nothing_of_it_is_left_when_it_ends() -> None:
    with contextlib.suppress(NoPostgres), serving() as server:
        folder, log = server.folder, server.folder / "log"
        assert log.is_file()
    assert not folder.exists()


def test_where_there_is_none_the_reason_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(postgres, "DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", os.fspath(tmp_path))
    with pytest.raises(NoPostgres, match="install Debian's package postgresql"):
        programs()
