"""Arrow schemas, derived from the pydantic models."""

from __future__ import annotations

import types
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

import pyarrow as pa
from pydantic import BaseModel

from schemas.registry import TABLES

_SCALARS: dict[Any, pa.DataType] = {
    str: pa.string(),
    bool: pa.bool_(),
    int: pa.int64(),
    float: pa.float64(),
    datetime: pa.timestamp("us", tz="UTC"),
    date: pa.date32(),
}


def _resolve(annotation: Any) -> tuple[Any, bool]:
    """The bare type of an annotation and whether it may be null."""
    if get_origin(annotation) is Annotated:
        return _resolve(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        inner = [a for a in get_args(annotation) if a is not type(None)]
        if len(inner) != 1:
            raise TypeError(f"a column has one type: {annotation}")
        return _resolve(inner[0])[0], len(inner) < len(get_args(annotation))
    return annotation, False


def arrow_type(annotation: Any) -> pa.DataType:
    """The Arrow type of a model field's annotation.

    Raises:
        TypeError: the annotation has no Arrow type here.
    """
    bare, _ = _resolve(annotation)
    if bare in _SCALARS:
        return _SCALARS[bare]
    if get_origin(bare) is list:
        return pa.list_(arrow_type(get_args(bare)[0]))
    if isinstance(bare, type) and issubclass(bare, StrEnum):
        return pa.string()
    if isinstance(bare, type) and issubclass(bare, BaseModel):
        return pa.struct(_fields(bare))
    raise TypeError(f"no Arrow type for {annotation}")


def _fields(model: type[BaseModel]) -> list[pa.Field[Any]]:
    return [
        pa.field(name, arrow_type(info.annotation), nullable=_resolve(info.annotation)[1])
        for name, info in model.model_fields.items()
    ]


@cache
def arrow_schema(table: str) -> pa.Schema:
    """The Arrow schema of a published table, its key first.

    Raises:
        KeyError: there is no such table.
    """
    entry = TABLES[table]
    fields = _fields(entry.model)
    fields.sort(key=lambda f: f.name != entry.key)  # stable: the key leads, the rest as declared
    return pa.schema(fields)
