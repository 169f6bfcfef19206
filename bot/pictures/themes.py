"""The two sets of colours a card comes in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bot.pictures.colour import legible
from bot.pictures.sight import apart

ThemeName = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours of a card: `ground` behind everything, `neutral` for seats behind which no party stands."""

    ground: str
    ink: str
    muted: str
    rule: str
    neutral: str

    def paint(self, colour: str | None) -> str:
        """Give a group's colour in the shade that can be told from this ground."""
        return legible(colour or self.neutral, self.ground)

    def paints(self, colours: Iterable[str | None]) -> list[str]:
        """Give the groups' colours in shades that can be told from this ground and from one another."""
        return list(apart(tuple(colour or self.neutral for colour in colours), self.ground))


THEMES: dict[ThemeName, Theme] = {
    "light": Theme(ground="#ffffff", ink="#14181f", muted="#4f5865", rule="#d5dae1", neutral="#87909d"),
    "dark": Theme(ground="#1a1d23", ink="#f4f6f8", muted="#b9c1cc", rule="#3a404a", neutral="#a3abb6"),
}
