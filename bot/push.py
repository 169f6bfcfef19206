"""`POST /push`: dossiers from a program that shares a secret with us: signed, fresh, and each accepted once.

The signature is the HMAC-SHA256, in hexadecimal, of the timestamp (seconds since 1970, as in its header), a full stop
and the body, under PUSH_SECRET. A dossier pushed so takes the way of every other: the schema, the checks, the rule for
second editors, one transaction.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
import re
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime

from aiohttp import web

from bot.http import MAX_BODY
from bot.languages import Argument, texts
from data.desk import Desk
from data.dossier import load_text
from data.editing import Done, Newsroom, Outcome, Preview, Refused, Renewed, Waiting
from data.errors import DeskAway, DossierError, Fault, StoreError
from data.findings import Finding

log = logging.getLogger(__name__)

WINDOW = 300
"""Seconds by which a push may be older, or its clock ahead."""

EDITOR = "http:push"
"""As whom such pushes change the record."""

TIMESTAMP, SIGNATURE, REQUEST = "X-Bell-Timestamp", "X-Bell-Signature", "X-Bell-Request"

SEEN = "push/seen"
"""The key under which the desk keeps the signatures of the last minutes, so that a restart forgets none."""

AUDITED = 20
"""Refusals a minute that are written down; of more, only the log tells, or anybody could fill the disk."""

_SECONDS = re.compile(r"[0-9]{1,12}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def signed(secret: str, timestamp: str, body: bytes) -> str:
    """Give the signature of a body at a time."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


class _No(Exception):  # it is an answer, not an error
    """A push that is not taken: the HTTP status, and the text that says why."""

    def __init__(self, status: int, key: str, **arguments: Argument) -> None:
        super().__init__(key)
        self.status = status
        self.key = key
        self.arguments = arguments


class Push:
    """Accepts signed dossiers for a newsroom. `now` is for those who cannot wait five minutes."""

    def __init__(
        self, newsroom: Newsroom, secret: str, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._newsroom = newsroom
        self._desk = Desk(newsroom)
        self._secret = secret
        self._now = now
        self._refusals: deque[datetime] = deque(maxlen=AUDITED)
        self._say = texts("en")

    def routes(self) -> list[web.RouteDef]:
        """Give the route to serve."""
        return [web.post("/push", self.push)]

    async def push(self, request: web.Request) -> web.Response:
        """Publish the dossier in the body: 200 with the revision, 202 when it waits for a second editor.

        401 for a signature that is not ours or a time that is not now, 409 for a push that was here before, 413 for
        one that is too large, 422 with every fault and its place, 503 while nothing can be kept.
        """
        try:
            return await self._publish(*await self._admitted(request))
        except _No as no:
            return _answer(no.status, error=self._say(no.key, **no.arguments))
        except DossierError as error:
            return _answer(422, error=self._say("faults-title"), faults=[_fault(each) for each in error.faults])
        except DeskAway as error:
            log.warning("a push could not be kept: %s", error)
            return _answer(503, error=self._say("push-http-later"))
        except StoreError:
            log.exception("a push could not be kept")
            return _answer(503, error=self._say("push-http-later"))

    async def _admitted(self, request: web.Request) -> tuple[bytes, str]:
        """Give the body of a push that is ours, and the name by which it is done once. Raises _No."""
        try:
            body = await request.read()
        except web.HTTPRequestEntityTooLarge:
            raise _No(413, "push-large", limit=MAX_BODY // 1024) from None
        stamp = request.headers.get(TIMESTAMP, "")
        signature = request.headers.get(SIGNATURE, "").removeprefix("sha256=")
        if (wrong := self._unsigned(stamp, signature, body)) is not None:
            await self._refuse(wrong)
            raise _No(401, "push-http-unsigned")
        name = request.headers.get(REQUEST, "")
        if name and not _NAME.fullmatch(name):
            raise _No(400, "push-http-request")
        if not await self._first_time(signature, int(stamp)):
            await self._refuse("replayed")
            raise _No(409, "push-http-replayed")
        return body, f"{EDITOR}:{name or signature}"

    def _unsigned(self, stamp: str, signature: str, body: bytes) -> str | None:
        """Give what is wrong with the time or the signature, nothing when both are right."""
        if not _SECONDS.fullmatch(stamp):
            return "no time"
        expected = signed(self._secret, stamp, body)
        if not hmac.compare_digest(expected.encode(), signature.encode(errors="replace")):
            return "wrong signature"
        return "not now" if abs(self._now().timestamp() - int(stamp)) > WINDOW else None

    async def _first_time(self, signature: str, stamp: int) -> bool:
        """Keep a signature for as long as it is fresh, and say whether it was not there yet."""
        return await self._desk.first(SEEN, signature, stamp, self._now().timestamp() - WINDOW)

    async def _publish(self, body: bytes, name: str) -> web.Response:
        try:
            text = body.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise _No(422, "push-http-text") from None
        dossier = await asyncio.to_thread(load_text, text, "push")
        preview = await self._newsroom.propose(
            dossier, editor=EDITOR, role="editor", request=f"{name}/propose", at=self._now()
        )
        # Whoever publishes between the two steps is seen by the second look: nobody sits before this preview.
        while True:
            outcome = await self._newsroom.publish(
                preview.draft.id, editor=EDITOR, role="editor", request=name, at=self._now()
            )
            if not isinstance(outcome, Renewed):
                return self._came(preview, outcome)

    def _came(self, preview: Preview, outcome: Outcome) -> web.Response:
        match outcome:
            case Done(revision, _, again):
                return _answer(200, revision=revision.number, again=again, warnings=_warnings(revision.warnings))
            case Waiting(waits):
                why = list(waits.second)
                warnings = _warnings(preview.warnings)
                return _answer(202, waiting=why, preview=waits.draft.id, warnings=warnings)
            case Refused(why_not):
                return _answer(409, error=why_not)
            case Renewed():
                raise AssertionError("a push is published on the record as it is")

    async def _refuse(self, why: str) -> None:
        """Write down that a push was refused, as long as not too many are."""
        at = self._now()
        log.warning("a push was refused: %s", why)
        if len(self._refusals) == AUDITED and (at - self._refusals[0]).total_seconds() < 60:  # noqa: PLR2004  # a minute
            return
        self._refusals.append(at)
        await self._desk.audit(EDITOR, "refused", "push", at=at, detail=why)


def _answer(status: int, **said: object) -> web.Response:
    return web.json_response(said, status=status, dumps=lambda each: json.dumps(each, ensure_ascii=False))


def _fault(fault: Fault) -> dict[str, object]:
    return {
        "file": fault.file,
        "line": fault.line,
        "col": fault.col,
        "path": fault.path,
        "message": fault.message,
        "text": str(fault),
    }


def _warnings(found: tuple[Finding, ...]) -> list[dict[str, str]]:
    return [
        {"code": each.code, "path": each.path, "message": each.message, "arithmetic": each.arithmetic} for each in found
    ]
