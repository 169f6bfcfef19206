"""What Telegram keeps: chats, messages, files and presses, and what each method does with them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from tests.fakes.telegram_webhook import Hooks
from tests.fakes.telegram_wire import Body, Refused, bad, parsed

Json = dict[str, Any]

ME: Json = {"id": 42, "is_bot": True, "first_name": "Division Bell", "username": "BellBot"}
ME |= {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": True}
ANN: Json = {"id": 7, "is_bot": False, "first_name": "Ann", "language_code": "en"}
PRIVATE: Json = {"id": 7, "type": "private", "first_name": "Ann"}
GROUP: Json = {"id": -100, "type": "supergroup", "title": "The group"}


class Chats(Hooks):
    """The state a Bot API server answers from; `blocked` chats refuse us, `deleted` messages are gone."""

    def __init__(self) -> None:
        super().__init__()
        self.chats: dict[int, Json] = {}
        self.messages: dict[tuple[int, int], Json] = {}
        self.files: dict[str, bytes] = {}
        self.queries: dict[str, bool] = {}
        self.inlines: dict[str, Json] = {}
        self.blocked: set[int] = set()
        self.deleted: set[tuple[int, int]] = set()
        self.numbers = count(1000)

    def _get_me(self, _sent: Body) -> Json:
        return ME

    def _agreed(self, _sent: Body) -> bool:
        return True

    def _send_message(self, sent: Body) -> Json:
        text, entities = parsed(required(sent, "text"), sent.params.get("parse_mode"))
        return self._sent(sent, {"text": text, "entities": entities})

    def _send_photo(self, sent: Body) -> Json:
        text, entities = parsed(sent.params.get("caption", ""), sent.params.get("parse_mode"))
        photo = self._photo(sent.params.get("photo"), sent.files.get("photo"))
        return self._sent(sent, {"photo": photo, "caption": text, "caption_entities": entities})

    def _edit_text(self, sent: Body) -> Json | bool:
        text, entities = parsed(required(sent, "text"), sent.params.get("parse_mode"))
        return self._edited(sent, "text", {"text": text, "entities": entities})

    def _edit_caption(self, sent: Body) -> Json | bool:
        text, entities = parsed(sent.params.get("caption", ""), sent.params.get("parse_mode"))
        return self._edited(sent, "photo", {"caption": text, "caption_entities": entities})

    def _edit_media(self, sent: Body) -> Json | bool:
        media = required(sent, "media")
        text, entities = parsed(media.get("caption", ""), media.get("parse_mode"))
        name = str(media.get("media", ""))
        photo = self._photo(name, sent.files.get(name.removeprefix("attach://")))
        return self._edited(sent, "photo", {"photo": photo, "caption": text, "caption_entities": entities})

    def _edit_markup(self, sent: Body) -> Json | bool:
        return self._edited(sent, "", {})

    def _answer_query(self, sent: Body) -> bool:
        query = required(sent, "callback_query_id")
        if self.queries.get(query, True):
            raise bad("query is too old and response timeout expired or query ID is invalid")
        if len(sent.params.get("text", "")) > 200:
            raise bad("MESSAGE_TOO_LONG")
        self.queries[query] = True
        return True

    def _chat(self, sent: Body) -> Json:
        number = required(sent, "chat_id")
        if number in self.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        if number in self.chats:
            return self.chats[number]
        if number > 0:
            raise Refused(403, "Forbidden: bot can't initiate conversation with a user")
        raise bad("chat not found")

    def _sent(self, sent: Body, content: Json) -> Json:
        chat = self._chat(sent)
        answering = sent.params.get("reply_parameters")
        if answering and not answering.get("allow_sending_without_reply"):
            self._message(chat["id"], answering["message_id"], "message to be replied not found")
        number = next(self.numbers)
        message = {"message_id": number, "date": 1, "chat": chat, "from": ME, **content}
        if "reply_markup" in sent.params:
            message["reply_markup"] = sent.params["reply_markup"]
        if "message_thread_id" in sent.params:
            message |= {"message_thread_id": sent.params["message_thread_id"], "is_topic_message": True}
        self.messages[chat["id"], number] = message
        return message

    def _message(self, chat: int, number: int, missing: str) -> Json:
        if (chat, number) not in self.messages or (chat, number) in self.deleted:
            raise bad(missing)
        return self.messages[chat, number]

    def _edited(self, sent: Body, medium: str, content: Json) -> Json | bool:
        if "inline_message_id" in sent.params:
            return self._edited_inline(sent.params["inline_message_id"], sent, medium, content)
        chat = self._chat(sent)
        old = self._message(chat["id"], required(sent, "message_id"), "message to edit not found")
        if old["from"] != ME:
            raise bad("message can't be edited")
        new = self._changed_message(old, sent, medium, content)
        self.messages[chat["id"], old["message_id"]] = new
        return new

    def _edited_inline(self, number: str, sent: Body, medium: str, content: Json) -> bool:
        if number not in self.inlines:
            raise bad("MESSAGE_ID_INVALID")
        self.inlines[number] = self._changed_message(self.inlines[number], sent, medium, content)
        return True

    def _changed_message(self, old: Json, sent: Body, medium: str, content: Json) -> Json:
        if medium and medium not in old:
            missing = "caption" if medium == "photo" else "text"
            raise bad(f"there is no {missing} in the message to edit")
        new = {key: value for key, value in old.items() if key != "reply_markup"} | content
        if sent.params.get("reply_markup"):
            new["reply_markup"] = sent.params["reply_markup"]
        if new == old:
            raise bad("message is not modified: specified new message content and reply markup are exactly the same")
        return new

    def _photo(self, name: str | None, content: bytes | None) -> list[Json]:
        if content is None:
            if name not in self.files:
                raise bad("wrong file identifier/HTTP URL specified")
        else:
            if not content.startswith(b"\x89PNG\r\n\x1a\n"):
                raise bad("IMAGE_PROCESS_FAILED")
            name = f"file-{next(self.numbers)}"
            self.files[name] = content
        sizes = (("s", 90), ("x", 800))
        return [
            {"file_id": name if sign == "x" else f"{name}-{sign}", "file_unique_id": f"{name}{sign}"}
            | {"width": width, "height": width}
            for sign, width in sizes
        ]


def required(sent: Body, name: str) -> Any:
    if sent.params.get(name) in (None, ""):
        raise bad("message text is empty" if name == "text" else f'parameter "{name}" is required')
    return sent.params[name]


VERBS: dict[str, Callable[[Chats, Body], Any]] = {
    "getme": Chats._get_me,
    "setwebhook": Chats.set_webhook,
    "getwebhookinfo": Chats.get_webhook_info,
    "deletewebhook": Chats.delete_webhook,
    "sendchataction": Chats._agreed,
    "sendmessage": Chats._send_message,
    "sendphoto": Chats._send_photo,
    "editmessagetext": Chats._edit_text,
    "editmessagecaption": Chats._edit_caption,
    "editmessagemedia": Chats._edit_media,
    "editmessagereplymarkup": Chats._edit_markup,
    "answercallbackquery": Chats._answer_query,
}
