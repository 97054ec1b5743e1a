"""The reference page of the published dataset, ``docs/dataset.md``, written from the registry.

``python -m schemas.document`` writes it anew.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Any

import pyarrow as pa

from schemas import enums
from schemas.arrow import arrow_schema
from schemas.describe import column_description
from schemas.registry import SCHEMA_VERSION, TABLES

PAGE = Path(__file__).parent.parent / "docs" / "dataset.md"

_HEAD = f"""\
# The published dataset

Schema {SCHEMA_VERSION}. This page is written from the models: `python -m schemas.document`.

`<dataset>/<version>/` never changes; `<dataset>/CURRENT` names the version to read. Each table is one Parquet file,
there even when empty, its rows sorted by the key. What a page does not state is null; a list is never null, only
empty. Offsets count Unicode code points of `documents.text`, the end exclusive. Ids are stable: the same page gives
the same ids in every run.

Beside the tables lie `schemas/` (a JSON Schema each), `datapackage.json` (Frictionless), `croissant.json`
(MLCommons), `dataset.sql` (views for DuckDB), `README.md` (the card), `report.html`, and `manifest.json` (the
SHA-256 of every file, counts, the figure of every check).

## Versions of the schema

A reader of 1.x reads every 1.y: a later minor version only adds tables, columns or values of closed lists. To
change a model: raise `SCHEMA_VERSION` in `schemas/registry.py`, add a line `Schema <version>: ...` to
`CHANGELOG.md`, run `python -m schemas.snapshot` and `python -m schemas.document`. Tests hold the models against
`schemas/released/`.

## Concepts over versions

The rows of concepts that records name follow from those records alone: a dataset built anew from the same pages has
the same ones. A concept that an earlier version of this dataset had and that no record names any more stays as a
row with `record_count` 0, so that no id ever disappears; these rows are all that the history of a dataset adds to
it. `replaced_by` names what took its place: the concept under which most of its records are filed now, else the one
concept of its kind that shares a name or a code with it. So a name that gets a code leads from its old id to the new
one. A concept that is named again is an ordinary row again.
"""


def page() -> str:
    """The text of the page."""
    return "\n".join([_HEAD, *map(_table, TABLES), _ranges_and_codes(), _closed_lists()])


def _table(name: str) -> str:
    entry = TABLES[name]
    lines = [f"## {name}", "", entry.description, "", "| column | type | meaning |", "| --- | --- | --- |"]
    for column in arrow_schema(name):
        mark = " (key)" if column.name == entry.key else ""
        targets = entry.references.get(column.name, ())
        points = f" Points to {' or '.join(targets)}." if targets else ""
        lines.append(f"| {column.name}{mark} | {_type(column)} | {column_description(name, column.name)}{points} |")
    return "\n".join(lines) + "\n"


def _type(column: pa.Field[Any]) -> str:
    return _name(column.type) + ("?" if column.nullable else "")


def _name(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return f"list of {_name(kind.value_type)}"
    if pa.types.is_struct(kind):
        return "{" + ", ".join(part.name for part in kind) + "}"
    if pa.types.is_timestamp(kind):
        return "timestamp (UTC)"
    names = {pa.string(): "text", pa.int64(): "integer", pa.float64(): "number", pa.bool_(): "boolean"}
    return names.get(kind, "date")


def _ranges_and_codes() -> str:
    lines = ["## Ranges and codes", ""]
    for model, parts in (("Range", ("min", "max")), ("Code", ("system", "code", "match", "confidence"))):
        lines += [f"- `{part}`: {column_description(model, part)}" for part in parts]
    return "\n".join(lines) + "\n"


def _closed_lists() -> str:
    lines = ["## Closed lists", ""]
    for value in vars(enums).values():
        if isinstance(value, type) and issubclass(value, StrEnum) and value is not StrEnum:
            words = (value.__doc__ or "").strip().splitlines()[0].replace("``", "`")
            lines += [f"{words}", "", ", ".join(f"`{member.value}`" for member in value), ""]
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
