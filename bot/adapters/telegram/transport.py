"""HTTP for the library: aiohttp in one session that keeps its connections, bodies in JSON, files as multipart.

The library's own transport encodes each parameter twice and takes most of the time an answer takes.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from io import BytesIO
from typing import Any, Final, cast

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

KEPT: Final = frozenset({"message_id", "date", "chat", "photo", "message_thread_id"})
"""What is read of a message we sent: Telegram repeats all of it, which is slow to take apart and used by nobody."""

_DEFAULT = BaseRequest.DEFAULT_NONE


class Written:
    """Parameters of a request as they are, in the place of the library's `RequestData`; there are no files."""

    contains_files = False

    def __init__(self, parameters: dict[str, Any]) -> None:
        self.parameters = parameters


class Transport(BaseRequest):
    """Carries every request of a bot, polling too; the times are in seconds.

    The updates themselves go to `handed_out` and not to the library, which would read all anew that Telegram hands
    out again, and where one that cannot be read would hide the others.
    """

    def __init__(
        self, connections: int, answer: float = 20.0, *, connect: float = 5.0, write: float = 20.0, wait: float = 60.0
    ) -> None:
        self._connections = connections
        self._answer, self._connect, self._write, self._wait = answer, connect, write, wait
        self._session: aiohttp.ClientSession | None = None
        self._updates = b""
        self.reached = False
        """Whether the last request that ended came through."""

    @property
    def read_timeout(self) -> float:
        """Seconds an answer may take to arrive."""
        return self._answer

    async def initialize(self) -> None:
        """Open the session; one that is open stays as it is."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections)
            agent = {"User-Agent": self.USER_AGENT}
            self._session = aiohttp.ClientSession(
                connector=connector, cookie_jar=aiohttp.DummyCookieJar(), headers=agent
            )

    async def shutdown(self) -> None:
        """Close the session and its connections."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(  # noqa: PLR0917  # the library's signature, which leaves the times' type open
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = _DEFAULT,
        write_timeout: Any = _DEFAULT,
        connect_timeout: Any = _DEFAULT,
        pool_timeout: Any = _DEFAULT,
    ) -> tuple[int, bytes]:
        """Give status and payload. Raises TimedOut and NetworkError, neither naming the address: it holds the token."""
        if self._session is None:
            raise NetworkError("the connection to Telegram is closed")
        timeout = self._timeout(read_timeout, write_timeout, connect_timeout, pool_timeout)
        try:
            async with self._session.request(
                method, url, timeout=timeout, allow_redirects=False, **_body(request_data)
            ) as response:
                payload = await response.read()
                if response.status == HTTPStatus.OK and url.endswith("/getUpdates"):
                    self._updates, payload = payload, b'{"ok": true, "result": []}'
                self.reached = response.status < HTTPStatus.INTERNAL_SERVER_ERROR
                return response.status, payload
        except TimeoutError:
            fault: NetworkError = TimedOut("no answer in time")
        except (aiohttp.ClientError, OSError) as error:
            fault = NetworkError(_reason(error))
        self.reached = False
        raise fault  # here, so that no exception that holds the address stands behind it

    async def ask(self, url: str, parameters: dict[str, Any]) -> Any:
        """Send parameters in JSON and give the result as it came. Raises as the library's `post`."""
        return await self.post(url, cast("RequestData", Written(parameters)))

    def handed_out(self) -> Any:
        """Give the result of the last getUpdates as it came. Raises TelegramError as `parse_json_payload`."""
        return self.parse_json_payload(self._updates).get("result")

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read an answer; of a message we sent, what is KEPT. Raises TelegramError for what is none of Telegram's."""
        try:
            answer = json.loads(payload)
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict) or not answer.keys() & {"result", "description", "error_code"}:
            raise TelegramError("the answer is not one of Telegram's")
        result = answer.get("result")
        if isinstance(result, dict) and "message_id" in result:
            answer["result"] = {name: value for name, value in result.items() if name in KEPT}
        return answer

    def _timeout(self, read: Any, write: Any, connect: Any, wait: Any) -> aiohttp.ClientTimeout:
        """Give the times of one request; all of them together bound the whole, also a body that is sent too slowly."""
        reading, writing = _seconds(read, self._answer), _seconds(write, self._write)
        connecting, waiting = _seconds(connect, self._connect), _seconds(wait, self._wait)
        return aiohttp.ClientTimeout(
            total=waiting + connecting + writing + reading,
            connect=waiting + connecting,
            sock_connect=connecting,
            sock_read=reading,
        )


def _seconds(given: Any, otherwise: float) -> float:
    """Give the time asked for; neither the library's "default" nor its "for ever" is one: nothing waits for ever."""
    return float(given) if isinstance(given, int | float) else otherwise


def _body(data: RequestData | None) -> dict[str, Any]:
    if data is None:
        return {}
    if not data.contains_files:
        return {"data": json.dumps(data.parameters).encode(), "headers": {"Content-Type": "application/json"}}
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        piecewise = BytesIO(content) if isinstance(content, bytes) else content  # a large body holds up the loop
        form.add_field(name, piecewise, filename=filename, content_type=kind)
    return {"data": form}


def _reason(error: aiohttp.ClientError | OSError) -> str:
    said = error.strerror if isinstance(error, OSError) else None
    return f"{type(error).__name__}: {said}" if said else type(error).__name__
