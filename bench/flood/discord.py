"""A Discord with a flood in it, in a process of its own: `python -m bench.flood.discord`.

Reads what people ask, prints its port, then reads a JSON line for each load and prints what came of it. Others ask for
cards, each once and in a channel of their own; somebody sends a thousand interactions at once.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
import time
from contextlib import suppress
from typing import Any

import uvloop

from bench.discord.server import Asked, Bench, lines, message, told
from bench.discord.wire import Wire
from bench.telegram.server import used

FLOODER = "6000000001"
"""Who asks far too much; nobody waits for their answers."""

FIRST = 7_000_000_000
"""The first person's number, and the first channel's."""

COMMAND, PRESS, TYPING = 2, 3, 4
KINDS = {"commands": COMMAND, "presses": PRESS, "typing": TYPING}
"""What a flood is made of: Discord's numbers for interactions."""

Json = dict[str, Any]
Line = tuple[str, dict[str, str]]
"""A command and what its form holds."""


class Crowd(Bench):
    """People who ask steadily, and one who floods."""

    def __init__(self, asked: list[Line]) -> None:
        super().__init__()
        self._lines = asked
        self._people = itertools.count(FIRST)

    def others(self) -> Asked:
        """Have one more person ask."""
        person = str(next(self._people))
        return self._tell([self._event(COMMAND, person)])[0]

    def flood(self, count: int, kind: int) -> list[Asked]:
        """Have one person send so many interactions at once."""
        return self._tell([self._event(kind, FLOODER) for _ in range(count)])

    def _tell(self, events: list[Json]) -> list[Asked]:
        at = self.gateway.tell_all("INTERACTION_CREATE", events)
        told_ = {event["id"]: Asked(at) for event in events}
        self.load.asked |= told_
        return list(told_.values())

    def _event(self, kind: int, person: str) -> Json:
        number = next(self.load.numbers)
        name, options = self._lines[number % len(self._lines)]
        if kind == PRESS:
            data: Json = {"custom_id": f"b:{name}", "component_type": 2}
            return told(str(number), data, kind=kind, person=person, place=person) | {"message": message(str(number))}
        given = [{"name": key, "type": 3, "value": value} for key, value in options.items()]
        if kind == TYPING:
            name, given = "contest", [{"name": "name", "type": 3, "value": f"isl {number}", "focused": True}]
        data = {"id": "1234567890123456781", "name": name, "type": 1, "options": given}
        return told(str(number), data, kind=kind, person=person, place=person)

    async def measure(self, order: Json) -> Json:
        """Have `total` people ask, `every` so many seconds, with a flood of so many interactions before them."""
        self.away, cpu = order["away"], used(order["pid"])
        flood = self.flood(order["flood"], KINDS[order["of"]]) if order["flood"] else []
        begun = flood[0].at if flood else time.perf_counter()
        others = []
        for index in range(order["total"]):
            await asyncio.sleep(max(begun + index * order["every"] - time.perf_counter(), 0))
            others.append(self.others())
        with suppress(TimeoutError):
            await asyncio.wait_for(self._answered(others), order["patience"])
        answered = sum(bool(each.first) for each in flood)
        return {**_times(others), "cpu": used(order["pid"]) - cpu, "flood answered": answered}

    async def _answered(self, others: list[Asked]) -> None:
        """Wait until all have their card."""
        some = asyncio.Event()
        self.load.answered = lambda _: some.set()
        while not all(each.done for each in others):
            await some.wait()
            some.clear()


def _times(others: list[Asked]) -> Json:
    """Give milliseconds to the first answer and to the card."""
    done = [each for each in others if each.done]
    return {
        "answered": len(done),
        "first": [(each.first - each.at) * 1e3 for each in done],
        "card": [(each.done - each.at) * 1e3 for each in done],
    }


async def main() -> None:
    """Measure what is asked for until nothing is."""
    setting = json.loads(sys.stdin.readline())
    crowd = Crowd([(name, options) for name, options in setting["lines"]])
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Wire(crowd.route, crowd.gateway, lambda: crowd.away), "127.0.0.1", 0)
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
    async for order in lines():
        await asyncio.wait_for(crowd.gateway.identified.wait(), 60)
        print(json.dumps(await crowd.measure(order)), flush=True)
    server.close()


if __name__ == "__main__":
    uvloop.run(main())
