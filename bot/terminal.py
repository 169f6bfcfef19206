"""How a command of the command line begins and ends: settings, one run of the loop, one clear line when it fails."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Coroutine
from typing import Any, NoReturn, TypeVar

import click

from bot import logs
from bot.errors import SetUpError
from bot.settings import Settings, load
from data.errors import DataError

T = TypeVar("T")


def settings() -> Settings:
    """Give the settings, with the log as they say; a setting that is wrong is one clear line and exit status 1."""
    try:
        found = load()
    except SetUpError as error:
        stop(str(error))
    logs.configure(found.log_level, found.log_format, sys.stderr)
    return found


def done(work: Coroutine[Any, Any, T]) -> T:
    """Run the work to its end; what an operator can mend becomes one clear line and exit status 1."""
    try:
        with asyncio.Runner(loop_factory=_loop()) as runner:
            return runner.run(work)
    except (SetUpError, DataError) as error:
        stop(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still buffered has no reader either
        sys.exit(0)


def _loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Give what makes the fastest loop there is here, nothing for the standard library's."""
    try:
        import uvloop  # noqa: PLC0415  # it exists for some platforms only
    except ImportError:
        return None
    return uvloop.new_event_loop


def stop(message: str) -> NoReturn:
    """Say one line and end with status 1."""
    click.echo(message, err=True)
    sys.exit(1)
