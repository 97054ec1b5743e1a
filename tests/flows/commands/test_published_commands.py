"""Commands over published versions: what they print and how they end."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from flows.commands import diff, evaluate, export, inspect, prune, push, rollback, sample, sql, versions
from pipeline.publish.layout import versions as names
from pipeline.store.store import RawStore
from tests.publish.made_up import page_rows, publish_pages


def call(command: Callable[..., None], *arguments: object) -> Result:
    app = typer.Typer()
    app.command()(command)
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    publish_pages(folder, page_rows("a.html", ("elbow pain",)))
    publish_pages(folder, page_rows("a.html", ("elbow pain", "numbness")))
    return folder / "set"


def test_versions_marks_the_current_one(dataset: Path) -> None:
    lines = call(versions.versions, dataset).output.splitlines()
    assert [line.split()[0] for line in lines] == ["version", names(dataset)[0], "*"]


def test_diff_in_words_and_in_json(dataset: Path) -> None:
    old, new = (dataset / name for name in names(dataset))
    text = call(diff.diff, old, new).output
    assert text.splitlines()[0] == "+ symptom 'numbness'  a.html (clinic.example)"
    assert "no difference" in call(diff.diff, new, new).output
    assert call(diff.diff, dataset).output == text  # the last step
    found = json.loads(call(diff.diff, old, new, "--json").output)
    assert found["by_kind"] == {"symptom": {"added": 1}}
    assert [change["name"] for change in found["changes"]] == ["numbness"]


def test_sql_prints_csv_and_json(dataset: Path) -> None:
    query = "SELECT name, body_sites FROM symptoms ORDER BY name"
    assert call(sql.sql, dataset, query).output == '"name","body_sites"\n"elbow pain","elbow"\n"numbness","elbow"\n'
    rows = [json.loads(line) for line in call(sql.sql, dataset, query, "--json").output.splitlines()]
    assert rows[0] == {"name": "elbow pain", "body_sites": ["elbow"]}


def test_export_prints_its_files(dataset: Path, tmp_path: Path) -> None:
    result = call(export.export, dataset, "--to", tmp_path / "out", "--table", "symptoms", "--format", "jsonl")
    assert result.output.split() == [str(tmp_path / "out" / "symptoms.jsonl")]
    assert len((tmp_path / "out" / "symptoms.jsonl").read_text().splitlines()) == 2


def test_sample_and_evaluate(dataset: Path, tmp_path: Path) -> None:
    labels = tmp_path / "labels.csv"
    assert call(sample.sample, dataset, 50, "--csv", labels).exit_code == 0
    labels.write_text(labels.read_text().replace(",,\n", ",right,\n"))
    lines = call(evaluate.evaluate, labels).output.splitlines()
    assert lines[1].split()[:5] == ["condition", "(all)", "1", "1", "1.000"]
    assert lines[-1] == "0 rows without a verdict"
    assert json.loads(call(evaluate.evaluate, labels, "--json").output)["open"] == 0
    assert call(sample.sample, dataset, 1).output.startswith("id,kind,rule")


def test_push_prints_the_address(dataset: Path, tmp_path: Path) -> None:
    assert call(push.push, dataset, tmp_path / "there").output.strip().endswith(names(dataset)[-1])
    assert call(push.push, dataset, "nowhere://x").exit_code == 3


@pytest.mark.parametrize("protocol", ["s3", "s3a"])
def test_push_to_an_object_store_without_its_package_says_how_to_get_it(
    dataset: Path, monkeypatch: pytest.MonkeyPatch, protocol: str
) -> None:
    def missing(_: str) -> None:
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr("fsspec.get_filesystem_class", missing)
    result = call(push.push, dataset, f"{protocol}://bucket/name")
    assert (result.exit_code, result.stderr) == (
        2,
        f"healthsift: {protocol}:// needs a package that is not installed: pip install 'healthsift[s3]'\n",
    )


def test_a_place_that_cannot_be_written_is_one_line_and_status_2(dataset: Path, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    for target, command, arguments in (
        (tmp_path / "no" / "x.html", inspect.inspect, ("a.html", "--version", dataset, "-o")),
        (tmp_path / "no" / "x.csv", sample.sample, (dataset, 5, "--csv")),
        (file, export.export, (dataset, "--to")),
        (file / "below", export.export, (dataset, "--to")),
        (file / "x.warc", export.export, (tmp_path / "store", "--warc")),
    ):
        RawStore(tmp_path / "store").close()
        result = call(command, *arguments, target)
        assert result.exit_code == 2, result.output
        assert result.output.startswith(f"healthsift: cannot write {target}: ")
        assert len(result.output.splitlines()) == 1
    assert file.read_text() == "mine"


def test_rollback_and_prune(tmp_path: Path) -> None:
    for symptom in ("elbow pain", "numbness", "stiffness"):
        publish_pages(tmp_path, page_rows("a.html", (symptom,)))
    dataset = tmp_path / "set"
    first, second, third = names(dataset)
    assert call(rollback.rollback, dataset).output.strip() == str(dataset / second)
    assert call(prune.prune, dataset, "--keep", 1).output.split() == [first]
    assert names(dataset) == [second, third]


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        (versions.versions, []),
        (rollback.rollback, []),
        (prune.prune, ["--keep", "2"]),
        (sql.sql, ["SELECT 1"]),
        (export.export, ["--to", "out"]),
    ],
)
def test_a_folder_that_is_no_dataset_is_one_line_and_status_2(
    tmp_path: Path, command: Callable[..., None], arguments: list[str]
) -> None:
    result = call(command, tmp_path, *arguments)
    assert result.exit_code == 2
    assert len(result.output.splitlines()) == 1
    assert str(tmp_path) in result.output
