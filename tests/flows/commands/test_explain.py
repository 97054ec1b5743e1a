"""``healthsift explain``: page, section, sentence, rule and confidence of a record."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from tests.flows.pages import write_pages


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explained")
    pages = write_pages(folder / "pages", 1)
    assert call("run", pages, "--out", folder / "out", "--direct").exit_code == 0
    return folder / "out"


def _rows(dataset: Path, table: str) -> list[dict[str, object]]:
    (current,) = dataset.rglob("CURRENT")
    return pq.read_table(current.parent / current.read_text().strip() / f"{table}.parquet").to_pylist()


def test_a_record_is_shown_with_page_section_sentence_rule_and_confidence(dataset: Path) -> None:
    record = next(row for row in _rows(dataset, "symptoms") if "pain" in str(row["name"]))
    evidence = [row for row in _rows(dataset, "evidence") if row["record_id"] == record["record_id"]]
    lines = call("explain", record["record_id"], "--out", dataset).output.splitlines()
    assert lines[:3] == [
        f"symptoms: {record['name']}",
        "page: page-0000.html",
        "title: Knee strain of type 0",
    ]
    assert {row["field"] for row in evidence} >= {"name", "quality"}
    for row in evidence:
        shown = f"{row['field']}: {row['quote']!r} ({row['rule']}, confidence {row['confidence']:.2f})"
        assert lines[lines.index(shown) + 1].strip().startswith("section: Symptoms")
        assert lines[lines.index(shown) + 2].strip().startswith("text: ")
    assert "  text: Dull pain in the knee" in lines


def test_a_relation_is_shown_by_its_ends(dataset: Path) -> None:
    relation = _rows(dataset, "relations")[0]
    result = call("explain", relation["relation_id"], "--out", dataset)
    assert result.output.startswith(
        f"relations: {relation['subject_text']} {relation['predicate']} {relation['object_text']}\npage: page-0000.html"
    )
    assert f"({_evidence_rule(dataset, relation)}, confidence" in result.output


def _evidence_rule(dataset: Path, relation: dict[str, object]) -> object:
    rows = _rows(dataset, "evidence")
    return next(row["rule"] for row in rows if row["relation_id"] == relation["relation_id"])


def test_an_id_that_is_not_there_and_a_folder_without_a_version(dataset: Path, tmp_path: Path) -> None:
    (current,) = dataset.rglob("CURRENT")
    version = current.parent / current.read_text().strip()
    missing = call("explain", "rec_0", "--out", dataset)
    assert (missing.exit_code, missing.stdout) == (2, "")
    assert missing.stderr == f"healthsift: no record or relation 'rec_0' in {version}\n"
    empty = call("explain", "rec_0", "--out", tmp_path)
    assert (empty.exit_code, empty.stderr) == (
        2,
        f"healthsift: {tmp_path} is neither a dataset nor a version of one\n",
    )
