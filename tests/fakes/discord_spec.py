"""Recorded requests against Discord's own description of its API, where that lies beside the checkout."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

SPEC = Path(__file__).parents[2].parent / "shared" / "specs" / "discord_openapi_v10.json"


def available() -> bool:
    return SPEC.exists()


def faults(method: str, path: str, body: Any) -> list[str]:
    """What the description says against a body; snowflakes may be integers, and unknown keys are let pass."""
    return [
        f"{method} {path} {error.json_path}: {error.message[:300]}"
        for error in validator(method, path).iter_errors(body)
    ]


def all_faults(requests: Iterable[tuple[str, str, Any]]) -> list[str]:
    """What it says against recorded requests, each body looked at once; nothing where it is absent."""
    if not available():
        return []
    bodies = {(method, path, json.dumps(body)) for method, path, body in requests if body is not None}
    return [fault for method, path, body in sorted(bodies) for fault in faults(method, path, json.loads(body))]


@cache
def spec() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(SPEC.read_text(encoding="utf-8"))
    snowflake = loaded["components"]["schemas"]["SnowflakeType"]
    loaded["components"]["schemas"]["SnowflakeType"] = {"anyOf": [{"type": "integer"}, snowflake]}
    return loaded


@cache
def validator(method: str, path: str) -> Draft202012Validator:
    content = spec()["paths"][path][method.lower()]["requestBody"]["content"]["application/json"]
    return Draft202012Validator({**content["schema"], "components": spec()["components"]})
