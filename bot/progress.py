"""How far long work has come, for whoever sits before it: on stderr, on a terminal only, and never in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

Progress = Callable[[int, int], None]
"""Told how much is done, and of how much; from any thread."""


@contextmanager
def shown(label: str) -> Iterator[Progress]:
    """Give what draws a bar; where stderr is no terminal, what does nothing."""
    if not sys.stderr.isatty():
        yield _nothing
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def told(done: int, total: int) -> None:
            """Draw how far it is; a total may grow."""
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield told


def said(line: str) -> None:
    """Say what is begun that tells nothing of how far it is, on a terminal."""
    if sys.stderr.isatty():
        click.echo(line, err=True)


def _nothing(_done: int, _total: int) -> None:
    return
