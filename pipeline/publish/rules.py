"""The rules of a dataset, in SQL over views named as the tables; most follow from the models.

A row rule is a condition that a bad row meets: all of a table's are judged in one scan. A query rule
selects what names each bad row.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, Union, get_args, get_origin

from annotated_types import Ge, Le
from pydantic.fields import FieldInfo

from pipeline.publish.contacts import CONTACT_PATTERN
from pipeline.publish.engine import quoted
from schemas import TABLES, Range, Table

RECORD_TABLES = ("conditions", "symptoms", "treatments", "exercises")
_GROUNDED = (*RECORD_TABLES, "relations")
_ANSWERS_FOR_CONTACTS = (*_GROUNDED, "plans", "evidence")

Rule = tuple[str, str]
"""The name of a rule and its SQL."""


def row_rules(table: Table) -> Iterator[Rule]:
    """Conditions that a bad row of the table meets: closed lists, ranges, bounds, contact data."""
    yield from _values(table)
    if table.name == "evidence":
        yield "evidence.of_one_thing", "(record_id IS NULL) = (relation_id IS NULL)"
    if table.name in _ANSWERS_FOR_CONTACTS:
        yield f"{table.name}.no_contact_data", _contacts(table)


def query_rules() -> Iterator[Rule]:
    """Queries over whole tables: keys, references, quotes, evidence, twins."""
    for table in TABLES.values():
        yield f"{table.name}.key_unique", f"SELECT {table.key} FROM {table.name} GROUP BY 1 HAVING count(*) > 1"
        yield from _references(table)
    yield from _grounding()
    yield from _twins()


def bare_type(annotation: Any) -> tuple[Any, bool]:
    """The type of an annotation without null, and whether it is the type of a list's items."""
    if get_origin(annotation) in (Union, types.UnionType):
        annotation = next(a for a in get_args(annotation) if a is not type(None))
    if get_origin(annotation) is list:
        return get_args(annotation)[0], True
    return (get_args(annotation)[0], False) if get_origin(annotation) is not None else (annotation, False)


def _values(table: Table) -> Iterator[Rule]:
    """Closed lists, ranges and bounds, as the model declares them."""
    for name, info in table.model.model_fields.items():
        bare, is_list = bare_type(info.annotation)
        column = f'"{name}"'
        if is_list or not isinstance(bare, type):
            continue
        if issubclass(bare, StrEnum):
            allowed = ", ".join(quoted(member.value) for member in bare)
            yield f"{table.name}.{name}_in_list", f"{column} NOT IN ({allowed})"
        elif issubclass(bare, Range):
            low, high = f"{column}.min", f"{column}.max"
            empty = f"({column} IS NOT NULL AND {low} IS NULL AND {high} IS NULL)"
            yield f"{table.name}.{name}_is_range", f"{low} > {high} OR {low} < 0 OR {empty}"
        elif bounds := " OR ".join(_bounds(column, info)):
            yield f"{table.name}.{name}_in_bounds", bounds


def _bounds(column: str, info: FieldInfo) -> Iterator[str]:
    for rule in info.metadata:
        if isinstance(rule, Ge):
            yield f"{column} < {rule.ge}"
        elif isinstance(rule, Le):
            yield f"{column} > {rule.le}"


def _references(table: Table) -> Iterator[Rule]:
    for column, targets in table.references.items():
        if column not in table.model.model_fields:
            continue
        _, is_list = bare_type(table.model.model_fields[column].annotation)
        value = f"unnest({column})" if is_list else column
        held = " UNION ALL ".join(f"SELECT {TABLES[target].key} AS id FROM {target}" for target in targets)
        yield (
            f"{table.name}.{column}_exists",
            f"SELECT key FROM (SELECT {table.key} AS key, {value} AS id FROM {table.name}) "
            f"ANTI JOIN ({held}) AS held USING (id) WHERE id IS NOT NULL",
        )


def _grounding() -> Iterator[Rule]:
    yield (
        "evidence.quote_is_slice",
        "SELECT evidence_id FROM evidence JOIN documents USING (document_id) "
        'WHERE substring("text", "start" + 1, "end" - "start") != quote',
    )
    for name in _GROUNDED:
        key = TABLES[name].key
        yield f"{name}.has_evidence", f"SELECT {key} FROM {name} ANTI JOIN evidence USING ({key})"


def _twins() -> Iterator[Rule]:
    for name in RECORD_TABLES:
        same = ["document_id", "lower(name)"]
        if "negated" in TABLES[name].model.model_fields:
            same.append("negated")
        if name == "exercises":  # two exercises of one name with different steps or doses are two
            same += [f'"{c}"' for c in TABLES[name].model.model_fields if c not in ("record_id", "name", "number")]
        yield f"{name}.no_twins", f"SELECT min(record_id) FROM {name} GROUP BY {', '.join(same)} HAVING count(*) > 1"


def _contacts(table: Table) -> str:
    """Rows with contact data in any free text; ids, codes and closed lists hold none."""
    texts = []
    for name, info in table.model.model_fields.items():
        bare, is_list = bare_type(info.annotation)
        if bare is str and not name.endswith(("_id", "_ids")):
            texts.append(f'array_to_string("{name}", chr(10))' if is_list else f'"{name}"')
    joined = f"concat_ws(chr(10), {', '.join(texts)})"
    return f"regexp_matches({joined}, {quoted(CONTACT_PATTERN)}, 'm')"
