"""What deliveries and live messages say: answers of the bot, as it would give them in that chat.

News are the answer to the line of a notice. A message that showed what was wrong is answered again at its own date, with
a line that says what was put right, in the language, time zone, page and medium it was posted in.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

from bot import grammar, languages
from bot.adapters.console.adapter import CHAT
from bot.delivery import notices
from bot.delivery.attempt import Written, place
from bot.delivery.memory import LOCAL, DeskMemory
from bot.dispatch import Bot
from bot.messages import Block, Chat, Medium, Reply, User
from bot.outlets import Sent
from data.desk import Delivery, Desk, LiveCard, Mended, Parcel, Posting
