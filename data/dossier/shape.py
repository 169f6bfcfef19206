"""Walking the schema: which models, fields and references stand where, read off the annotations themselves."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from data.dossier.positions import Path
from data.dossier.values import Refers


def annotation_of(field: FieldInfo) -> Any:
    """Give a field's annotation with the marks that pydantic had taken off it."""
    marks = tuple(mark for mark in field.metadata if isinstance(mark, Refers))
    return Annotated[field.annotation, marks[0]] if marks else field.annotation


def bare(annotation: Any) -> Any:
    """Give the annotation without marks and without `| None`."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in {Union, types.UnionType}:
            annotation = next(arm for arm in get_args(annotation) if arm is not types.NoneType)
        else:
            return annotation


def model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """Give the model that stands at this path below the given one, or None when something else stands there."""
    at: Any = model
    for step in path:
        if isinstance(at, type) and issubclass(at, BaseModel):
            field = at.model_fields.get(str(step))
            at = None if field is None else bare(field.annotation)
        elif get_origin(at) in {dict, tuple}:
            at = bare(get_args(at)[1 if get_origin(at) is dict else 0])
        else:
            return None
    return at if isinstance(at, type) and issubclass(at, BaseModel) else None


def references(annotation: Any, value: Any, path: Path = ()) -> Iterator[tuple[Path, str, Refers, bool]]:
    """Give every reference in the value: its path, the id, the kinds allowed, and whether it stands as a key.

    The value is a model, or plain data that may be wrong in other ways: what does not fit the annotation is passed by.
    """
    mark = _mark(annotation)
    inner = bare(annotation)
    if mark is not None:
        if isinstance(value, str):
            yield path, value, mark, False
    elif isinstance(inner, type) and issubclass(inner, BaseModel):
        for name, field in inner.model_fields.items():
            item = value.get(name) if isinstance(value, dict) else getattr(value, name, None)
            yield from references(annotation_of(field), item, (*path, name))
    elif get_origin(inner) is dict and isinstance(value, dict):
        key_annotation, value_annotation = get_args(inner)
        key_mark = _mark(key_annotation)
        for name, item in value.items():
            if key_mark is not None:
                yield (*path, name), name, key_mark, True
            yield from references(value_annotation, item, (*path, name))
    elif get_origin(inner) is tuple and isinstance(value, list | tuple):
        for number, item in enumerate(value):
            yield from references(get_args(inner)[0], item, (*path, number))


def _mark(annotation: Any) -> Refers | None:
    if get_origin(annotation) in {Union, types.UnionType}:
        annotation = next(arm for arm in get_args(annotation) if arm is not types.NoneType)
    marks = get_args(annotation)[1:] if get_origin(annotation) is Annotated else ()
    return next((mark for mark in marks if isinstance(mark, Refers)), None)
