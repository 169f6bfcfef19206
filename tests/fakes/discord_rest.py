"""Discord's REST interface as a server of ours: who we are, commands, and the ways an interaction is answered."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.fakes import discord_checks
from tests.fakes.discord_checks import EPHEMERAL, RefusedError
from tests.fakes.discord_gateway import APPLICATION, BOT_USER, CHANNEL

HOOK = "/webhooks/{webhook_id}/{webhook_token}"
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
ORIGINAL = f"{HOOK}/messages/@original"
COMMANDS = "/applications/{application_id}/commands"
POSTS = "/channels/{channel_id}/messages"
POST = f"{POSTS}/{{message_id}}"
ALONE = "/users/@me/channels"
PINS = f"{POSTS}/pins/{{message_id}}"
MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, COMPLETIONS, MODAL = 4, 5, 6, 7, 8, 9
SUBMITTED = 5
RESET = 0
ME = {"id": APPLICATION, "name": "Division Bell", "icon": None, "description": "", "bot_public": True,
      "bot_require_code_grant": False, "owner": BOT_USER, "verify_key": "00", "flags": 0}  # fmt: skip


@dataclass(frozen=True)
class Call:
    """One request as it arrived; `at` is a monotonic time in seconds."""

    method: str
    path: str
    body: Any
    files: dict[str, bytes]
    at: float

    @property
    def message(self) -> dict[str, Any]:
        """The message it carries: a callback wraps it."""
        found: dict[str, Any] = self.body.get("data", {}) if self.path == CALLBACK else self.body
        return found

    @property
    def ephemeral(self) -> bool:
        return bool((self.message.get("flags") or 0) & EPHEMERAL)

    @property
    def text(self) -> str:
        """All its text, a display a paragraph."""
        parts = discord_checks.walk(self.message.get("components", []))
        return "\n".join(part["content"] for _, part in parts if part["type"] == discord_checks.TEXT)

    @property
    def buttons(self) -> dict[str, str]:
        """Its buttons: ids (or addresses) by label."""
        parts = [part for _, part in discord_checks.walk(self.message.get("components", []))]
        return {part["label"]: part.get("custom_id") or part["url"] for part in parts if part["type"] == 2}

    @property
    def choices(self) -> dict[str, str]:
        """The choices of its lists: values by label."""
        parts = [part for _, part in discord_checks.walk(self.message.get("components", []))]
        lists = [part["options"] for part in parts if part["type"] == discord_checks.SELECT]
        return {option["label"]: option["value"] for options in lists for option in options}

    @property
    def fields(self) -> dict[str, dict[str, Any]]:
        """The fields of the form it opens, by the ids of what is typed into them."""
        return {field["component"]["custom_id"]: field for field in self.message["components"]}


@dataclass
class Exchange:
    """An interaction and what came back for it."""

    id: str
    token: str
    kind: int
    source: dict[str, Any] | None = None
    acknowledged: int | None = None
    message: dict[str, Any] | None = None
    modal: dict[str, Any] | None = None
    expired: bool = False
    completes: int = 0
    calls: asyncio.Queue[Call] = field(default_factory=asyncio.Queue)

    async def next_call(self) -> Call:
        """Wait for the next request that answers this interaction."""
        async with asyncio.timeout(10):
            return await self.calls.get()


@dataclass(frozen=True)
class Fault:
    """What goes wrong once: an error with a body and headers, or a connection that breaks off.

    `after` says that the request was heard and done, so that only its answer is lost.
    """

    status: int = 500
    body: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    reset: bool = False
    after: bool = False


def too_many(seconds: float) -> Fault:
    return Fault(
        429, {"message": "You are being rate limited.", "retry_after": seconds, "global": False}, {"Via": "1.1"}
    )


def no(status: int, code: int, text: str = "No.", **errors: Any) -> Fault:
    """Discord's no, with its code; `errors` as in the body of 50035."""
    return Fault(status, {"message": text, "code": code, **({"errors": errors} if errors else {})})


Give = Callable[[web.Request, Call], Any]
"""What a route answers."""


class FakeRest:
    """The interface of a fake Discord; `refusals` is what a client got wrong."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.gateway_url = ""
        self.shards = 1
        self.starts = 1000
        self.commands: list[dict[str, Any]] = []
        self.calls: list[Call] = []
        self.refusals: list[str] = []
        self.exchanges: dict[str, Exchange] = {}
        self.messages: dict[str, dict[str, Any]] = {}
        self.pins: list[str] = []
        self.alone: dict[str, str] = {}
        self.posts: asyncio.Queue[str] = asyncio.Queue()
        self.headers: dict[str, dict[str, str]] = {}
        self.faults: dict[str, deque[Fault]] = defaultdict(deque)
        self.uploads: dict[str, tuple[int, bytes]] = {}
        self._nonces: dict[tuple[str, str], dict[str, Any]] = {}
        self._ids = itertools.count(1000)
        self._synced = asyncio.Event()
        self._changed = asyncio.Condition()

    def routes(self) -> list[web.RouteDef]:
        """All routes, each behind the checks every request goes through."""
        found: list[tuple[str, str, Give]] = [
            ("GET", "/users/@me", lambda *_: BOT_USER),
            ("GET", "/applications/@me", lambda *_: ME),
            ("GET", "/oauth2/applications/@me", lambda *_: ME),
            ("GET", "/gateway/bot", lambda *_: self._gateway()),
            ("GET", COMMANDS, lambda *_: self.commands),
            ("PUT", COMMANDS, lambda _, call: self._sync(call)),
            ("POST", CALLBACK, self._acknowledge),
            ("GET", ORIGINAL, lambda request, _: self._known(request).message),
            ("PATCH", ORIGINAL, self._edit),
            ("POST", HOOK, self._follow),
            ("POST", ALONE, lambda _, call: self._alone(call)),
            ("POST", POSTS, self._post),
            ("PATCH", POST, self._revise),
            ("PUT", PINS, self._pin),
        ]
        api = [web.route(method, f"/api/v10{path}", self._guarded(method, path, give)) for method, path, give in found]
        return [*api, web.get("/attachments/{id}", self._download)]

    async def _download(self, request: web.Request) -> web.Response:
        status, content = self.uploads[request.match_info["id"]]
        if status == RESET and request.transport is not None:
            request.transport.abort()
        return web.Response(body=content, status=status)

    def new_id(self) -> str:
        return str(next(self._ids))

    async def synced(self) -> None:
        """Wait until the commands were told."""
        async with asyncio.timeout(10):
            await self._synced.wait()

    async def asked(self, path: str, times: int) -> None:
        """Wait until a route was asked so many times, failures by `Fault` before the request was heard not counted."""
        async with asyncio.timeout(10), self._changed:
            await self._changed.wait_for(lambda: sum(call.path == path for call in self.calls) >= times)

    def _guarded(self, method: str, path: str, give: Give) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def handle(request: web.Request) -> web.StreamResponse:
            fault = self.faults[path].popleft() if self.faults[path] else None
            if fault is not None and not fault.after:
                return failed(request, fault)
            by_hook = path.startswith(("/interactions", "/webhooks"))
            if not by_hook and request.headers.get("Authorization") != f"Bot {self.token}":
                return answer({"message": "401: Unauthorized", "code": 0}, 401)
            body, files = await read(request)
            call = Call(method, path, body, files, time.monotonic())
            self.calls.append(call)
            async with self._changed:
                self._changed.notify_all()
            try:
                given = give(request, call)
                headers = self.headers.get(request.match_info.get("channel_id", ""))
                if fault is not None:
                    return failed(request, fault)
                return web.Response(status=204) if given is None else answer(given, headers=headers)
            except RefusedError as error:
                self.refusals.append(f"{method} {path} {error}")
                return answer({"message": f"Invalid Form Body: {error}", "code": 50035}, 400)
            except LookupError as error:
                status, code, text = error.args
                return answer({"message": text, "code": code}, status)

        return handle

    def _gateway(self) -> dict[str, Any]:
        limits = {"total": 1000, "remaining": self.starts, "reset_after": 0, "max_concurrency": 1}
        return {"url": self.gateway_url, "shards": self.shards, "session_start_limit": limits}

    def _sync(self, call: Call) -> list[dict[str, Any]]:
        discord_checks.check_commands(call.body)
        given = {"application_id": APPLICATION, "version": "1"}
        self.commands = [{**command, **given, "id": self.new_id()} for command in call.body]
        self._synced.set()
        return self.commands

    def _known(self, request: web.Request, *, answered: bool = True) -> Exchange:
        token = request.match_info.get("interaction_token") or request.match_info.get("webhook_token")
        exchange = self.exchanges.get(token or "")
        if exchange is None or exchange.expired:
            raise LookupError(404, 10062 if not answered else 10015, "Unknown interaction")
        return exchange

    def _acknowledge(self, request: web.Request, call: Call) -> dict[str, Any] | None:
        exchange = self._known(request, answered=False)
        if exchange.acknowledged is not None:
            raise LookupError(400, 40060, "Interaction has already been acknowledged.")
        kind = call.body["type"]
        data = call.body.get("data") or {}
        if kind == COMPLETIONS:
            discord_checks.check_choices("autocomplete", data["choices"], exchange.completes)
        elif kind in (MESSAGE, UPDATE):
            exchange.message = self._message(call, exchange.source if kind == UPDATE else None)
        elif kind == DEFERRED:
            flags = (data.get("flags") or 0) & EPHEMERAL
            exchange.message = self._kept({"components": [], "flags": flags | 1 << 7}, None)
        elif kind == DEFERRED_UPDATE:
            exchange.message = exchange.source
        elif kind == MODAL:
            discord_checks.refuse("modal", "a form cannot follow a form", when=exchange.kind == SUBMITTED)
            discord_checks.check_modal(data)
            exchange.modal = data
        exchange.acknowledged = kind
        exchange.calls.put_nowait(call)
        return callback_answer(exchange, kind) if request.query.get("with_response") == "1" else None

    def _edit(self, request: web.Request, call: Call) -> dict[str, Any]:
        exchange = self._known(request)
        if exchange.message is None:
            raise LookupError(404, 10008, "Unknown Message")
        exchange.message = self._message(call, exchange.message)
        exchange.calls.put_nowait(call)
        return exchange.message

    def _follow(self, request: web.Request, call: Call) -> dict[str, Any]:
        exchange = self._known(request)
        if exchange.acknowledged is None:
            raise LookupError(404, 10015, "Unknown Webhook")
        message = self._message(call)
        exchange.calls.put_nowait(call)
        return message

    def _post(self, request: web.Request, call: Call) -> dict[str, Any]:
        """A message in a channel; with `enforce_nonce` the same one again is the one that stands there."""
        key = request.match_info["channel_id"], str(call.body.get("nonce"))
        discord_checks.check_nonce(call.body)
        answers = (call.body.get("message_reference") or {}).get("message_id")
        if answers is not None and str(answers) not in self.messages:
            raise RefusedError(f"message_reference: unknown message {answers}")
        if call.body.get("enforce_nonce") and key in self._nonces:
            return self._nonces[key]
        self._nonces[key] = self._message(call)
        self._nonces[key]["channel_id"] = key[0]
        self.posts.put_nowait(key[0])
        return self._nonces[key]

    def _alone(self, call: Call) -> dict[str, Any]:
        """The channel in which somebody is alone with the bot: always the same for the same person."""
        person = str(call.body["recipient_id"])
        channel = f"{900_000 + int(person)}"
        self.alone[channel] = person
        return {"id": channel, "type": 1, "last_message_id": None, "recipients": [
            {"id": person, "username": "somebody", "discriminator": "0", "avatar": None, "global_name": None}
        ]}  # fmt: skip

    def _revise(self, request: web.Request, call: Call) -> dict[str, Any]:
        before = self.messages.get(request.match_info["message_id"])
        if before is None:
            raise LookupError(404, 10008, "Unknown Message")
        return self._message(call, before)

    def _pin(self, request: web.Request, _call: Call) -> dict[str, Any]:
        self.pins.append(request.match_info["message_id"])
        return {}

    def _message(self, call: Call, before: dict[str, Any] | None = None) -> dict[str, Any]:
        discord_checks.check_message(call.message, call.files, edits=before is not None)
        return self._kept(call.message, before)

    def _kept(self, body: dict[str, Any], before: dict[str, Any] | None) -> dict[str, Any]:
        """Keep a message as Discord gives it back: uploaded files have addresses, an edit keeps what is not said."""
        attached = [
            {"id": self.new_id(), "filename": each["filename"], "description": each.get("description"), "size": 1,
             "url": f"https://cdn.example/{each['filename']}", "proxy_url": f"https://cdn.example/{each['filename']}"}
            for each in body.get("attachments") or ()
        ]  # fmt: skip
        old = before or {"id": self.new_id(), "flags": 0, "attachments": []}
        message = {
            "id": old["id"], "channel_id": CHANNEL, "author": BOT_USER, "content": "", "tts": False, "type": 20,
            "timestamp": "2021-03-04T12:00:00+00:00", "edited_timestamp": None, "mention_everyone": False,
            "mentions": [], "mention_roles": [], "embeds": [], "pinned": False,
            "attachments": old["attachments"] if body.get("attachments") is None else attached,
            "components": resolved(body["components"]), "flags": (body.get("flags") or 0) | old["flags"] & EPHEMERAL,
            "application_id": APPLICATION,
        }  # fmt: skip
        self.messages[message["id"]] = message
        return message


def callback_answer(exchange: Exchange, kind: int) -> dict[str, Any]:
    told: dict[str, Any] = {"id": exchange.id, "type": exchange.kind}
    if exchange.message is None:
        return {"interaction": told}
    told |= {
        "response_message_id": exchange.message["id"],
        "response_message_loading": kind == DEFERRED,
        "response_message_ephemeral": bool(exchange.message["flags"] & EPHEMERAL),
    }
    return {"interaction": told, "resource": {"type": kind, "message": exchange.message}}


def resolved(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    copied: list[dict[str, Any]] = json.loads(json.dumps(components))
    for number, (_, part) in enumerate(discord_checks.walk(copied), 1):
        part["id"] = number
        for item in part.get("items", []):
            name = item["media"]["url"].removeprefix("attachment://")
            item["media"] = {"url": f"https://cdn.example/{name}", "proxy_url": f"https://cdn.example/{name}",
                             "width": 1, "height": 1, "content_type": "image/png", "loading_state": 2}  # fmt: skip
    return copied


async def read(request: web.Request) -> tuple[Any, dict[str, bytes]]:
    if not request.content_type.startswith("multipart/"):
        text = await request.text()
        return (json.loads(text) if text else None), {}
    form = await request.post()
    files = {each.filename: each.file.read() for each in form.values() if isinstance(each, web.FileField)}
    return json.loads(str(form["payload_json"])), files


def failed(request: web.Request, fault: Fault) -> web.Response:
    if fault.reset and request.transport is not None:
        request.transport.abort()
    return answer(fault.body, fault.status, fault.headers)


def answer(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """Content-Type is exactly application/json: with a charset discord.py would hand back a string."""
    return web.Response(body=json.dumps(body).encode(), status=status, headers=headers, content_type="application/json")
