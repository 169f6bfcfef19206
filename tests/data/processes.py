"""What other processes do to a store in the tests: `python -m tests.data.processes load|hold FILE`."""

import asyncio
import sys
from pathlib import Path

from sqlite_utils import Database

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


async def main(task: str, path: Path) -> None:
    say("ready")
    sys.stdin.readline()
    async with Store(path) as store:
        if task == "hold":
            await store.write(hold)
        else:
            published = await load_shipped(store, [SHIPPED], at=AT)
            say(" ".join(f"{each.number}{'+' if each.changed else '='}" for each in published))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
