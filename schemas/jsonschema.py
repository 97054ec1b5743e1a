"""JSON Schemas of the published rows, derived from the models."""

from __future__ import annotations

from typing import Any

from schemas.arrow import arrow_schema
from schemas.describe import column_description
from schemas.registry import SCHEMA_VERSION, TABLES


def json_schema(table: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one row of a table; columns in the order of the published file.

    Raises:
        KeyError: there is no such table.
    """
    entry = TABLES[table]
    schema = entry.model.model_json_schema(mode="serialization")
    schema["properties"] = {name: schema["properties"][name] for name in arrow_schema(table).names}
    schema["required"] = list(schema["properties"])  # a published row has every column; null is a value
    for name, column in schema["properties"].items():
        column["description"] = column_description(table, name)
        column.pop("title", None)
        column.pop("default", None)
    for name, part in schema.get("$defs", {}).items():
        for column, described in part.get("properties", {}).items():
            described["description"] = column_description(name, column)
            described.pop("title", None)
            described.pop("default", None)
        if "properties" in part:
            part["required"] = list(part["properties"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": table,
        "version": SCHEMA_VERSION,
        "primaryKey": entry.key,
        **{key: value for key, value in schema.items() if key != "title"},
    }
