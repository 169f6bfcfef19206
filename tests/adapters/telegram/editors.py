"""Two who may edit, Ann and Bob, and what they do in their private chats with the bot."""

from __future__ import annotations

from typing import Any

from tests.fakes.telegram import Call, Fake
from tests.newsroom import Office

ANN = {"id": 42, "is_bot": False, "first_name": "Ann"}
BOB = {"id": 43, "is_bot": False, "first_name": "Bob"}


def private(user: dict[str, Any]) -> dict[str, Any]:
    """Give somebody's chat with the bot."""
    return {"id": user["id"], "type": "private", "first_name": user["first_name"]}


ANNS, BOBS = private(ANN), private(BOB)


class Desks:
    """What an editor does in a private chat, and the message that answers it."""

    def __init__(self, fake: Fake, office: Office) -> None:
        self.fake = fake
        self.office = office

    async def say(self, text: str, user: dict[str, Any] = ANN) -> Call:
        before = len(self.fake.calls)
        await self.fake.until_confirmed(await self.fake.say(text, private(user), user))
        return self._answer(before)

    async def send(self, name: str, content: bytes, caption: str = "/push") -> Call:
        """Send a document with a caption."""
        self.fake.documents[name] = content
        document = {"file_id": name, "file_unique_id": name, "file_name": name, "file_size": len(content)}
        entity = {"type": "bot_command", "offset": 0, "length": len(caption.split(maxsplit=1)[0])}
        message = {"message_id": next(self.fake.numbers), "date": 1, "chat": ANNS, "from": ANN, "document": document}
        before = len(self.fake.calls)
        message |= {"caption": caption, "caption_entities": [entity]}
        await self.fake.until_confirmed(await self.fake.put({"message": message}))
        return self._answer(before)

    async def press(self, card: Call, label: str, user: dict[str, Any] = ANN, **fields: object) -> Call:
        """Press the button of that label under a card, and give the card that stands there then."""
        data = next(button["callback_data"] for button in card.buttons if button["text"].startswith(label))
        before = len(self.fake.calls)
        message = self.fake.messages[user["id"], card.result["message_id"]]
        query = {
            "id": str(next(self.fake.numbers)),
            "from": user,
            "chat_instance": "1",
            "data": data,
            "message": message,
        }
        await self.fake.until_confirmed(await self.fake.put({"callback_query": query | fields}))
        return self._answer(before)

    async def told(self, card: Call, label: str) -> str:
        """Press a button of a card that is not there any more, and give what the press is told."""
        data = next(button["callback_data"] for button in card.buttons if button["text"].startswith(label))
        before = len(self.fake.of("answerCallbackQuery"))
        await self.fake.press(card.result["message_id"], data, ANNS, ANN)
        await self.fake.until_confirmed(self.fake.waiting[-1])
        return str(self.fake.of("answerCallbackQuery")[before].params["text"])

    def _answer(self, before: int) -> Call:
        shown = ("sendMessage", "sendPhoto", "editMessageText")
        *_, call = [call for call in self.fake.calls[before:] if call.method in shown]
        assert call.status == 200
        assert "c0ffee" not in call.text
        return call
