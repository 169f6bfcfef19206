"""What stands in the place of a picture where a message cannot be without one."""

from __future__ import annotations

from bot.drawings import Plaque
from bot.languages import texts
from bot.messages import Reply


def plaque(reply: Reply, language: str) -> Plaque:
    """Give the picture of a card that has none any more: its title and code, and that its text is what holds."""
    t = texts(language)
    said = t("picture-gone")
    alt = t("picture-gone-alt", title=reply.title, said=said) if reply.title else said
    return Plaque(
        title=reply.title, subtitle="", source="", alt=alt, code=reply.code, rtl=t.rtl, digits=t.digits, text=said
    )
