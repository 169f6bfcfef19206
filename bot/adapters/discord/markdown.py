r"""Text as Discord's markdown shows it unchanged: nothing anybody wrote becomes markup, a mention or a link. Pure.

Discord takes a backslash before any sign that is neither a letter, a digit nor a space as "this sign as it is"
(discord.com/developers/docs/reference#message-formatting and the client's own rules). A line of a card whose language
runs right to left (`rtl`) begins with a mark that says so, and what runs the other way stands apart in it.
"""

from __future__ import annotations

import re
from itertools import groupby

from bot.languages import RIGHT_TO_LEFT_MARK, isolate
from bot.messages import Spans, Style

_GAP = "\u200b"
"""A space without width: it parts what would otherwise be read as one."""

_MARKUP = re.compile(r"[\\*_~`|<>\[\]#]|:(?=//|[\w+-]+:)")
"""What can open or close markup anywhere; a colon only before `//` (links of themselves) or as in `:name:`."""

_LINE_START = re.compile(r"(\s*)([-+]|\d+(?=[.)]))")
"""What makes a list of a line; headings, quotes and small print begin with signs that are escaped everywhere."""

_UNFIT = re.compile("[\u0000-\u0008\u000e-\u001b\u007f\ud800-\udfff]")
"""Control signs, and halves of a pair, which no JSON carries."""

_TURNS = re.compile("[\u202a-\u202e]")
"""Signs that turn the direction of all that follows."""

_UNUSUAL = re.compile(r"[^A-Za-z0-9\u00b7-\u024f\u2013-\u201d\u2026 .,;%/()'\"!?&=+-]")
"""What anything has to be done about is among these signs; most texts have none and stay as they are."""

_BREAKS = re.compile("[\t-\r\u001c-\u001e\u0085\u2028\u2029]+")
_MARKS = {"plain": "", "bold": "**", "italic": "*", "code": "`"}
_OPENERS = ("*", "`")
_LINK = re.compile(r"https?://[^\s<>\\\"`]+", re.IGNORECASE)


def escape(text: str, *, rtl: bool = False) -> str:
    """Give the text on one line, to be read as it stands; the line it begins is not the start of a list."""
    return _guard(_escaped(_clean(text), rtl=rtl), rtl=rtl)


def line(text: Spans, *, rtl: bool = False) -> str:
    """Give the spans as one line of markdown."""
    parts: list[str] = []
    for (style, link), run in groupby(text, key=lambda span: (span.style, span.link)):
        part = _styled("".join([span.text for span in run]), style, link, rtl=rtl)
        meets = part.startswith(_OPENERS) and parts and parts[-1].endswith(_OPENERS)
        parts += [_GAP, part] if meets else [part]
    return _guard("".join(parts), rtl=rtl)


def row(label: str, value: str, note: str, *, rtl: bool = False) -> str:
    """Give a figure as one line of markdown: what it is, how much in bold, and what is said beside it."""
    named, beside = _between("", label, ": ", rtl=rtl), _between(" · ", note, "", rtl=rtl) if note else ""
    return _guard(f"{named}{_styled(value, 'bold', None, rtl=rtl)}{beside}", rtl=rtl)


def quote(text: str) -> str:
    """Give somebody's words as a block quote that keeps their lines, and their direction in every language."""
    own = isolate(text) != text
    return "\n".join(f"> {escape(each, rtl=own)}" for each in text.splitlines() or [""])


def plain(text: str, limit: int) -> str:
    """Give the text as Discord shows it without markdown (a label, a description), cut to `limit` characters."""
    text = " ".join(_clean(text).split())
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def beside(limit: int, *parts: str) -> str:
    """Give the parts as one label, each in its own direction of writing; cut to `limit` it goes without."""
    texts = [plain(part, limit) for part in parts]
    whole = " · ".join(isolate(text) for text in texts if text)
    return whole if len(whole) <= limit else plain(" · ".join(parts), limit)


def web_address(link: str | None) -> str | None:
    """Give the link when it is an http(s) address that markdown can carry, else nothing."""
    return link if link is not None and _LINK.fullmatch(link) else None


def _between(before: str, text: str, after: str, *, rtl: bool) -> str:
    """Give a text with signs before and after it that part it from others: never within its own direction."""
    if rtl or isolate(text) != text:
        return f"{before}{_styled(text, 'plain', None, rtl=rtl)}{after}"
    return _styled(f"{before}{text}{after}", "plain", None, rtl=rtl)


def _styled(text: str, style: Style, link: str | None, *, rtl: bool) -> str:
    text = _clean(text)
    core = text.strip()
    if not core:
        return text
    before, _, after = text.partition(core)
    return f"{before}{_linked(_marked(core, style, rtl=rtl), web_address(link))}{after}"


def _marked(core: str, style: Style, *, rtl: bool) -> str:
    mark = _MARKS[style]
    if style == "code":
        bare = core.replace("@", f"@{_GAP}")
        return _escaped(core, rtl=rtl) if "`" in core else f"`{isolate(bare, always=rtl)}`"
    return f"{mark}{_escaped(core, rtl=rtl)}{mark}"


def _linked(text: str, link: str | None) -> str:
    return f"[{text}](<{link}>)" if link else text


def _escaped(text: str, *, rtl: bool) -> str:
    if _UNUSUAL.search(text) is None:
        return isolate(text, always=rtl)
    return isolate(_MARKUP.sub(r"\\\g<0>", text).replace("@", f"@{_GAP}"), always=rtl)


def _guard(text: str, *, rtl: bool) -> str:
    r"""Give a line that starts no list: `1.` becomes `1\.`, `-` becomes `\-`; and that starts on its side."""
    if rtl:
        return f"{RIGHT_TO_LEFT_MARK}{_guard(text, rtl=False)}"
    found = _LINE_START.match(text)
    if found is None:
        return text
    if found[2].isdigit():
        return f"{found[0]}\\{text[found.end() :]}"
    return f"{found[1]}\\{text[found.end(1) :]}"


def _clean(text: str) -> str:
    """Give the text on one line, without signs that no message carries or that turn what follows."""
    if _UNUSUAL.search(text) is None:
        return text
    return _TURNS.sub("", _UNFIT.sub("\ufffd", _BREAKS.sub(" ", text)))
