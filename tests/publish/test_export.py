"""CSV and JSON Lines: nothing lost, nothing run."""

import csv
import json
from pathlib import Path

import pyarrow as pa
import pytest

from pipeline.publish.export import export, without_formulas
from pipeline.publish.history import resolve_version
from pipeline.publish.request import PublishError
from schemas import TABLES
from tests.publish.made_up import page_rows, publish_pages


def test_all_tables_are_exported_with_all_rows(made_once: Path, tmp_path: Path) -> None:
    version = resolve_version(made_once)
    assert [p.name for p in export(version, tmp_path / "c", "csv")] == [f"{t}.csv" for t in TABLES]
    rows = list(csv.DictReader((tmp_path / "c" / "exercises.csv").open(newline="")))
    assert [(r["name"], r["reps_min"], r["hold_seconds_min"], r["muscles"]) for r in rows] == [
        ("Wrist curl", "10", "", "forearms")
    ] * 2
    export(version, tmp_path / "j", "jsonl", ["exercises"])
    lines = [json.loads(line) for line in (tmp_path / "j" / "exercises.jsonl").read_text().splitlines()]
    assert [line["reps"] for line in lines] == [{"min": 10, "max": 10}] * 2


@pytest.mark.parametrize(
    "text", ["=1+1", "+49", "-2", "@SUM(A1)", "\t=1", " =1", "＝1", "\r=1", "=cmd|' /C calc'!A0", "-"]
)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert without_formulas(pa.table({"a": [text]}))["a"].to_pylist() == ["'" + text]


@pytest.mark.parametrize("text", ["knee pain", "2-3 times", "a = b", "", "'quoted"])
def test_other_texts_stay(text: str) -> None:
    assert without_formulas(pa.table({"a": [text, None]}))["a"].to_pylist() == [text, None]


def test_formulas_in_a_csv_file_are_neutral_and_numbers_stay_numbers(tmp_path: Path) -> None:
    page = page_rows("a.html")
    update = {"name": '=HYPERLINK("http://evil.example")', "steps": ["=1", "Lift."], "number": 3}
    page.exercises[0] = page.exercises[0].model_copy(update=update)
    version = publish_pages(tmp_path, page).path
    export(version, tmp_path / "c", "csv", ["exercises"])
    row = next(csv.DictReader((tmp_path / "c" / "exercises.csv").open(newline="")))
    assert row["name"] == '\'=HYPERLINK("http://evil.example")'
    assert row["steps"] == "'=1; Lift."
    assert row["number"] == "3"


def test_unknown_formats_and_tables_are_named(made_once: Path, tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="no format 'xlsx'"):
        export(resolve_version(made_once), tmp_path, "xlsx")
    with pytest.raises(PublishError, match="no table 'drugs'"):
        export(resolve_version(made_once), tmp_path, "csv", ["drugs"])
