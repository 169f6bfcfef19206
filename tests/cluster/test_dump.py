"""A backup of the desk is a backup of everything: records are built from it."""

from __future__ import annotations

import subprocess
from contextlib import AsyncExitStack
from pathlib import Path

from data.desk import Watch
from data.publish import load_shipped
from tests.data.postgres.test_following import begun, rows
from tests.data.samples import AT
from tests.harness.broadcasts import RULES
from tests.harness.postgres import Postgres, programs


def run(program: str, *words: str) -> None:
    subprocess.run([programs() / program, *words], check=True)  # noqa: S603  # the server's own programs


async def test_what_pg_dump_kept_and_pg_restore_put_back_gives_a_new_worker_the_same_record(
    postgres: Postgres, tmp_path: Path
) -> None:
    """Into an empty database, as its owner, who is nobody's superuser."""
    old, new = postgres.create(), postgres.create()
    dump = str(tmp_path / "bell.dump")
    async with AsyncExitStack() as stack:
        worker = await begun(stack, tmp_path / "before.db", old)
        await load_shipped(worker.room, [RULES], at=AT)
        await worker.desk.watch(Watch("telegram:1", "", "everything", AT), 50)
    run("pg_dump", "--format=custom", f"--file={dump}", old)
    run("pg_restore", "--no-owner", f"--dbname={new}", dump)
    async with AsyncExitStack() as stack:
        worker = await begun(stack, tmp_path / "after.db", new)
        await worker.follower.step()
        assert await worker.desk.watches("telegram:1") == (Watch("telegram:1", "", "everything", AT),)
    for table in ("revisions", "chambers", "sources"):
        assert rows(tmp_path / "after.db", table) == rows(tmp_path / "before.db", table)
    postgres.drop(old)
    postgres.drop(new)
