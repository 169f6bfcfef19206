"""What Telegram says of the bot, asked once by an operator: who it is, what it may, its menus, where updates go."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from telegram import Bot, WebhookInfo
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.adapters.base import Told
from bot.adapters.telegram.adapter import TOKEN
from bot.adapters.telegram.menus import listed, scopes, spoken
from bot.adapters.telegram.polling import NOT_ACCEPTED, told
from bot.adapters.telegram.secrecy import hidden
from bot.adapters.telegram.transport import Transport
from bot.commands import Commands

NAME = "Telegram"

PATIENCE = 10.0
"""Seconds an answer may take: somebody sits and waits."""

RETELL = "`python -m bot doctor --retell` has the next start tell them anew"

SHOWN = 2
"""Menus that are named where more are not as declared."""

MANY = 100
"""Updates that wait beyond which nobody seems to fetch them."""


async def inquire(commands: Commands, *, token: str, api_url: str, language: str, hook: str = "") -> list[Told]:
    """Give what Telegram says of the bot. `hook` is the address of the webhook that is set up here, if there is one."""
    if not TOKEN.fullmatch(token):
        return [Told(NAME, "wrong", NOT_ACCEPTED)]
    found: list[Told] = []
    try:
        with hidden(token):
            async with _asked(token, api_url) as bot:
                found += _who(bot)
                found.append(await _menus(bot, commands, language))
                found.append(_updates(await bot.get_webhook_info(), hook))
    except InvalidToken:
        return [Told(NAME, "wrong", NOT_ACCEPTED)]
    except RetryAfter as error:
        found.append(Told(NAME, "odd", f"asks for patience; look again in {told(error):.0f} s"))
    except TelegramError as error:
        where = urlsplit(api_url).netloc
        said = f"{where} does not answer ({error.message}); look at the network, a firewall, and TELEGRAM_API_URL"
        found.append(Told(NAME, "wrong", said))
    return found


@asynccontextmanager
async def _asked(token: str, api_url: str) -> AsyncIterator[Bot]:
    base = api_url.rstrip("/")
    transport = Transport(2, PATIENCE, write=PATIENCE, wait=PATIENCE)
    bot = Bot(
        token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=transport,
        get_updates_request=transport,
    )
    try:
        async with bot:
            yield bot
    finally:
        await transport.shutdown()


def _who(bot: Bot) -> list[Told]:
    """Say who the bot is, and which of what people want of it BotFather has switched off."""
    me = bot.bot
    found = [Told(NAME, "well", f"serves as @{me.username} ({me.first_name})")]
    groups = "may be added to groups" if me.can_join_groups else "cannot be added to groups; @BotFather: /setjoingroups"
    found.append(Told("groups", "well" if me.can_join_groups else "odd", groups))
    if me.can_read_all_group_messages:
        said = "reads all that is written in groups, which it does not need; @BotFather: /setprivacy, Enable"
        found.append(Told("privacy", "odd", said))
    inline = "on" if me.supports_inline_queries else "off; @BotFather: /setinline, then /setinlinefeedback"
    return [*found, Told("inline mode", "well" if me.supports_inline_queries else "odd", inline)]


async def _menus(bot: Bot, commands: Commands, language: str) -> Told:
    """Compare every menu with what is declared."""
    other, number = [], 0
    for scope, menu in scopes(commands):
        for code, spoken_language in spoken(language):
            shown = await bot.get_my_commands(scope, code or None)
            if list(shown) != listed(menu, spoken_language):
                other.append(f"{scope.type} {code or 'by default'}: {_unlike(len(shown), len(menu))}")
            number += 1
    if other:
        more = f" and {len(other) - SHOWN} more" if len(other) > SHOWN else ""
        said = (
            f"not as declared ({', '.join(other[:SHOWN])}{more}); start the bot, and if that leaves them so: {RETELL}"
        )
        return Told("menus", "odd", said)
    return Told("menus", "well", f"{number} of them, as declared")


def _unlike(shown: int, declared: int) -> str:
    if not shown:
        return "none"
    return "other descriptions" if shown == declared else f"{shown} commands, not {declared}"


def _updates(info: WebhookInfo, hook: str) -> Told:
    """Say where Telegram brings updates, whether it can, and how many wait."""
    waiting = f"{info.pending_update_count} updates wait"
    if info.url != hook:
        return _elsewhere(info, hook)
    if hook and info.last_error_message:
        when = f"{info.last_error_date:%Y-%m-%d %H:%M} UTC" if info.last_error_date else "once"
        reason = re.sub(r"\s+", " ", info.last_error_message)
        said = f"brought to TELEGRAM_WEBHOOK_URL; at {when} that failed: {reason}; {waiting}; look at your proxy"
        return Told("updates", "odd", said)
    way = "brought to TELEGRAM_WEBHOOK_URL" if hook else "polled"
    if info.pending_update_count > MANY:
        return Told("updates", "odd", f"{way}; {waiting}: is the bot running?")
    return Told("updates", "well", f"{way}; {waiting}")


def _elsewhere(info: WebhookInfo, hook: str) -> Told:
    """Say that updates do not go where they should; an address may hold a secret in its path, so only its host."""
    if not info.url:
        return Told("updates", "odd", "no webhook is set; the next start sets TELEGRAM_WEBHOOK_URL")
    host = urlsplit(info.url).netloc
    if hook:
        said = f"brought to {host}, and not to TELEGRAM_WEBHOOK_URL; stop the other program, then start this one"
    else:
        said = f"brought to a webhook at {host}, so polling gets none; stop that program and have Telegram remove it"
        said += " (deleteWebhook), unless this bot set it: then the next start takes it down"
    return Told("updates", "wrong", said)
