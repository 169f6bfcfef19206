"""The desk on each engine: every one of them has to pass the tests of this directory."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from data.desk import Desk
from data.desk.carrying import LAST
from data.postgres.engine import Postgres
from data.postgres.session import Session
from data.store import Store


class Informed(Desk):
    """A desk whose record has heard of every revision that the tests speak of."""

    async def _known(self) -> int:
        return LAST


@pytest.fixture(params=["sqlite", "postgres"])
async def store_of_engine(request: pytest.FixtureRequest, path: Path) -> AsyncIterator[Store]:
    if request.param == "sqlite":
        async with Store(path) as store:
            yield store
        return
    async with Postgres(request.getfixturevalue("desk_url")) as desk, Store(path, apart=desk) as store:
        yield store


@pytest.fixture
def engine(store_of_engine: Store) -> Desk:
    return Informed(store_of_engine)


def tables(db: Any) -> set[str]:
    """Give the tables of a whole database: of one file, or of a desk on PostgreSQL."""
    where = "pg_tables WHERE schemaname = 'division_bell'" if isinstance(db, Session) else "sqlite_master"
    name = "tablename" if isinstance(db, Session) else "name"
    kind = "" if isinstance(db, Session) else " WHERE type = 'table'"
    return {each for (each,) in db.execute(f"SELECT {name} FROM {where}{kind}").fetchall()}  # noqa: S608  # constants
