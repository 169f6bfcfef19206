"""Telegram and a balancer as a load, in a process of their own: commands brought to the workers in turn, answers timed.

Driven by lines on stdin, answers in JSON on stdout, as `bench/telegram/server.py`, whose Telegram it is.
"""

from __future__ import annotations

import asyncio
import json
import sys

import uvloop

from bench.telegram.server import LENGTH, WORKERS, Connection, Telegram, measure


async def bring(telegram: Telegram, port: int, secret: str) -> None:
    """Bring what waits to one worker, one after another on a connection that is kept."""
    head = f"POST /hook HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
    head += f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\n"
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while True:
        asker, update = await telegram.turn()
        if telegram.load is not None:
            telegram.load.give(asker)
        writer.write(f"{head}Content-Length: {len(update)}\r\n\r\n".encode() + update)
        header = await reader.readuntil(b"\r\n\r\n")
        if not header.startswith(b"HTTP/1.1 200"):
            sys.exit(f"a worker answers {header!r}")
        found = LENGTH.search(header)
        await reader.readexactly(int(found[1]) if found else 0)
        telegram.taken(asker)


async def main() -> None:
    """Serve, and measure as told; a line with `ports` says which workers take turns from then on."""
    setting = json.loads(sys.stdin.readline())
    telegram = Telegram(setting["lines"], setting["echo"], brings=True)
    server = await asyncio.get_running_loop().create_server(lambda: Connection(telegram), "127.0.0.1", 0)
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
    bringing: list[asyncio.Task[None]] = []
    while line := await asyncio.to_thread(sys.stdin.readline):
        order = json.loads(line)
        if "ports" in order:
            for each in bringing:
                each.cancel()
            turns = [order["ports"][index % len(order["ports"])] for index in range(WORKERS)]
            bringing = [asyncio.create_task(bring(telegram, port, order["secret"])) for port in turns]
            print("{}", flush=True)
        else:
            print(json.dumps(await measure(telegram, order)), flush=True)
    server.close()


if __name__ == "__main__":
    uvloop.run(main())
