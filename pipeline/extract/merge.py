"""Twins: found records of one name become one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pipeline.extract.found import Found
from pipeline.extract.normal import normal_name
from schemas.enums import ConditionRole, RecordKind

# The weightier role wins where a page states several.
_ROLES = (
    ConditionRole.TOPIC,
    ConditionRole.CONDITION,
    ConditionRole.COMPLICATION,
    ConditionRole.CAUSE,
    ConditionRole.MENTIONED,
)


@dataclass(slots=True, eq=False)
class Merged:
    """One record of the document: all that was found under one kind, normal name and polarity."""

    kind: RecordKind
    key: str
    name: str
    values: dict[str, Any]
    members: list[Found] = field(default_factory=list)


def merge(records: list[Found]) -> list[Merged]:
    """Records in the order in which their names first stand in the text; lists joined, the first scalar kept."""
    ordered = sorted(records, key=_place)
    merged: dict[tuple[str, ...], Merged] = {}
    for found in ordered:
        key = normal_name(found.name)
        if not key:
            continue
        identity = (found.kind.value, key, str(bool(found.values.get("negated"))))
        if found.kind is RecordKind.EXERCISE:
            identity += tuple(found.values.get("steps") or ())
        twin = merged.get(identity)
        if twin is None:
            values = {k: list(v) if isinstance(v, (list, tuple)) else v for k, v in found.values.items()}
            merged[identity] = Merged(found.kind, key, found.name, values, [found])
        else:
            join(twin, found)
    return list(merged.values())


def _place(found: Found) -> tuple[int, int, str]:
    names = [mention.start for mention in found.mentions if mention.field == "name"]
    return (min(names, default=1 << 60), len(found.name), found.name)


def join(twin: Merged, found: Found) -> None:
    """Add one found record to those merged so far."""
    for name, value in found.values.items():
        held = twin.values.get(name)
        if isinstance(value, (list, tuple)):
            twin.values[name] = [*(held or ()), *(item for item in value if item not in (held or ()))]
        elif name == "role":
            twin.values[name] = min((held or value, value), key=lambda role: _ROLES.index(ConditionRole(role)))
        elif held is None:
            twin.values[name] = value
    twin.members.append(found)
