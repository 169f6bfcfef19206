"""How Telegram reads a request: bodies, HTML and keyboards, with its own words for what is wrong.

Written from the Bot API's description ("Making requests", "HTML style", "InlineKeyboardButton"). Stricter than the
platform in one thing: an unknown named entity is refused, where Telegram shows it as it stands.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

INTEGERS = {"chat_id", "message_id", "message_thread_id", "offset", "limit", "timeout", "cache_time", "user_id"}
BOOLEANS = {"show_alert", "drop_pending_updates", "disable_notification", "protect_content", "is_personal"}
OBJECTS = {"reply_markup", "reply_parameters", "link_preview_options", "commands", "scope", "media", "allowed_updates"}
OBJECTS |= {"results", "button"}

TAGS = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "s": "strikethrough"}
TAGS |= {"code": "code", "pre": "pre", "blockquote": "blockquote", "a": "text_link", "tg-spoiler": "spoiler"}
ACTIONS = {"url", "callback_data", "switch_inline_query", "switch_inline_query_current_chat"}
ACTIONS |= {"switch_inline_query_chosen_chat", "web_app", "login_url", "callback_game", "copy_text", "pay"}

STYLES = {"danger", "success", "primary"}

_TOKEN = re.compile(r"<(/?)([^<>\s]*)((?:\s[^<>]*)?)>|&(#?\w+);|<|&|[^<&]+")


class Refused(Exception):
    """What Telegram answers instead of a result."""

    def __init__(self, code: int, description: str, parameters: dict[str, int] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad(description: str) -> Refused:
    return Refused(400, f"Bad Request: {description}")


@dataclass
class Body:
    """What a request carries: parameters with objects read, files by their part's name."""

    params: dict[str, Any] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)


async def body(request: web.Request) -> Body:
    """Read a JSON, urlencoded or multipart body and the query string."""
    found = Body(dict(request.query))
    if request.content_type == "application/json":
        found.params |= await request.json()
    elif request.can_read_body:
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                with value.file as file:
                    found.files[name] = file.read()
            else:
                found.params[name] = value if isinstance(value, str) else bytes(value).decode()
    found.params = {name: _typed(name, value) for name, value in found.params.items()}
    return found


def _typed(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if name in INTEGERS and re.fullmatch(r"-?\d+", value):
        return int(value)
    if name in BOOLEANS and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if name in OBJECTS:
        try:
            return json.loads(value)
        except ValueError:
            raise bad(f"can't parse {name} JSON object") from None
    return value


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def parsed(text: str, mode: str | None) -> tuple[str, list[dict[str, Any]]]:
    """Give a text as Telegram shows it, trimmed, and its entities. Raises Refused."""
    if mode is None:
        return text.strip(), []
    if mode.upper() != "HTML":
        raise bad("unsupported parse_mode")
    return _Html().read(text)


class _Html:
    def __init__(self) -> None:
        self._text = ""
        self._open: list[tuple[str, dict[str, Any]]] = []
        self._entities: list[dict[str, Any]] = []

    def read(self, source: str) -> tuple[str, list[dict[str, Any]]]:
        for match in _TOKEN.finditer(source):
            closing, tag, attributes, entity = match.groups()
            if entity is not None:
                self._text += self._entity(entity)
            elif tag is None:
                if match[0] in "<&":
                    raise bad(f"can't parse entities: Unsupported start tag at byte offset {match.start()}")
                self._text += match[0]
            elif closing:
                self._close(tag)
            else:
                self._start(tag, attributes)
        if self._open:
            raise bad(f"can't parse entities: Can't find end tag corresponding to start tag \"{self._open[-1][0]}\"")
        return self._trimmed()

    def _entity(self, name: str) -> str:
        if name not in ("lt", "gt", "amp", "quot") and not re.fullmatch(r"#(\d+|x[0-9a-fA-F]+)", name):
            raise bad(f'can\'t parse entities: unknown entity "&{name};"')
        return html.unescape(f"&{name};")

    def _start(self, tag: str, attributes: str) -> None:
        if tag not in TAGS:
            raise bad(f'can\'t parse entities: Unsupported start tag "{tag}"')
        around = {name for name, _ in self._open}
        if "code" in around or "pre" in around or (tag in ("code", "pre", "blockquote") and around):
            raise bad(f'can\'t parse entities: "{tag}" cannot be nested there')
        entity: dict[str, Any] = {"type": TAGS[tag], "offset": units(self._text)}
        if tag == "a":
            href = re.fullmatch(r'\s+href="([^"]*)"', attributes)
            if href is None:
                raise bad("can't parse entities: a link without an address")
            entity["url"] = html.unescape(href[1])
        elif attributes.strip():
            raise bad(f'can\'t parse entities: unexpected attributes of "{tag}"')
        self._open.append((tag, entity))

    def _close(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            raise bad(f'can\'t parse entities: Unexpected end tag "{tag}"')
        _, entity = self._open.pop()
        entity["length"] = units(self._text) - entity["offset"]
        if entity["length"]:
            self._entities.append(entity)

    def _trimmed(self) -> tuple[str, list[dict[str, Any]]]:
        lead = units(self._text) - units(self._text.lstrip())
        for entity in self._entities:
            entity["offset"] = max(entity["offset"] - lead, 0)
        return self._text.strip(), sorted(self._entities, key=lambda entity: (entity["offset"], -entity["length"]))


def check_keyboard(markup: Any) -> None:
    """Check an inline keyboard. Raises Refused."""
    if markup is None:
        return
    if not isinstance(markup, dict) or not isinstance(markup.get("inline_keyboard"), list):
        raise bad("object expected as reply markup")
    for row in markup["inline_keyboard"]:
        for button in row:
            _check_button(button)


def _check_button(button: dict[str, Any]) -> None:
    if not str(button.get("text", "")).strip():
        raise bad('can\'t parse inline keyboard button: field "text" must be non-empty')
    actions = ACTIONS & set(button)
    if len(actions) != 1:
        raise bad("can't parse inline keyboard button: text buttons are unallowed in the inline keyboard")
    copied = button.get("copy_text")
    if copied is not None and not 1 <= units(copied.get("text", "")) <= 256:
        raise bad("BUTTON_COPY_TEXT_INVALID")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= 64:
        raise bad("BUTTON_DATA_INVALID")
    if button.get("style", "primary") not in STYLES:
        raise bad("invalid button style specified")
    url = button.get("url")
    if url is not None and not (urlsplit(url).scheme in ("http", "https", "tg") and urlsplit(url).netloc):
        raise bad("BUTTON_URL_INVALID")
