"""What surrounds the messages at Telegram: menus, descriptions, administrators, inline results, documents, pins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.fakes.telegram_chats import Chats, Json, required
from tests.fakes.telegram_wire import Body, bad, check_keyboard, parsed, units

SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
SCOPES |= {"chat", "chat_administrators", "chat_member"}


class Around(Chats):
    """The rest of the state; `administrators` are by chat, `linked` names the channel of a discussion group.

    A document of None never ends; `offered` holds the results by the query they answer, None where nobody answered.
    """

    def __init__(self) -> None:
        super().__init__()
        self.menus: dict[tuple[str, str], list[Json]] = {}
        self.descriptions: dict[tuple[str, str], str] = {}
        self.administrators: dict[int, list[Json]] = {}
        self.linked: dict[int, int] = {}
        self.documents: dict[str, bytes | None] = {}
        self.offered: dict[str, list[Json] | None] = {}
        self.pinned: list[tuple[int, int]] = []

    def _set_my_commands(self, sent: Body) -> bool:
        menu = required(sent, "commands")
        if not 1 <= len(menu) <= 100:
            raise bad("BOT_COMMANDS_TOO_MUCH")
        for command in menu:
            if not 1 <= len(command["command"]) <= 32 or not 1 <= len(command["description"]) <= 256:
                raise bad("BOT_COMMAND_INVALID")
        self.menus[self._menu(sent)] = menu
        return True

    def _delete_my_commands(self, sent: Body) -> bool:
        self.menus.pop(self._menu(sent), None)
        return True

    def _get_my_commands(self, sent: Body) -> list[Json]:
        return self.menus.get(self._menu(sent), [])

    def _menu(self, sent: Body) -> tuple[str, str]:
        scope = sent.params.get("scope") or {"type": "default"}
        if scope.get("type") not in SCOPES:
            raise bad("can't parse BotCommandScope: Unsupported type specified")
        if scope["type"] == "chat" and scope.get("chat_id") not in self.chats:
            raise bad("chat not found")
        return f"{scope['type']}{scope.get('chat_id', '')}", _code(sent)

    def _set_description(self, sent: Body) -> bool:
        return self._describe(sent, "description", 512)

    def _set_short_description(self, sent: Body) -> bool:
        return self._describe(sent, "short_description", 120)

    def _describe(self, sent: Body, name: str, longest: int) -> bool:
        text = sent.params.get(name, "")
        if len(text) > longest:
            raise bad("BOT_DESCRIPTION_TOO_LONG")
        self.descriptions[name, _code(sent)] = text
        return True

    def _get_administrators(self, sent: Body) -> list[Json]:
        chat = self._chat(sent)
        if chat["type"] == "private":
            raise bad("there are no administrators in the private chat")
        return [administrator(user) for user in self.administrators.get(chat["id"], [])]

    def _get_chat(self, sent: Body) -> Json:
        chat = self._chat(sent)
        linked = {"linked_chat_id": self.linked[chat["id"]]} if chat["id"] in self.linked else {}
        gifts = dict.fromkeys(("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription"), False)
        gifts |= {"gifts_from_channels": False}
        return {**chat, **linked, "accent_color_id": 1, "max_reaction_count": 1, "accepted_gift_types": gifts}

    def _answer_inline(self, sent: Body) -> bool:
        query, results = required(sent, "inline_query_id"), sent.params.get("results", [])
        if self.offered.get(query, []) is not None:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        if len(results) > 50:
            raise bad("RESULTS_TOO_MUCH")
        if len({result["id"] for result in results}) != len(results):
            raise bad("RESULT_ID_DUPLICATE")
        for result in results:
            _check_result(result)
        self.offered[query] = results
        return True

    def _get_file(self, sent: Body) -> Json:
        file = required(sent, "file_id")
        if file not in self.documents:
            raise bad("invalid file_id")
        return {"file_id": file, "file_unique_id": f"{file}-u", "file_path": file}

    def _delete(self, sent: Body) -> bool:
        chat = self._chat(sent)
        number = required(sent, "message_id")
        self._message(chat["id"], number, "message to delete not found")
        self.deleted.add((chat["id"], number))
        return True

    def _pin(self, sent: Body) -> bool:
        chat = self._chat(sent)
        number = required(sent, "message_id")
        self._message(chat["id"], number, "message to pin not found")
        self.pinned.append((chat["id"], number))
        return True


def administrator(user: Json, **rights: Any) -> Json:
    """Give an administrator of a chat as Telegram describes one."""
    names = (
        *("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats"),
        *("can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories"),
        *("can_edit_stories", "can_delete_stories"),
    )
    return {"status": "administrator", "user": user, **dict.fromkeys(names, False), **rights}


def _code(sent: Body) -> str:
    code = str(sent.params.get("language_code", ""))
    if code and (len(code) != 2 or not code.islower()):
        raise bad("LANG_CODE_INVALID")
    return code


def _check_result(result: Json) -> None:
    if not 1 <= len(str(result.get("id", "")).encode()) <= 64:
        raise bad("RESULT_ID_INVALID")
    if result.get("type") != "article" or not str(result.get("title", "")).strip():
        raise bad('can\'t parse inline query result: field "title" must be non-empty')
    content = result["input_message_content"]
    text, _ = parsed(content["message_text"], content.get("parse_mode"))
    if not 1 <= units(text) <= 4096:
        raise bad("MESSAGE_TOO_LONG" if text else "message text is empty")
    check_keyboard(result.get("reply_markup"))


AROUND: dict[str, Callable[[Around, Body], Any]] = {
    "setmycommands": Around._set_my_commands,
    "deletemycommands": Around._delete_my_commands,
    "getmycommands": Around._get_my_commands,
    "setmydescription": Around._set_description,
    "setmyshortdescription": Around._set_short_description,
    "getchatadministrators": Around._get_administrators,
    "getchat": Around._get_chat,
    "answerinlinequery": Around._answer_inline,
    "getfile": Around._get_file,
    "deletemessage": Around._delete,
    "pinchatmessage": Around._pin,
}
