"""A bare bot on python-telegram-bot, as its examples show it: `bare_ptb.py API DATABASE PORT CONCURRENCY`."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import sys
from typing import Any

from aiohttp import web
from telegram import InlineKeyboardMarkup, LinkPreviewOptions, Update
from telegram.ext import Application, ApplicationBuilder, MessageHandler, filters

API, DATABASE, PORT, CONCURRENCY = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
App = Application[Any, Any, Any, Any, Any, Any]

db = sqlite3.connect(DATABASE)


async def answer(update: Update, context: Any) -> None:
    """Look the card up and send it."""
    assert update.message is not None
    line = update.message.text
    html, keyboard = db.execute("SELECT html, keyboard FROM cards WHERE line = ?", [line]).fetchone()
    await context.bot.send_message(
        update.message.chat_id,
        html,
        parse_mode="HTML",
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_markup=InlineKeyboardMarkup.de_json(json.loads(keyboard), context.bot),
    )


def built() -> App:
    """Give the bot, with as many updates at once as the others."""
    builder = ApplicationBuilder().token("1:test").base_url(f"{API}/bot").concurrent_updates(CONCURRENCY)
    app: App = builder.connection_pool_size(CONCURRENCY).pool_timeout(60).build()
    app.add_handler(MessageHandler(filters.COMMAND, answer))
    return app


async def hooked() -> None:
    """Serve through a webhook on aiohttp, putting updates in the application's queue as the library's example does."""
    app = built()

    async def take(request: web.Request) -> web.Response:
        await app.update_queue.put(Update.de_json(await request.json(), app.bot))
        return web.Response()

    site = web.Application()
    site.add_routes([web.post("/hook", take)])
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", PORT).start()
    async with app:
        await app.start()
        await app.bot.set_webhook(f"http://127.0.0.1:{PORT}/hook")
        await asyncio.Event().wait()


if __name__ == "__main__":
    if PORT:
        asyncio.run(hooked())
    else:
        built().run_polling()
