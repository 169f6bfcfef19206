"""The process that draws ends quietly when whoever started it is gone."""

from __future__ import annotations

import subprocess
import sys

from bot.pictures import wire
from tests.pictures.samples import SENATE


def test_a_worker_whose_answers_nobody_reads_says_nothing() -> None:
    """Whoever is killed closes both pipes without a word."""
    pipe, run = subprocess.PIPE, [sys.executable, "-m", "bot.pictures.worker"]
    with subprocess.Popen(run, stdin=pipe, stdout=pipe, stderr=pipe) as worker:  # noqa: S603  # our own module
        assert worker.stdin is not None
        assert worker.stdout is not None
        assert worker.stderr is not None
        assert worker.stdout.read(wire.HEAD.size)
        worker.stdout.close()
        worker.stdin.write(wire.frame(wire.PNG, wire.encode(SENATE, "light")))
        worker.stdin.close()
        assert worker.stderr.read() == b""
    assert worker.returncode == 0
