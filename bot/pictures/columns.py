"""Words and figures in the columns of a terminal, and colours that show on black and on white."""

from __future__ import annotations

from wcwidth import wcswidth

from bot.pictures.colour import channels, legible

ELLIPSIS = "…"
NEUTRAL = "#808080"
RESET = "\x1b[0m"


def paint(colour: str | None) -> str:
    """Give the ANSI sequence that switches a colour on (24 bits), in a shade that black and white both show."""
    shade = legible(legible(colour or NEUTRAL, "#ffffff"), "#000000")
    return "\x1b[38;2;{};{};{}m".format(*channels(shade))


def painted(switch: str, glyphs: str) -> str:
    """Give glyphs in a colour, or as they are."""
    return f"{switch}{glyphs}{RESET}" if switch else glyphs


def row(words: str, figure: str, width: int) -> str:
    """Give the words at the left and the figure at the right of a line of that width."""
    words = cut(words, width - len(figure) - 1)
    return words + " " * (width - max(wcswidth(words), 0) - len(figure)) + figure


def cut(words: str, width: int) -> str:
    """Give the words in at most `width` columns, an ellipsis in the place of what has no room."""
    if 0 <= wcswidth(words) <= width:
        return words
    for end in range(min(len(words), width), 0, -1):
        head = words[:end].rstrip() + ELLIPSIS
        if 0 <= wcswidth(head) <= width:
            return head
    return ELLIPSIS
