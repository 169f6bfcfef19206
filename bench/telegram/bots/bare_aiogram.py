"""A bare bot on aiogram, as its examples show it: `bare_aiogram.py API DATABASE PORT CONCURRENCY`.

The library lives in the peers' environment alone, so nothing here knows its types.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from typing import Any

from aiogram import Bot, Dispatcher  # type: ignore[import-not-found]  # see above
from aiogram.client.session.aiohttp import AiohttpSession  # type: ignore[import-not-found]  # see above
from aiogram.client.telegram import TelegramAPIServer  # type: ignore[import-not-found]  # see above
from aiogram.types import InlineKeyboardMarkup, LinkPreviewOptions  # type: ignore[import-not-found]  # see above
from aiogram.webhook.aiohttp_server import (  # type: ignore[import-not-found]  # see above
    SimpleRequestHandler,
    setup_application,
)
from aiohttp import web

API, DATABASE, PORT, CONCURRENCY = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])

db = sqlite3.connect(DATABASE)


async def answer(message: Any) -> None:
    """Look the card up and send it."""
    html, keyboard = db.execute("SELECT html, keyboard FROM cards WHERE line = ?", [message.text]).fetchone()
    await message.answer(
        html,
        parse_mode="HTML",
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_markup=InlineKeyboardMarkup.model_validate_json(keyboard),
    )


async def main() -> None:
    """Serve by polling, or through a webhook where there is a port."""
    bot = Bot("1:test", session=AiohttpSession(api=TelegramAPIServer.from_base(API), limit=CONCURRENCY))
    dispatcher = Dispatcher()
    dispatcher.message.register(answer)
    if not PORT:
        await dispatcher.start_polling(bot, tasks_concurrency_limit=CONCURRENCY)
        return
    site = web.Application()
    SimpleRequestHandler(dispatcher, bot).register(site, path="/hook")
    setup_application(site, dispatcher, bot=bot)
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", PORT).start()
    await bot.set_webhook(f"http://127.0.0.1:{PORT}/hook")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
