"""A Discord of our own on 127.0.0.1: the real client runs against it, and people type, complete and press.

As a program, `python -m tests.fakes.discord --port 8082` reads lines such as `/senate` and prints the answers of the
bot that is connected to it. `[Label]` presses a button of the last answer, or chooses from its list; where that opened
a form, the next line fills it in (`by: Ann | words: so it is`). `> Label` chooses a command on the last answer.
"""

from __future__ import annotations

import argparse
import asyncio
import secrets
import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.fakes import discord_checks
from tests.fakes.discord_gateway import (
    APPLICATION,
    CHANNEL,
    GUILD,
    IDENTIFY,
    SEND,
    SEND_IN_THREADS,
    VIEW,
    FakeGateway,
)
from tests.fakes.discord_rest import DEFERRED, DEFERRED_UPDATE, MODAL, Call, Exchange, FakeRest, Fault

STRANGE = "44"
"""A server the bot is no member of."""

THREAD = "55"
PERSON: dict[str, Any] = {"id": "7", "username": "ann", "discriminator": "0", "avatar": None, "global_name": "Ann"}
TYPES = {bool: 5, int: 4, str: 3}
READ: dict[int, Callable[[str], str | int]] = {4: int, 5: lambda text: text == "yes"}


@dataclass(frozen=True)
class Where:
    """Where somebody is, and in which language their client speaks: 0 a server, 1 the bot's DM, 2 others' DM.

    `held` is what they may do there, `granted` what the bot may; `guild` a server it need not be a member of. `person`
    is who it is.
    """

    context: int = 0
    locale: str = "en-GB"
    held: int = 0
    granted: int = VIEW | SEND | SEND_IN_THREADS
    guild: str = GUILD
    thread: bool = False
    person: str = "7"

    def event(self) -> dict[str, Any]:
        """What an interaction from there says of the place and the person."""
        person = {**PERSON, "id": self.person}
        place = THREAD if self.thread else CHANNEL
        channel: dict[str, Any] = {"id": place, "type": (11 if self.thread else 0) if self.context == 0 else 1}
        owners = {"0": self.guild} if self.context == 0 and self.guild == GUILD else {"1": self.person}
        told = {"channel_id": place, "channel": channel, "locale": self.locale, "context": self.context,
                "app_permissions": str(self.granted), "authorizing_integration_owners": owners}  # fmt: skip
        if self.context != 0:
            channel["recipients"] = [person]
            return {**told, "user": person}
        channel |= {"name": "chamber", "position": 0, "permission_overwrites": []}
        if self.thread:
            channel |= {"guild_id": self.guild, "parent_id": CHANNEL, "owner_id": "7", "message_count": 1,
                        "member_count": 1, "rate_limit_per_user": 0, "thread_metadata": {
                            "archived": False, "auto_archive_duration": 60, "locked": False,
                            "archive_timestamp": "2021-03-03T00:00:00+00:00"}}  # fmt: skip
        member = {"user": person, "roles": [], "flags": 0, "joined_at": "2021-03-03T00:00:00+00:00", "deaf": False,
                  "mute": False, "permissions": str(self.held)}  # fmt: skip
        guild = {"id": self.guild, "locale": "en-US", "features": []}
        return {**told, "guild_id": self.guild, "guild": guild, "member": member}


HERE = Where()


@dataclass(frozen=True)
class File:
    """A file somebody sends along; `status` answers who fetches it (0: nobody does), `said` is its size as told."""

    name: str
    content: bytes
    status: int = 200
    said: int | None = None


class FakeDiscord:
    """REST and gateway together; use as an asynchronous context."""

    def __init__(self, token: str = "test-token", *, compressed: bool = True, shards: int = 1) -> None:  # noqa: S107  # no secret
        self.rest = FakeRest(token)
        self.gateway = FakeGateway(token, compressed=compressed, shards=shards)
        self.rest.shards = shards
        self._runner: web.AppRunner | None = None
        self.port = 0

    async def __aenter__(self) -> Self:
        await self.start(0)
        return self

    async def __aexit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self, port: int) -> None:
        app = web.Application()
        app.add_routes([*self.rest.routes(), web.get("/", self.gateway.connect)])
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.gateway.url = self.rest.gateway_url = self.gateway_url

    async def stop(self) -> None:
        await self.gateway.stop()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/v10"

    @property
    def gateway_url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/"

    @property
    def commands(self) -> dict[str, dict[str, Any]]:
        return {command["name"]: command for command in self.rest.commands}

    def fail(self, path: str, fault: Fault) -> None:
        """Let the next request of a route fail."""
        self.rest.faults[path].append(fault)

    async def connected(self, times: int = 1) -> None:
        """Wait until clients have identified so many times."""
        await self.gateway.heard(IDENTIFY, times)

    async def slash(
        self, name: str, where: Where = HERE, sent: File | None = None, /, **options: str | float
    ) -> Exchange:
        """Type a slash command, as the client's form would let one."""
        declared = {each["name"]: each for each in self.commands.get(name, {}).get("options", [])}
        rows = [
            {"name": key, "type": declared[key]["type"] if declared else TYPES[type(value)], "value": value}
            for key, value in options.items()
        ]
        for row in rows:
            check_form(declared.get(str(row["name"]), {}), row["value"])
        data: dict[str, Any] = {"id": "9", "name": name, "type": 1, "options": rows}
        if sent is not None:
            discord_checks.refuse("file", "not taken", when=declared.get("file", {}).get("type") != 11)
            file = self._uploaded(sent)
            rows.append({"name": "file", "type": 11, "value": file["id"]})
            data["resolved"] = {"attachments": {file["id"]: file}}
        return await self._interact(2, data, where)

    async def choose_on(self, label: str, message: dict[str, Any], where: Where = HERE) -> Exchange:
        """Choose a command on a message."""
        data = {"id": "9", "name": label, "type": 3, "target_id": message["id"],
                "resolved": {"messages": {message["id"]: message}}}  # fmt: skip
        return await self._interact(2, data, where)

    async def submit(
        self, opened: Exchange, where: Where = HERE, sent: File | None = None, /, **values: str
    ) -> Exchange:
        """Send in the form that an interaction opened, as it was filled and with these values in its fields."""
        if opened.modal is None:
            raise RuntimeError("there is no form to send in")
        fields = [sent_in(field["component"], values) for field in opened.modal["components"]]
        discord_checks.refuse("form", f"no such fields: {values}", when=bool(values))
        rows = [{"type": 18, "id": number, "component": field} for number, field in enumerate(fields, 1)]
        data: dict[str, Any] = {"custom_id": opened.modal["custom_id"], "components": rows}
        if sent is not None:
            file = self._uploaded(sent)
            next(field for field in fields if field["type"] == discord_checks.FILES)["values"].append(file["id"])
            data["resolved"] = {"attachments": {file["id"]: file}}
        return await self._interact(5, data, where, opened.source)

    async def joins(self, guild: dict[str, Any]) -> None:
        """Let a server take the bot in."""
        await self.gateway.dispatch("GUILD_CREATE", {key: guild[key] for key in guild if key != "unavailable"})

    async def leaves(self, guild: str = GUILD, *, outage: bool = False) -> None:
        """Let a server remove the bot; in an outage it is only away."""
        gone = {"id": guild, "unavailable": True} if outage else {"id": guild}
        await self.gateway.dispatch("GUILD_DELETE", gone)

    async def autocomplete(
        self, name: str, focused: str, typed: str, where: Where = HERE, /, **others: str
    ) -> Exchange:
        """Type into an option that is completed, beside others that hold something already."""
        option = next(each for each in self.commands[name]["options"] if each["name"] == focused)
        discord_checks.refuse(focused, "is not completed", when=not option.get("autocomplete"))
        rows: list[dict[str, Any]] = [{"name": each, "type": 3, "value": value} for each, value in others.items()]
        rows.append({"name": focused, "type": option["type"], "value": typed, "focused": True})
        exchange = await self._interact(4, {"id": "9", "name": name, "type": 1, "options": rows}, where)
        exchange.completes = option["type"]
        return exchange

    async def press(self, custom_id: str, message: dict[str, Any] | None, where: Where = HERE) -> Exchange:
        """Press a button of a message."""
        if message is None:
            raise RuntimeError("there is no message to press a button of")
        parts = [part for _, part in discord_checks.walk(message["components"])]
        if custom_id not in [part.get("custom_id") for part in parts]:
            raise RuntimeError(f"the message has no button {custom_id!r}")
        return await self._interact(3, {"custom_id": custom_id, "component_type": 2}, where, message)

    async def choose(self, value: str, message: dict[str, Any] | None, where: Where = HERE) -> Exchange:
        """Choose from a list of a message."""
        parts = [part for _, part in discord_checks.walk((message or {"components": []})["components"])]
        lists = [part for part in parts if part["type"] == discord_checks.SELECT]
        found = next(part for part in lists if value in [option["value"] for option in part["options"]])
        data = {"custom_id": found["custom_id"], "component_type": 3, "values": [value]}
        return await self._interact(3, data, where, message)

    def _uploaded(self, sent: File) -> dict[str, Any]:
        id_ = self.rest.new_id()
        self.rest.uploads[id_] = (sent.status, sent.content)
        url = f"http://127.0.0.1:{self.port}/attachments/{id_}"
        size = len(sent.content) if sent.said is None else sent.said
        return {"id": id_, "filename": sent.name, "size": size, "url": url, "proxy_url": url,
                "content_type": "text/plain", "ephemeral": True}  # fmt: skip

    async def _interact(
        self, kind: int, data: dict[str, Any], where: Where, message: dict[str, Any] | None = None
    ) -> Exchange:
        exchange = Exchange(self.rest.new_id(), secrets.token_hex(16), kind, message)
        self.rest.exchanges[exchange.token] = exchange
        event: dict[str, Any] = {
            "id": exchange.id, "application_id": APPLICATION, "token": exchange.token, "version": 1, "type": kind,
            "data": data, "attachment_size_limit": 0, "entitlements": [], **where.event(),
        }  # fmt: skip
        if message is not None:
            event["message"] = message
        await self.gateway.dispatch("INTERACTION_CREATE", event)
        return exchange


def check_form(option: dict[str, Any], value: object) -> None:
    """Refuse what the client's form would not let anybody send."""
    values = [choice["value"] for choice in option.get("choices") or ()]
    discord_checks.refuse(str(value), "is no choice", when=bool(values) and value not in values)
    if isinstance(value, int) and not isinstance(value, bool):
        fits = option.get("min_value", value) <= value <= option.get("max_value", value)
        discord_checks.refuse(str(value), "is out of range", when=not fits)


def sent_in(part: dict[str, Any], values: dict[str, str]) -> dict[str, Any]:
    """What a field of a form holds when it is sent in: what is typed (taken from `values`), else what stood there."""
    custom_id = part["custom_id"]
    if part["type"] == discord_checks.FILES:
        return {"type": 19, "custom_id": custom_id, "values": []}
    if part["type"] == discord_checks.SELECT:
        standing = next((option["value"] for option in part["options"] if option.get("default")), None)
        value = values.pop(custom_id, standing)
        known = [option["value"] for option in part["options"]]
        discord_checks.refuse(custom_id, f"{value} is no choice", when=value not in (None, *known))
        discord_checks.refuse(custom_id, "needed", when=value is None and part.get("required", True))
        return {"type": 3, "custom_id": custom_id, "values": [] if value is None else [value]}
    text = values.pop(custom_id, part.get("value") or "")
    discord_checks.refuse(custom_id, "needed", when=not text and part.get("required", True))
    discord_checks.refuse(custom_id, "too long", when=len(text) > part.get("max_length", 4000))
    return {"type": 4, "custom_id": custom_id, "value": text}


def filled(command: dict[str, Any], words: list[str]) -> dict[str, str | int]:
    """The form a person would fill in for such words: `name:value`, and all others into the first option."""
    options = {option["name"]: option["type"] for option in command.get("options", [])}
    named = dict(word.split(":", 1) for word in words if word.partition(":")[0] in options)
    bare = " ".join(word for word in words if word.partition(":")[0] not in options)
    form = {**({next(iter(options)): bare} if bare and options else {}), **named}
    return {key: READ.get(options[key], str)(value) for key, value in form.items()}


def written(call: Call) -> str:
    """An answer as text: what is in it, its files, buttons and choices; or the fields of the form it opens."""
    if call.body.get("type") == MODAL:
        fields = [f"{name}: {field['label']} ({field.get('description', '')})" for name, field in call.fields.items()]
        return "\n".join([f"form: {call.message['title']}", *fields])
    files = [f"[{name}, {len(content)} bytes]" for name, content in call.files.items()]
    targets = {**call.buttons, **call.choices}
    return "\n".join([call.text, *files, *(f"[{label}] {target}" for label, target in targets.items())])


async def typed(fake: FakeDiscord, line: str, last: Exchange | None) -> Exchange:
    """Do what a line says: a command, a press, a form filled in, a command on the last answer."""
    if last is not None and last.modal is not None and not line.startswith("/"):
        pairs = [part.partition(":") for part in line.split("|")]
        return await fake.submit(last, **{name.strip(): value.strip() for name, _, value in pairs})
    message = last.message if last is not None else None
    if message is not None and line.startswith(">"):
        return await fake.choose_on(line.removeprefix(">").strip(), message)
    if message is not None and line.startswith("["):
        return await pressed(fake, line.strip("[]"), message)
    name, *words = line.removeprefix("/").split() or ["help"]
    return await fake.slash(name, **filled(fake.commands.get(name, {}), words))


async def pressed(fake: FakeDiscord, label: str, message: dict[str, Any]) -> Exchange:
    """Press the button of a message that has a label, or choose what has it in a list."""
    for _, part in discord_checks.walk(message["components"]):
        if part.get("label") == label:
            return await fake.press(part["custom_id"], message)
        chosen = [option["value"] for option in part.get("options", ()) if option["label"] == label]
        if chosen:
            return await fake.choose(chosen[0], message)
    raise RuntimeError(f"the last answer has no [{label}]")


async def main(port: int, token: str) -> None:
    fake = FakeDiscord(token)
    await fake.start(port)
    out = sys.stdout.write
    out(f"DISCORD_TOKEN={token} DISCORD_API_URL={fake.api_url} DISCORD_GATEWAY_URL={fake.gateway_url}\n")
    last: Exchange | None = None
    try:
        while line := await asyncio.to_thread(sys.stdin.readline):
            await fake.connected()
            last = await typed(fake, line.strip(), last)
            call = await last.next_call()
            if call.body.get("type") in (DEFERRED, DEFERRED_UPDATE):
                call = await last.next_call()
            out(f"{written(call)}\n")
            out("".join(f"refused: {each}\n" for each in fake.rest.refusals))
    finally:
        await fake.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8082)
    parser.add_argument("--token", default="test-token")
    arguments = parser.parse_args()
    asyncio.run(main(arguments.port, arguments.token))
