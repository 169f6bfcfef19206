"""What people do at Telegram beside writing and pressing: edit, post, search inline, add and remove the bot."""

from __future__ import annotations

from typing import Any

from tests.fakes.telegram import Fake
from tests.fakes.telegram_around import administrator
from tests.fakes.telegram_chats import ANN, ME, PRIVATE, Json
from tests.fakes.telegram_wire import parsed

CHANNEL: Json = {"id": -500, "type": "channel", "title": "The news"}
ANONYMOUS: Json = {"id": 1087968824, "is_bot": True, "first_name": "Group"}


async def edit(fake: Fake, message: int, text: str, chat: Json = PRIVATE, **fields: Any) -> int:
    """Have somebody change what they wrote, a second later; give the update's number."""
    kind = "edited_channel_post" if chat["type"] == "channel" else "edited_message"
    changed = fake.messages[chat["id"], message] | {"text": text, "edit_date": 2, **fields}
    fake.messages[chat["id"], message] = changed
    return await fake.put({kind: changed})


async def post(fake: Fake, text: str, chat: Json = CHANNEL, **fields: Any) -> int:
    """Have a channel post; give the update's number."""
    fake.chats[chat["id"]] = chat
    message = {"message_id": next(fake.numbers), "date": 1, "chat": chat, "sender_chat": chat, "text": text, **fields}
    fake.messages[chat["id"], message["message_id"]] = message
    return await fake.put({"channel_post": message})


def last_message(fake: Fake, chat: Json = PRIVATE) -> int:
    """Give the number of the last message in a chat that is not the bot's."""
    return max(
        number for (where, number), each in fake.messages.items() if where == chat["id"] and each.get("from") != ME
    )


async def query(fake: Fake, typed: str, user: Json = ANN) -> list[Json]:
    """Type something after the bot's name; wait for the results and give them."""
    number = str(next(fake.numbers))
    fake.offered[number] = None
    update = await fake.put({"inline_query": {"id": number, "from": user, "query": typed, "offset": ""}})
    await fake.until_confirmed(update)
    return fake.offered[number] or []


async def choose(fake: Fake, result: Json, user: Json = ANN) -> str:
    """Send a result into some chat; give the inline id of its message, which Telegram tells for one with a keyboard."""
    number, content = f"inline-{next(fake.numbers)}", result["input_message_content"]
    text, entities = parsed(content["message_text"], content.get("parse_mode"))
    fake.inlines[number] = {"text": text, "entities": entities, "reply_markup": result.get("reply_markup")}
    told = {"inline_message_id": number} if result.get("reply_markup") else {}
    chosen = {"result_id": result["id"], "from": user, "query": "", **told}
    await fake.until_confirmed(await fake.put({"chosen_inline_result": chosen}))
    return number


async def press_inline(fake: Fake, message: str, data: str, user: Json = ANN) -> None:
    """Press a button under a message sent through inline mode, and wait until that was handled."""
    number = str(next(fake.numbers))
    fake.queries[number] = False
    press = {"id": number, "from": user, "chat_instance": "1", "data": data, "inline_message_id": message}
    await fake.until_confirmed(await fake.put({"callback_query": press}))


async def membership(fake: Fake, chat: Json, old: Json, new: Json, by: Json = ANN) -> None:
    """Change what the bot is in a chat, and wait until it was handled."""
    fake.chats[chat["id"]] = chat
    change = {"chat": chat, "from": by, "date": 1, "old_chat_member": old, "new_chat_member": new}
    await fake.until_confirmed(await fake.put({"my_chat_member": change}))


LEFT: Json = {"status": "left", "user": ME}
KICKED: Json = {"status": "kicked", "user": ME, "until_date": 0}
MEMBER: Json = {"status": "member", "user": ME}
POSTING: Json = administrator(ME, can_post_messages=True)
READING: Json = administrator(ME, can_post_messages=False)


def muted(*, here: bool = True, can_send_messages: bool = False) -> Json:
    """Give the bot as a member whose rights are restricted."""
    names = ("audios", "documents", "photos", "videos", "video_notes", "voice_notes", "polls", "other_messages")
    rights = {f"can_send_{name}": False for name in names}
    rights |= dict.fromkeys(("can_add_web_page_previews", "can_change_info", "can_invite_users"), False)
    rights |= dict.fromkeys(("can_pin_messages", "can_manage_topics", "can_edit_tag", "can_react_to_messages"), False)
    return {
        "status": "restricted",
        "user": ME,
        "is_member": here,
        "until_date": 0,
        "can_send_messages": can_send_messages,
        **rights,
    }
