"""A model cannot change without a step of the schema's version and a line in the changelog."""

import copy
import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from schemas import SCHEMA_VERSION, TABLES, snapshot
from schemas.describe import column_description
from schemas.jsonschema import json_schema
from schemas.snapshot import MAJOR, MINOR, PATCH, released, schemas_now, step_needed, step_taken

HOW_TO = (
    "the models differ from the released schema {version}: raise SCHEMA_VERSION, add a line "
    "'Schema <version>: ...' to CHANGELOG.md and run `python -m schemas.snapshot`"
)


def test_the_models_are_the_snapshot_of_their_version() -> None:
    assert released().get(SCHEMA_VERSION) == schemas_now(), HOW_TO.format(version=SCHEMA_VERSION)


def test_each_released_schema_took_the_step_that_its_change_needs() -> None:
    versions = list(released().items())
    for (old_name, old), (new_name, new) in itertools.pairwise(versions):
        taken, needed = step_taken(old_name, new_name), step_needed(old, new)
        assert taken is not None
        assert needed is None or taken >= needed, f"{old_name} to {new_name}"


def test_every_schema_has_a_line_in_the_changelog() -> None:
    changelog = (Path(__file__).parents[2] / "CHANGELOG.md").read_text(encoding="utf-8")
    assert [version for version in released() if f"Schema {version}:" not in changelog] == []


def table_more(schemas: dict[str, Any]) -> None:
    schemas["visits"] = schemas["pages"]


def table_less(schemas: dict[str, Any]) -> None:
    del schemas["plans"]


def column_more(schemas: dict[str, Any]) -> None:
    schemas["pages"]["properties"]["country"] = {"type": "string"}


def column_less(schemas: dict[str, Any]) -> None:
    del schemas["pages"]["properties"]["license"]


def column_of_another_type(schemas: dict[str, Any]) -> None:
    schemas["pages"]["properties"]["bytes"] = {"type": "string"}


def value_more(schemas: dict[str, Any]) -> None:
    schemas["pages"]["$defs"]["Verdict"]["enum"].append("podcast")


def value_less(schemas: dict[str, Any]) -> None:
    schemas["pages"]["$defs"]["Verdict"]["enum"].remove("thread")


def nested_column_less(schemas: dict[str, Any]) -> None:
    del schemas["exercises"]["$defs"]["Range"]["properties"]["max"]


def other_words(schemas: dict[str, Any]) -> None:
    schemas["pages"]["properties"]["bytes"]["description"] = "Length."


def nothing(schemas: dict[str, Any]) -> None:
    del schemas


@pytest.mark.parametrize(
    ("change", "step"),
    [
        (table_more, MINOR),
        (table_less, MAJOR),
        (column_more, MINOR),
        (column_less, MAJOR),
        (column_of_another_type, MAJOR),
        (value_more, MINOR),
        (value_less, MAJOR),
        (nested_column_less, MAJOR),
        (other_words, PATCH),
        (nothing, None),
    ],
)
def test_what_a_change_asks_for(change: Any, step: int | None) -> None:
    changed = copy.deepcopy(schemas_now())
    change(changed)
    assert step_needed(schemas_now(), changed) == step


@pytest.mark.parametrize(
    ("old", "new", "step"),
    [
        ("1.0.0", "2.0.0", MAJOR),
        ("1.9.1", "1.10.0", MINOR),
        ("1.0.0", "1.0.1", PATCH),
        ("1.0.0", "1.0.0", None),
        ("1.1.0", "1.0.9", None),
    ],
)
def test_what_a_step_is(old: str, new: str, step: int | None) -> None:
    assert step_taken(old, new) == step


def test_a_released_schema_is_never_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(snapshot, "FOLDER", tmp_path / "released")
    assert snapshot.main() == 0
    assert snapshot.main() == 0  # the same again is no change
    target = tmp_path / "released" / f"{SCHEMA_VERSION}.json"
    target.write_text(json.dumps({}))
    assert snapshot.main() == 1
    assert "raise SCHEMA_VERSION" in capsys.readouterr().err
    assert target.read_text() == "{}"


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_described_and_required(table: str) -> None:
    schema = json_schema(table)
    assert next(iter(schema["properties"])) == TABLES[table].key == schema["primaryKey"]
    assert schema["required"] == list(schema["properties"])
    for column in schema["properties"].values():
        assert column["description"].endswith(".")


def test_an_unknown_column_has_no_description() -> None:
    with pytest.raises(KeyError):
        column_description("pages", "nowhere")
