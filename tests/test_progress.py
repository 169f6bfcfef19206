"""Bars are for whoever sits before a terminal."""

from __future__ import annotations

import io
import sys

import pytest

from bot import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def worked() -> None:
    progress.said("Beginning ...")
    with progress.shown("Copying") as told:
        for done in range(5):
            told(done, 4)


def test_a_terminal_is_shown_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    worked()
    assert stream.getvalue().startswith("Beginning ...\n")
    assert "Copying" in stream.getvalue()
    assert "100%" in stream.getvalue()


def test_a_pipe_is_told_nothing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    worked()
    assert stream.getvalue() == ""
    assert capsys.readouterr().out == ""
