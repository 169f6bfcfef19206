"""A loop by hand on aiohttp, with no library for bots: `raw.py API DATABASE PORT CONCURRENCY`."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import sys
from typing import Any

import aiohttp
from aiohttp import web

API, DATABASE, PORT, CONCURRENCY = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
Json = dict[str, Any]

db = sqlite3.connect(DATABASE)
gate = asyncio.Semaphore(CONCURRENCY)


class Loop:
    """Asks, looks up, sends."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session
        self._tasks: set[asyncio.Task[None]] = set()

    async def call(self, method: str, body: Json) -> Any:
        """Make a request."""
        async with self._session.post(f"{API}/bot1:test/{method}", json=body) as response:
            return (await response.json())["result"]

    async def answer(self, update: Json) -> None:
        """Look the card up and send it."""
        message = update["message"]
        async with gate:
            row = db.execute("SELECT html, keyboard FROM cards WHERE line = ?", [message["text"]]).fetchone()
            body = {"chat_id": message["chat"]["id"], "text": row[0], "parse_mode": "HTML"}
            body |= {"link_preview_options": {"is_disabled": True}, "reply_markup": json.loads(row[1])}
            await self.call("sendMessage", body)

    async def poll(self) -> None:
        """Ask for updates for ever; each is confirmed with the next question."""
        offset = 0
        while True:
            for update in await self.call("getUpdates", {"offset": offset, "timeout": 50}):
                offset = update["update_id"] + 1
                task = asyncio.create_task(self.answer(update))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def take(self, request: web.Request) -> web.Response:
        """Answer what is brought."""
        await self.answer(await request.json())
        return web.Response()

    async def serve(self) -> None:
        """Have updates brought."""
        site = web.Application()
        site.add_routes([web.post("/hook", self.take)])
        runner = web.AppRunner(site, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", PORT).start()
        await self.call("setWebhook", {"url": f"http://127.0.0.1:{PORT}/hook"})
        await asyncio.Event().wait()


async def main() -> None:
    """Serve by polling, or through a webhook where there is a port."""
    connector = aiohttp.TCPConnector(limit=CONCURRENCY + 1)
    async with aiohttp.ClientSession(connector=connector) as session:
        loop = Loop(session)
        await (loop.serve() if PORT else loop.poll())


if __name__ == "__main__":
    asyncio.run(main())
