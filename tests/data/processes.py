"""What other processes do to a store in the tests: `python -m tests.data.processes load|hold|upgrade FILE`."""

import asyncio
import sys
from pathlib import Path

from sqlite_utils import Database

from data.migrations import STEPS, migrations
from data.publish import load_shipped
from data.store import Store
from tests.data.samples import AT, SHIPPED


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def hold(db: Database) -> None:
    """Write half of something and stay in the middle of it until killed."""
    db.execute("INSERT INTO memory VALUES ('half', 'written')")
    say("holding")
    sys.stdin.read()


def halt(_: Database) -> None:
    """Stay in the middle of the steps until killed."""
    say(f"holding after {STEPS[-2]}")
    sys.stdin.read()


async def main(task: str, path: Path) -> None:
    say("ready")
    sys.stdin.readline()
    if task == "upgrade":
        last = next(step for step in migrations._migrations if step.name == STEPS[-1])
        last.fn = halt
    async with Store(path) as store:
        if task == "hold":
            await store.write(hold)
        else:
            published = await load_shipped(store, [SHIPPED], at=AT)
            say(" ".join(f"{each.number}{'+' if each.changed else '='}" for each in published))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
