"""Released schemas, kept: what a change of the models is held against.

``python -m schemas.snapshot`` writes the snapshot of the version that the registry names.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from schemas.jsonschema import json_schema
from schemas.registry import SCHEMA_VERSION, TABLES

FOLDER = Path(__file__).parent / "released"
PATCH, MINOR, MAJOR = 0, 1, 2
"""What a change asks for: words alone, something that old readers can do without, a break."""


def schemas_now() -> dict[str, Any]:
    """The JSON Schemas of all tables as the models are now, in plain JSON values."""
    found: dict[str, Any] = json.loads(json.dumps({table: json_schema(table) for table in TABLES}))
    for schema in found.values():
        del schema["version"]
    return found


def released() -> dict[str, dict[str, Any]]:
    """The kept snapshots by version, oldest first."""
    names = sorted((path.stem for path in FOLDER.glob("*.json")), key=numbers)
    return {name: json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")) for name in names}


def numbers(version: str) -> tuple[int, ...]:
    """The three numbers of a version."""
    return tuple(int(part) for part in version.split("."))


def step_taken(old: str, new: str) -> int | None:
    """Which of the numbers rose from one version to the next; null where none did."""
    before, after = numbers(old), numbers(new)
    for step, index in ((MAJOR, 0), (MINOR, 1), (PATCH, 2)):
        if after[index] != before[index]:
            return step if after[index] > before[index] else None
    return None


def step_needed(old: dict[str, Any], new: dict[str, Any]) -> int | None:
    """The least step that a change of the schemas asks for; null where nothing changed.

    A table, column or value of a closed list more is minor: a reader of the older schema does not miss it.
    One that is gone, or of another type, is major. Other words are a patch.
    """
    if old == new:
        return None
    if set(old) - set(new):
        return MAJOR
    steps = [MINOR] if set(new) - set(old) else [PATCH]
    steps += [_of_models(old[table], new[table]) for table in old]
    return max(steps)


def _of_models(old: dict[str, Any], new: dict[str, Any]) -> int:
    step = PATCH
    if old.get("primaryKey") != new.get("primaryKey"):
        return MAJOR
    before, after = {"": old, **old.get("$defs", {})}, {"": new, **new.get("$defs", {})}
    if set(after) - set(before):
        step = MINOR
    for name in set(before) & set(after):
        step = max(step, _of_columns(before[name], after[name]))
    return step


def _of_columns(old: dict[str, Any], new: dict[str, Any]) -> int:
    if set(old.get("enum", ())) - set(new.get("enum", ())):
        return MAJOR
    step = MINOR if set(new.get("enum", ())) - set(old.get("enum", ())) else PATCH
    before, after = old.get("properties", {}), new.get("properties", {})
    if set(before) - set(after):
        return MAJOR
    if set(after) - set(before):
        step = MINOR
    if any(_shape(before[name]) != _shape(after[name]) for name in before):
        return MAJOR
    return step


def _shape(column: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in column.items() if key != "description"}


def main() -> int:
    """Write the snapshot of the current version; one that is released is never written over."""
    target = FOLDER / f"{SCHEMA_VERSION}.json"
    text = json.dumps(schemas_now(), indent=1, sort_keys=True) + "\n"
    if target.exists() and target.read_text(encoding="utf-8") != text:
        sys.stderr.write(f"{target.name} is released and differs: raise SCHEMA_VERSION first (see docs/dataset.md)\n")
        return 1
    FOLDER.mkdir(exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
