"""The table of the numbers that count changes: a step of `data.migrations`."""

from __future__ import annotations

STATEMENTS = ("CREATE TABLE changes (what TEXT PRIMARY KEY, number INTEGER NOT NULL) STRICT",)
