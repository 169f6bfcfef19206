"""Our own Telegram: a Bot API server on the loopback that speaks the wire and checks what it is sent.

As a program (`python -m tests.fakes.telegram --port 8081`) it takes any token, prints every call, and each line typed
is a message of one person.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Self

import click
from aiohttp import web

from tests.fakes import telegram_spec
from tests.fakes.telegram_around import AROUND, Around
from tests.fakes.telegram_chats import ANN, PRIVATE, VERBS, Json
from tests.fakes.telegram_webhook import bring
from tests.fakes.telegram_wire import Body, Refused, bad, body, check_keyboard, parsed, units

TOKEN = "42:a-token_of-the-tests"  # noqa: S105  # this server is the only one that takes it
KINDS = {"message", "edited_message", "channel_post", "edited_channel_post", "callback_query", "inline_query"}
KINDS |= {"chosen_inline_result", "my_chat_member", "chat_member", "poll", "message_reaction"}

PATIENCE = 20.0
"""Seconds a test waits for a call that does not come."""


@dataclass(frozen=True)
class Call:
    """A request as it was answered; `text` is what people read, after the entities are parsed."""

    method: str
    params: Json
    files: dict[str, bytes]
    text: str = ""
    entities: tuple[Json, ...] = ()
    status: int = 200
    result: Any = None

    @property
    def buttons(self) -> list[Json]:
        rows = (self.params.get("reply_markup") or {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]


@dataclass(frozen=True)
class Fault:
    """What happens instead of an answer: a refusal (`code` set), or nothing, or the description as it stands."""

    kind: str
    code: int = 0
    description: str = ""
    parameters: dict[str, int] | None = None


def flood(seconds: int) -> Fault:
    return Fault("refuse", 429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def refuse(code: int, description: str) -> Fault:
    return Fault("refuse", code, description)


RESET, SILENCE = Fault("reset"), Fault("silence")
GARBAGE = Fault("garbage", description='{"ok": tru')
NONSENSE = Fault("garbage", description='{"ok": true}')


@dataclass
class Fake(Around):
    """The server's whole state; use as `async with Fake() as fake` and point `api_url` at `fake.url`."""

    token: str | None = TOKEN
    calls: list[Call] = field(default_factory=list)
    confirmed: list[int] = field(default_factory=list)
    url: str = ""
    on_call: Callable[[Call], None] | None = None
    port: int = 0

    def __post_init__(self) -> None:
        super().__init__()
        self._updates: list[Json] = []
        self._faults: list[tuple[str, int | None, Fault]] = []
        self._seen: dict[str, int] = {}
        self._changed = asyncio.Condition()
        self._closing = False
        self._poller = 0

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=50 << 20)
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        app.router.add_get("/file/bot{token}/{path:.+}", self._hand_out)
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.url = f"http://{_address(self._runner)}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing = True
        await self._tell()
        await self._runner.cleanup()

    # What tests do.

    def fault(self, method: str, *faults: Fault, chat: int | None = None) -> None:
        """Have the next requests of a method (to a chat) go wrong, in this order."""
        self._faults += [(method.lower(), chat, fault) for fault in faults]

    async def put(self, update: Json) -> int:
        """Queue an update, numbered; give its number."""
        number = next(self.numbers)
        self._updates.append({"update_id": number, **update})
        await self._tell()
        return number

    async def say(self, text: str, chat: Json = PRIVATE, user: Json = ANN, **fields: Any) -> int:
        """Have somebody write in a chat; give the update's number."""
        self.chats[chat["id"]] = chat
        message = {"message_id": next(self.numbers), "date": 1, "chat": chat, "from": user, "text": text, **fields}
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
        self.messages[chat["id"], message["message_id"]] = message
        return await self.put({"message": message})

    async def press(self, message_id: int, data: str, chat: Json = PRIVATE, user: Json = ANN, **fields: Any) -> str:
        """Press a button under a message; give the id of the query."""
        query = str(next(self.numbers))
        self.queries[query] = False
        message = self.messages.get((chat["id"], message_id)) or {"message_id": message_id, "chat": chat, "date": 0}
        press = {"id": query, "from": user, "chat_instance": "1", "data": data, "message": message, **fields}
        await self.put({"callback_query": {key: value for key, value in press.items() if value is not None}})
        return query

    async def next_call(self, method: str) -> Call:
        """Give the next call of a method nobody has asked for yet; wait for it."""
        async with asyncio.timeout(PATIENCE), self._changed:
            await self._changed.wait_for(lambda: len(self.of(method)) > self._seen.get(method, 0))
        self._seen[method] = self._seen.get(method, 0) + 1
        return self.of(method)[self._seen[method] - 1]

    async def until_calls(self, method: str, number: int) -> None:
        """Wait until a method was called so many times."""
        async with asyncio.timeout(PATIENCE), self._changed:
            await self._changed.wait_for(lambda: len(self.of(method)) >= number)

    async def until_confirmed(self, update: int) -> None:
        """Wait until an update is confirmed by an offset past it."""
        async with asyncio.timeout(PATIENCE), self._changed:
            await self._changed.wait_for(lambda: update in self.confirmed)

    async def bring(self) -> list[int]:
        """Bring what waits to the webhook, one after another; give the statuses. What is taken is confirmed."""
        statuses = []
        for update in list(self._updates):
            status, _ = await bring(self.hook["url"], json.dumps(update).encode(), self.secret)
            statuses.append(status)
            if status == 200:
                self._updates.remove(update)
                self.confirmed.append(update["update_id"])
        await self._tell()
        return statuses

    async def until_sent(self, beginning: str) -> Call:
        """Wait for a text or caption that begins like this, and was taken; give its call."""

        def found() -> list[Call]:
            return [call for call in self.calls if call.status == 200 and call.text.startswith(beginning)]

        async with asyncio.timeout(PATIENCE), self._changed:
            await self._changed.wait_for(lambda: bool(found()))
        return found()[0]

    async def until_polled(self) -> None:
        """Wait until somebody asks for updates."""
        async with asyncio.timeout(PATIENCE), self._changed:
            await self._changed.wait_for(lambda: self._poller > 0)

    async def intrude(self) -> None:
        """Poll as a second program would: whoever polls already is told of the conflict."""
        self._poller += 1
        await self._tell()

    def of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method.lower() == method.lower()]

    @property
    def waiting(self) -> list[int]:
        """The numbers of the updates that nobody has confirmed."""
        return [update["update_id"] for update in self._updates]

    @property
    def unanswered(self) -> list[str]:
        """The presses that nobody has answered."""
        return [query for query, answered in self.queries.items() if not answered]

    def faults_of_calls(self) -> list[str]:
        """Give what Telegram's own description does not allow in the recorded calls, where it is there."""
        if not telegram_spec.there():
            return []
        return [fault for call in self.calls for fault in telegram_spec.faults(call.method, call.params, call.files)]

    # What the wire does.

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if self.token is not None and request.match_info["token"] != self.token:
            return _answer(401, error="Unauthorized")
        if method.lower() not in {*VERBS, *AROUND, "getupdates"}:
            return _answer(404, error="Not Found")
        sent = Body()
        try:
            sent = await body(request)
            await self._misbehave(method, sent, request)
            checked = self._checked(method, sent)
            polled = method.lower() == "getupdates"
            result = await self._get_updates(sent) if polled else self._done(method.lower(), sent)
        except Refused as error:
            await self._record(Call(method, sent.params, sent.files, status=error.code))
            return _answer(error.code, error=error.description, parameters=error.parameters)
        await self._record(Call(method, sent.params, sent.files, *checked, result=result))
        return _answer(200, result)

    def _done(self, method: str, sent: Body) -> Any:
        return VERBS[method](self, sent) if method in VERBS else AROUND[method](self, sent)

    async def _misbehave(self, method: str, sent: Body, request: web.Request) -> None:
        fault = self._next_fault(method.lower(), sent.params.get("chat_id"))
        if fault is None:
            return
        if fault.kind == "refuse":
            raise Refused(fault.code, fault.description, fault.parameters)
        await self._record(Call(method, sent.params, sent.files, status=0))
        if fault.kind == "reset" and request.transport is not None:
            request.transport.abort()
        elif fault.kind == "silence":
            async with self._changed:
                await self._changed.wait_for(lambda: self._closing)
        raise web.HTTPOk(text=fault.description, content_type="application/json")

    def _next_fault(self, method: str, chat: int | None) -> Fault | None:
        for entry in self._faults:
            if entry[0] == method and entry[1] in (None, chat):
                self._faults.remove(entry)
                return entry[2]
        return None

    async def _record(self, call: Call) -> None:
        self.calls.append(call)
        if self.on_call is not None:
            self.on_call(call)
        await self._tell()

    def _checked(self, method: str, sent: Body) -> tuple[str, tuple[Json, ...]]:
        """Check what every message has in common; give its text as it is read, and its entities."""
        check_keyboard(sent.params.get("reply_markup"))
        source = sent.params.get("media") if method.lower() == "editmessagemedia" else sent.params
        source = source if isinstance(source, dict) else {}
        text, entities = parsed(str(source.get("text", source.get("caption", ""))), source.get("parse_mode"))
        if "text" in source and method.lower() != "answercallbackquery":
            if not text:
                raise bad("message text is empty")
            if units(text) > 4096:
                raise bad("message is too long")
        elif units(text) > 1024:
            raise bad("message caption is too long")
        return text, tuple(entities)

    async def _hand_out(self, request: web.Request) -> web.StreamResponse:
        """Give a document; one without content never ends."""
        path = request.match_info["path"]
        if request.match_info["token"] != self.token or path not in self.documents:
            return _answer(404, error="Not Found")
        content = self.documents[path]
        if content is not None:
            return web.Response(body=content)
        answer = web.StreamResponse()
        await answer.prepare(request)
        while not self._closing:
            await answer.write(bytes(1 << 16))
        return answer

    async def _get_updates(self, sent: Body) -> list[Json]:
        if self.hook["url"]:
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active")
        self._poller = mine = self._poller + 1
        await self._tell()
        offset, allowed = sent.params.get("offset", 0), sent.params.get("allowed_updates") or []
        gone = [update["update_id"] for update in self._updates if update["update_id"] < offset]
        self.confirmed += gone
        self._updates = [update for update in self._updates if update["update_id"] not in gone]
        if gone:
            await self._tell()

        unwanted = KINDS - set(allowed) if allowed else set()

        def found() -> list[Json]:
            return [each for each in self._updates if not unwanted & set(each)]

        with suppress(TimeoutError):
            async with asyncio.timeout(sent.params.get("timeout", 0)), self._changed:
                await self._changed.wait_for(lambda: bool(found()) or self._closing or self._poller != mine)
        if self._poller != mine:
            raise Refused(409, "Conflict: terminated by other getUpdates request; make sure that only one bot runs")
        return found()[: sent.params.get("limit", 100)]


def _address(runner: web.AppRunner) -> str:
    host, port = runner.addresses[0][:2]
    return f"{host}:{port}"


def _answer(
    code: int, result: Any = None, *, error: str = "", parameters: dict[str, int] | None = None
) -> web.Response:
    if not error:
        return web.json_response({"ok": True, "result": result})
    told = {"ok": False, "error_code": code, "description": error}
    return web.json_response(told | ({"parameters": parameters} if parameters else {}), status=code)


def _show(call: Call) -> None:
    if call.method.lower() != "getupdates":
        click.echo(f"{call.method} {call.status} {json.dumps(call.params, ensure_ascii=False)}")


async def _serve(port: int) -> None:
    async with Fake(token=None, port=port, on_call=_show) as fake:
        click.echo(f"TELEGRAM_TOKEN=1:test TELEGRAM_API_URL={fake.url}", err=True)
        while line := await asyncio.to_thread(sys.stdin.readline):
            await fake.say(line.strip())
        await asyncio.Event().wait()


@click.command()
@click.option("--port", default=8081, show_default=True, help="Port on 127.0.0.1.")
def main(port: int) -> None:
    """Serve as Telegram until interrupted; each line typed is a message."""
    asyncio.run(_serve(port))


if __name__ == "__main__":
    main()
