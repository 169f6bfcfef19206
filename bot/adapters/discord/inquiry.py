"""What Discord says of the bot, asked once by an operator: the application, its commands, its gateway."""

from __future__ import annotations

from typing import Any, NoReturn
from urllib.parse import urlsplit

import aiohttp
import discord
from discord import app_commands

from bot import languages
from bot.adapters.base import Told
from bot.adapters.discord.adapter import TOKEN
from bot.adapters.discord.convert import Interaction
from bot.adapters.discord.declare import CONTEXTS, INSTALLS, declared, payload
from bot.commands import Command, Commands, Option
from bot.messages import Choice

NAME = "Discord"
NOT_ACCEPTED = "DISCORD_TOKEN is not accepted; in the developer portal, under Bot, reset the token and copy it again"
RETELL = "`python -m bot doctor --retell` has the next start tell them anew"

SHOWN = 5
"""Commands that are named where more are not as declared."""

PATIENCE = 10.0
"""Seconds an answer may take: somebody sits and waits."""

FEW = 20
"""Starts of a session left today below which something restarts too often (Discord gives 1,000 a day)."""

INTENTS = {"presence": 1 << 12 | 1 << 13, "server members": 1 << 14 | 1 << 15, "message content": 1 << 18 | 1 << 19}
"""Privileged intents as flags of an application (discord.com/developers/docs/resources/application)."""

COMPARED = (
    *("name", "type", "description", "required", "autocomplete", "choices", "options", "value", "min_value"),
    *("max_value", "name_localizations", "description_localizations", "default_member_permissions", "contexts"),
    *("integration_types",),
)
"""What of a command is ours; Discord adds the rest."""

UNORDERED, AS_TEXT = ("contexts", "integration_types"), ("default_member_permissions",)
NOTHING: tuple[Any, ...] = (None, False, [], {}, "")

OK, UNAUTHORIZED, TOO_MANY, BROKEN = 200, 401, 429, 500

Json = dict[str, Any]


class _NoAnswer(Exception):  # it is told, not raised further
    """Why there is no answer to go on with."""

    def __init__(self, told: Told) -> None:
        super().__init__(told.said)
        self.told = told


async def inquire(
    commands: Commands, *, token: str, api_url: str, language: str, shards: int | None = None
) -> list[Told]:
    """Give what Discord says of the bot. `shards` is how many there are by DISCORD_SHARDS, None where it is not set."""
    if not TOKEN.fullmatch(token.strip()):
        return [Told(NAME, "wrong", NOT_ACCEPTED)]
    found: list[Told] = []
    try:
        async with aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=PATIENCE), headers={"Authorization": f"Bot {token.strip()}"}
        ) as session:
            base = api_url.rstrip("/")
            application = await _get(session, f"{base}/applications/@me")
            found += _application(application)
            path = f"{base}/applications/{application['id']}/commands?with_localizations=true"
            found.append(_commands(await _get(session, path), told(commands, language)))
            found += _gateway(await _get(session, f"{base}/gateway/bot"), shards)
    except _NoAnswer as error:
        found.append(error.told)
    except (KeyError, TypeError, ValueError):
        said = f"what {urlsplit(api_url).netloc} answers is not Discord's; correct DISCORD_API_URL"
        found.append(Told(NAME, "wrong", said))
    return found


async def _get(session: aiohttp.ClientSession, url: str) -> Any:
    """Give what stands at an address. Raises _NoAnswer with what to do, ValueError for what is no JSON."""
    try:
        async with session.get(url, allow_redirects=False) as answer:
            if answer.status == OK:
                return await answer.json(content_type=None)
            _refused(answer.status, answer.headers.get("Retry-After", ""))
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        where = urlsplit(url).netloc
        said = f"{where} does not answer ({type(error).__name__}); look at the network, a firewall, and DISCORD_API_URL"
        raise _NoAnswer(Told(NAME, "wrong", said)) from None


def _refused(status: int, wait: str) -> NoReturn:
    if status == UNAUTHORIZED:
        raise _NoAnswer(Told(NAME, "wrong", NOT_ACCEPTED))
    if status == TOO_MANY:
        after = f" in {wait} s" if wait else " in some minutes"
        raise _NoAnswer(Told(NAME, "odd", f"asks for patience; look again{after}"))
    if status >= BROKEN:
        raise _NoAnswer(Told(NAME, "odd", f"answers {status}; look at discordstatus.com, and again later"))
    raise _NoAnswer(Told(NAME, "wrong", f"answers {status}; correct DISCORD_API_URL"))


def _application(told: Json) -> list[Told]:
    """Say who the bot is, and what in the developer portal keeps commands away from it or gives it too much."""
    found = [Told(NAME, "well", f"the application is {told['name']} ({told['id']})")]
    if told.get("interactions_endpoint_url"):
        said = "interactions are sent to an address and not here; in the portal, empty Interactions Endpoint URL"
        found.append(Told("interactions", "wrong", said))
    if not told.get("bot_public", True):
        found.append(Told("install", "odd", "only its owner can add it; in the portal, under Bot, turn Public Bot on"))
    held = [name for name, bits in INTENTS.items() if int(told.get("flags") or 0) & bits]
    if held:
        said = f"may see more than it needs ({', '.join(held)}); in the portal, under Bot, turn privileged intents off"
        return [*found, Told("intents", "odd", said)]
    return [*found, Told("intents", "well", "no privileged ones, as it needs none")]


def _commands(shown: list[Json], made: list[Json]) -> Told:
    """Compare the commands Discord shows with those declared."""
    there, ours = ({(each.get("type", 1), each["name"]): _ours(each) for each in side} for side in (shown, made))
    if there == ours:
        return Told("commands", "well", f"{len(ours)} of them, as declared")
    other = sorted(key[1] for key in there.keys() | ours.keys() if there.get(key) != ours.get(key))
    more = f" and {len(other) - SHOWN} more" if len(other) > SHOWN else ""
    some = ", ".join(other[:SHOWN]) + more
    said = f"not as declared ({some}); start the bot, and if that leaves them so: {RETELL}"
    return Told("commands", "odd", said)


def _ours(told: Any) -> Any:
    """Give what of a command is compared: nothing that only says that nothing is said."""
    if isinstance(told, dict):
        found = {name: _field(name, value) for name, value in told.items() if name in COMPARED}
        return {name: value for name, value in found.items() if value not in NOTHING}
    return [_ours(each) for each in told] if isinstance(told, list) else told


def _field(name: str, value: Any) -> Any:
    if name in UNORDERED:
        return sorted(value or ())
    if name in AS_TEXT:
        return None if value is None else str(value)
    return value if name.endswith("_localizations") else _ours(value)


def _gateway(told: Json, shards: int | None) -> list[Told]:
    """Say how many sessions may still begin, and whether there are as many shards as Discord advises."""
    limit, advised = told["session_start_limit"], int(told["shards"])
    left, total = int(limit["remaining"]), int(limit["total"])
    minutes = int(limit.get("reset_after", 0)) / 60_000
    said = f"{left} of {total} sessions may begin today"
    if left < FEW:
        said += f", more in {minutes:.0f} min; something starts it again and again: see the log"
    found = [Told("gateway", "wrong" if not left else "odd" if left < FEW else "well", said)]
    if shards is not None and shards < advised:
        said = f"DISCORD_SHARDS is of {shards}, Discord advises {advised}; raise it, or leave it empty"
        return [*found, Told("shards", "odd", said)]
    return [*found, Told("shards", "well", f"{shards or advised}; Discord advises {advised}")]


def told(commands: Commands, language: str) -> list[Json]:
    """Give the commands as Discord is told them."""
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # no voice here, so nothing is missing
    client = discord.Client(intents=discord.Intents(guilds=True))
    tree = app_commands.CommandTree(client, allowed_contexts=CONTEXTS, allowed_installs=INSTALLS)
    texts = languages.texts(language)
    for each in declared(Unasked(), commands, texts):
        tree.add_command(each)
    return payload(commands, tree, texts)


class Unasked:
    """Stands where commands are described and not answered."""

    async def ask(self, interaction: Interaction) -> None:
        """Raise LookupError: nobody asks the doctor."""
        raise LookupError(interaction.id)

    async def take(self, interaction: Interaction, command: Command, message: discord.Message) -> None:
        """Raise LookupError, as `ask`."""
        raise LookupError(interaction.id, command.name, message.id)

    async def suggest(self, interaction: Interaction, command: Command, option: Option, typed: str) -> list[Choice]:
        """Raise LookupError, as `ask`."""
        raise LookupError(interaction.id, command.name, option.name, typed)
