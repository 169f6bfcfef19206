"""What was rendered lately, so that an answer the bot has kept is not put into markup again for each who asks."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from telegram import InlineKeyboardMarkup

from bot.messages import Reply

ENTRIES = 128
"""Pages kept of each kind: those of answers that are asked for much; a correction makes a page for every chat."""


class Keyboard(InlineKeyboardMarkup):
    """A keyboard that is taken apart for the wire once, and not for every message it stands under."""

    __slots__ = ("_parts",)

    def to_dict(self, recursive: bool = True) -> dict[str, Any]:
        """Give its parts, as the library does."""
        if not recursive:
            return super().to_dict(recursive=False)
        try:
            return self._parts
        except AttributeError:
            self._parts: dict[str, Any] = super().to_dict()
            return self._parts


P = ParamSpec("P")
T = TypeVar("T")


def kept(render: Callable[Concatenate[Reply, P], T]) -> Callable[Concatenate[Reply, P], T]:
    """Keep the last results of a pure function of a reply.

    A reply is found by the identity of its parts, which the bot's own cache hands out again, and is then compared: to
    hash all of it would take as long as to render it. What is rendered is shared and must not be changed.
    """
    results: OrderedDict[object, tuple[Reply, T]] = OrderedDict()

    @wraps(render)
    def rendered(reply: Reply, /, *arguments: P.args, **named: P.kwargs) -> T:
        parts = id(reply.blocks), id(reply.footer), id(reply.buttons), id(reply.picture), reply.page, reply.line
        key = (*parts, arguments, *named.items())
        found = results.get(key)
        if found is not None and found[0] == reply:
            results.move_to_end(key)
            return found[1]
        results[key] = reply, (result := render(reply, *arguments, **named))
        if len(results) > ENTRIES:
            results.popitem(last=False)
        return result

    return rendered
