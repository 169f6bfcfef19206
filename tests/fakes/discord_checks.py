"""What Discord refuses, in its own words: bodies of messages, of commands and of completions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

COMPONENTS_V2, EPHEMERAL = 1 << 15, 1 << 6
ROW, BUTTON, SELECT, INPUT, TEXT, GALLERY, SEPARATOR, CONTAINER, FIELD, FILES = 1, 2, 3, 4, 10, 12, 14, 17, 18, 19
CHILDREN = {CONTAINER: {ROW, TEXT, GALLERY, SEPARATOR}, ROW: {BUTTON, SELECT}}
SLASH, ON_MESSAGE = 1, 3
LINK = 5
LOCALES = (
    "id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja "
    "zh-TW ko"
)


class RefusedError(Exception):
    """A body Discord does not take: where, and why."""


def refuse(where: str, why: str, *, when: bool) -> None:
    if when:
        raise RefusedError(f"{where}: {why}")


def check_message(body: dict[str, Any], files: dict[str, bytes], *, edits: bool = False) -> None:
    flags = body.get("flags") or 0
    refuse("flags", "no IS_COMPONENTS_V2", when=not flags & COMPONENTS_V2)
    refuse("content", "not with IS_COMPONENTS_V2", when=any(body.get(key) for key in ("content", "embeds", "poll")))
    mentions = body.get("allowed_mentions")
    refuse(
        "allowed_mentions", f"somebody could be mentioned: {mentions}", when=mentions is None or any_mention(mentions)
    )
    parts = list(walk(body.get("components") or []))
    refuse("components", "none", when=not parts)
    refuse("components", f"{len(parts)} components, 40 at most", when=len(parts) > 40)
    size = sum(len(part["content"]) for _, part in parts if part["type"] == TEXT)
    refuse("components", f"{size} characters of text, 4000 at most", when=size > 4000)
    ids = [part["custom_id"] for _, part in parts if "custom_id" in part]
    refuse("components", f"a custom_id twice: {ids}", when=len(ids) != len(set(ids)))
    names = {each["filename"] for each in body.get("attachments") or ()}
    refuse("attachments", f"{len(names)} named, {len(files)} sent", when=not edits and len(names) != len(files))
    for where, part in parts:
        check_component(where, part, names)


def check_nonce(body: dict[str, Any]) -> None:
    nonce = body.get("nonce")
    refuse("nonce", "25 characters at most", when=nonce is not None and len(str(nonce)) > 25)
    refuse("enforce_nonce", "without a nonce", when=bool(body.get("enforce_nonce")) and not nonce)


def any_mention(mentions: dict[str, Any]) -> bool:
    return any(mentions.get(key) for key in ("parse", "users", "roles", "replied_user")) or "parse" not in mentions


def walk(components: list[dict[str, Any]], where: str = "components", parent: int = 0) -> Iterator[tuple[str, Any]]:
    for index, part in enumerate(components):
        here = f"{where}[{index}]"
        refuse(here, f"{part['type']} inside {parent}", when=parent != 0 and part["type"] not in CHILDREN[parent])
        refuse(here, "a button outside a row", when=parent == 0 and part["type"] == BUTTON)
        yield here, part
        yield from walk(part.get("components", []), here, part["type"])


def check_component(where: str, part: dict[str, Any], files: set[str]) -> None:
    match part["type"]:
        case 2:
            check_button(where, part)
        case 1:
            lists = any(each["type"] == SELECT for each in part["components"])
            most = 1 if lists else 5
            refuse(where, "a row has 1 to 5 buttons, or a list", when=not 1 <= len(part["components"]) <= most)
        case 3:
            check_select(where, part)
        case 10:
            refuse(where, "an empty text", when=not 1 <= len(part["content"].strip()) <= 4000)
        case 12:
            for item in part["items"]:
                url = item["media"]["url"]
                found = url.removeprefix("attachment://") in files or re.match("https?://", url)
                refuse(where, f"{url} was not uploaded", when=not found)
                refuse(where, "a description of 1 to 1024", when=not 1 <= len(item.get("description") or "") <= 1024)
        case 17:
            refuse(where, "an empty container", when=not part["components"])
        case kind:
            refuse(where, f"a component of kind {kind}", when=kind != SEPARATOR)


def check_button(where: str, part: dict[str, Any]) -> None:
    refuse(where, "a label of 1 to 80", when=not part["label"].strip() or len(part["label"]) > 80)
    if part["style"] == LINK:
        fits = re.match(r"(https?|discord)://", part["url"]) and len(part["url"]) <= 512
        refuse(where, "an address of at most 512", when=not fits or "custom_id" in part)
    else:
        refuse(where, "a custom_id of 1 to 100", when=not 1 <= len(part["custom_id"]) <= 100 or "url" in part)


def check_select(where: str, part: dict[str, Any]) -> None:
    options = part["options"]
    refuse(where, "1 to 25 choices", when=not 1 <= len(options) <= 25)
    refuse(where, "a custom_id of 1 to 100", when=not 1 <= len(part["custom_id"]) <= 100)
    for option in options:
        refuse(where, "a choice's label of 1 to 100", when=not 1 <= len(option["label"].strip()) <= 100)
        refuse(where, "a choice's value of 1 to 100", when=not 1 <= len(option["value"]) <= 100)
    values = [option["value"] for option in options]
    refuse(where, f"a value twice: {values}", when=len(values) != len(set(values)))
    refuse(where, "two chosen", when=sum(bool(option.get("default")) for option in options) > 1)


def check_modal(modal: dict[str, Any]) -> None:
    refuse("modal", "a title of 1 to 45", when=not 1 <= len(modal["title"].strip()) <= 45)
    refuse("modal", "a custom_id of 1 to 100", when=not 1 <= len(modal["custom_id"]) <= 100)
    fields = modal["components"]
    refuse("modal", "1 to 5 fields", when=not 1 <= len(fields) <= 5)
    ids = [field["component"]["custom_id"] for field in fields]
    refuse("modal", f"a custom_id twice: {ids}", when=len(ids) != len(set(ids)))
    for number, field in enumerate(fields):
        check_field(f"modal[{number}]", field)


def check_field(where: str, field: dict[str, Any]) -> None:
    part = field["component"]
    refuse(where, "no label around it", when=field["type"] != FIELD)
    refuse(where, "a label of 1 to 45", when=not 1 <= len(field["label"].strip()) <= 45)
    refuse(where, "a description of at most 100", when=len(field.get("description") or "x") > 100)
    refuse(where, f"a field of kind {part['type']}", when=part["type"] not in {SELECT, INPUT, FILES})
    if part["type"] == SELECT:
        check_select(where, part)
        refuse(where, "needed and none to choose", when=bool(part.get("required")) and part.get("min_values", 1) < 1)
    elif part["type"] == INPUT:
        refuse(where, "a value of at most 4000", when=len(part.get("value") or "") > 4000)
        refuse(where, "a placeholder of at most 100", when=len(part.get("placeholder") or "") > 100)


def check_commands(commands: list[dict[str, Any]]) -> None:
    for kind, most in ((SLASH, 100), (ON_MESSAGE, 5)):
        names = [command["name"] for command in commands if command.get("type", SLASH) == kind]
        refuse("commands", f"more than {most}", when=len(names) > most)
        refuse("commands", "a name twice", when=len(names) != len(set(names)))
    for command in commands:
        where = f"/{command['name']}"
        if command.get("type", SLASH) == ON_MESSAGE:
            refuse(where, "a name of 1 to 32", when=not 1 <= len(command["name"].strip()) <= 32)
            refuse(where, "described", when=bool(command.get("description") or command.get("options")))
            continue
        options = command.get("options", [])
        check_named(where, command)
        required = [bool(option.get("required")) for option in options]
        refuse(where, "required options first", when=required != sorted(required, reverse=True))
        refuse(where, "more than 25 options", when=len(options) > 25)
        refuse(where, "more than 8000 characters", when=sum(map(weight, [command, *options])) > 8000)
        for option in options:
            check_option(f"{where} {option['name']}", option)


def check_named(where: str, named: dict[str, Any]) -> None:
    fits = re.fullmatch(r"[-_'\w]{1,32}", named["name"]) and named["name"] == named["name"].lower()
    refuse(where, "a name of small letters, 32 at most", when=not fits)
    refuse(where, "a description of 1 to 100", when=not 1 <= len(named["description"]) <= 100)
    for locale, text in (named.get("description_localizations") or {}).items():
        refuse(where, f"a locale {locale}", when=locale not in LOCALES.split())
        refuse(where, f"a description of 1 to 100 in {locale}", when=not 1 <= len(text) <= 100)


def check_option(where: str, option: dict[str, Any]) -> None:
    check_named(where, option)
    choices = option.get("choices") or []
    check_choices(where, choices, option["type"])
    refuse(where, "choices and autocomplete", when=bool(choices) and bool(option.get("autocomplete")))
    refuse(where, "a range on no number", when="min_value" in option and option["type"] not in (4, 10))
    refuse(where, "a range turned round", when=option.get("min_value", 0) > option.get("max_value", 2**53))


def check_choices(where: str, choices: list[dict[str, Any]], kind: int = 3) -> None:
    refuse(where, f"{len(choices)} choices, 25 at most", when=len(choices) > 25)
    for choice in choices:
        refuse(where, "a choice's name of 1 to 100", when=not 1 <= len(choice["name"]) <= 100)
        value = choice["value"]
        refuse(where, f"a value of another type: {value!r}", when=isinstance(value, int) != (kind == 4))
        refuse(where, "a choice's value of 1 to 100", when=isinstance(value, str) and not 1 <= len(value) <= 100)


def weight(named: dict[str, Any]) -> int:
    choices = sum(len(choice["name"]) + len(str(choice["value"])) for choice in named.get("choices") or ())
    return len(named["name"]) + len(named["description"]) + choices
