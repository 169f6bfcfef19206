"""The process that draws: `python -m bot.pictures.worker` reads requests on standard input until it is closed.

It is a process because resvg holds the interpreter's lock for the tenth of a second a card takes.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from typing import BinaryIO

import resvg_py

from bot.pictures import wire
from bot.pictures.draw import svg
from bot.pictures.measure import FAMILY, FILES

FONT_FILES = [str(file) for file in FILES.values()]


def draw(request: bytes) -> bytes:
    """Give the PNG for an encoded picture. Raises ValueError for a picture that cannot be drawn."""
    return rasterise(svg(*wire.decode(request)))


def rasterise(card: str) -> bytes:
    """Give an SVG file as PNG, with the fonts we ship and no others. Raises ValueError for a broken file."""
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=card,
            skip_system_fonts=True,
            font_files=FONT_FILES,
            font_family=FAMILY,
        )
    )


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer each request in turn until there are no more."""
    answers.write(wire.frame(wire.READY))
    answers.flush()
    while head := requests.read(wire.HEAD.size):
        _, length = wire.HEAD.unpack(head)
        try:
            answer = wire.frame(wire.PNG, draw(requests.read(length)))
        except ValueError as refusal:
            answer = wire.frame(wire.REFUSED, str(refusal).encode("utf-8", "replace"))
        answers.write(answer)
        answers.flush()


def main() -> None:
    """Serve standard input and output; whatever else would print goes to standard error."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the painter decides when we stop
    # Whoever started us may be killed: then nobody reads on, and there is nobody to tell.
    with suppress(BrokenPipeError), os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
