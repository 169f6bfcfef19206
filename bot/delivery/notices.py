"""The line that a notice or a digest answers: its card is made as for anybody who asks."""

from __future__ import annotations

from collections.abc import Sequence

from data.desk import ALL, Delivery

COMMAND = "news"
"""The command that tells what revisions changed."""

EVERYTHING = "all"
"""What it calls everything."""


def line(parts: Sequence[Delivery]) -> str:
    """Give `news 17 18 about:gilani,pk-senate`: the revisions told together, and what the chat follows of them.

    Nothing is left out for a chat that follows everything (`about:all`), or that is told because of what it was shown.
    """
    revisions = " ".join(str(each) for each in sorted({each.revision for each in parts}))
    followed = [subject for each in parts for subject, _ in each.because]
    if not all(each.because for each in parts):
        return f"{COMMAND} {revisions}"
    about = EVERYTHING if ALL in followed else ",".join(dict.fromkeys(followed))
    return f"{COMMAND} {revisions} about:{about}"
