"""``datapackage.json``: the version for Frictionless tools (Data Package, Table Schema)."""

from __future__ import annotations

from enum import StrEnum

import pyarrow as pa
from annotated_types import Ge, Le

from pipeline.publish.identity import Identity
from pipeline.publish.rules import bare_type
from schemas import TABLES
from schemas.arrow import arrow_schema
from schemas.describe import column_description

FILE = "datapackage.json"


def datapackage(identity: Identity) -> dict[str, object]:
    """The description as plain JSON values. Hashes of the files stand in the manifest and in Croissant."""
    return {
        "profile": "data-package",
        "name": identity.slug,
        "title": identity.name,
        "description": identity.description,
        "version": identity.schema_version,
        "created": identity.created,
        **({"homepage": identity.url} if identity.url else {}),
        "keywords": list(identity.keywords),
        "contributors": [{"title": identity.creator, "role": "publisher"}],
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: str) -> dict[str, object]:
    return {
        "name": table,
        "type": "table",
        "description": TABLES[table].description,
        "path": f"{table}.parquet",
        "scheme": "file",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": _table_schema(table),
    }


def _table_schema(table: str) -> dict[str, object]:
    entry = TABLES[table]
    schema: dict[str, object] = {
        "fields": [_field(table, column.name, column.type, column.nullable) for column in arrow_schema(table)],
        "primaryKey": [entry.key],
        "missingValues": ["nan", "NaT"],  # how pandas, and so frictionless, hands on the nulls of Parquet
    }
    # Table Schema knows no key that points into one of several tables, and none from a list.
    keys = [
        {"fields": [column], "reference": {"resource": "" if targets[0] == table else targets[0], "fields": [key]}}
        for column, targets in entry.references.items()
        if column in entry.model.model_fields and len(targets) == 1 and not _is_list(table, column)
        for key in [TABLES[targets[0]].key]
    ]
    return schema | ({"foreignKeys": keys} if keys else {})


def _is_list(table: str, column: str) -> bool:
    return pa.types.is_list(arrow_schema(table).field(column).type)


def _field(table: str, name: str, kind: pa.DataType, nullable: bool) -> dict[str, object]:
    field: dict[str, object] = {
        "name": name,
        "type": _type(kind),
        "description": column_description(table, name),
        "arrowType": str(kind),
    }
    info = TABLES[table].model.model_fields[name]
    bare, is_list = bare_type(info.annotation)
    constraints: dict[str, object] = {} if nullable else {"required": True}
    if name == TABLES[table].key:
        constraints["unique"] = True
    if not is_list and isinstance(bare, type) and issubclass(bare, StrEnum):
        constraints["enum"] = [member.value for member in bare]
    for rule in info.metadata:
        if isinstance(rule, Ge):
            constraints["minimum"] = rule.ge
        elif isinstance(rule, Le):
            constraints["maximum"] = rule.le
    return field | ({"constraints": constraints} if constraints else {})


def _type(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return "any"  # frictionless refuses the arrays that its own Parquet reader gives; arrowType says more
    if pa.types.is_struct(kind):
        return "object"
    if pa.types.is_boolean(kind):
        return "boolean"
    if pa.types.is_integer(kind):
        return "integer"
    if pa.types.is_floating(kind):
        return "number"
    if pa.types.is_timestamp(kind):
        return "datetime"
    return "date" if pa.types.is_date(kind) else "string"
