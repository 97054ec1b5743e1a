"""A version in pandas and in SQL."""

import json
import math
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

from pipeline import open_dataset
from pipeline.publish.layout import current_version, versions
from pipeline.publish.request import PublishError
from pipeline.publish.sql import query
from schemas import TABLES


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_a_frame_with_right_types(made_once: Path, table: str) -> None:
    frame = getattr(open_dataset(made_once), table)
    assert isinstance(frame, pd.DataFrame)
    assert set(frame.columns) == set(TABLES[table].model.model_fields)
    assert not [c for c in frame if frame[c].dtype == object]


def test_types_of_columns(made_once: Path) -> None:
    data = open_dataset(str(made_once))
    types = data.exercises.dtypes.astype(str)
    assert types["name"] == "str"
    assert types["position"] == "category"
    assert types["reps"].startswith("struct<min: int64")
    assert types["muscles"].startswith("list<")
    assert types["per_side"] == "bool[pyarrow]"
    assert data.pages["status"].dtype == "int64[pyarrow]"
    assert "supine" in data.exercises["position"].cat.categories
    assert data.exercises["reps"].struct.field("min").tolist() == [10, 10]


def test_flat_frames_hold_scalars_alone(made_once: Path) -> None:
    data = open_dataset(made_once)
    flat = data.frame("exercises", flat=True)
    assert flat.loc[0, "reps_min"] == flat.loc[0, "reps_max"] == 10
    assert flat.loc[0, "muscles"] == "forearms"
    assert pd.isna(flat.loc[0, "hold_seconds_min"])
    assert data.frame("conditions", flat=True).loc[0, "codes"] == "MONDO:0000001"


def test_evidence_for_a_record_and_a_relation(made_once: Path) -> None:
    data = open_dataset(made_once)
    record_id = data.symptoms.query("name == 'weak grip'")["record_id"].iloc[0]
    quotes = data.evidence_for(record_id)
    assert quotes[["quote", "source", "rule"]].values.tolist() == [["weak grip", "b.html", "symptom.list"]]
    assert data.evidence_for(data.relations["relation_id"].iloc[0])["quote"].iloc[0] != ""
    with pytest.raises(LookupError, match="rec_nowhere"):
        data.evidence_for("rec_nowhere")


def test_the_graph_joins_concepts_over_documents(made_once: Path) -> None:
    version = made_once / versions(made_once)[0]  # both pages state elbow pain
    edges = open_dataset(version).graph().set_index("subject")
    assert edges.loc["elbow pain", ["predicate", "object", "document_count"]].tolist() == [
        "symptom_of",
        "Tennis elbow",
        2,
    ]
    assert edges.loc["weak grip", "relation_count"] == 1


def test_an_open_dataset_stays_at_its_version(dataset: Path) -> None:
    data = open_dataset(dataset)
    (dataset / "CURRENT").write_text(versions(dataset)[0] + "\n")
    assert data.version == versions(dataset)[-1]
    assert open_dataset(dataset).version == versions(dataset)[0]


def test_a_reader_of_1_reads_any_1_and_refuses_2(dataset: Path) -> None:
    version = current_version(dataset)
    assert version is not None
    manifest = json.loads((version / "manifest.json").read_text())
    older = pq.read_table(version / "exercises.parquet").drop_columns(["muscles_inferred", "rest"])
    pq.write_table(older, version / "exercises.parquet")
    (version / "manifest.json").write_text(json.dumps(manifest | {"schema_version": "1.99.0"}))
    frame = open_dataset(version).exercises
    assert math.isnan(frame["rest"].iloc[0])
    assert list(frame["muscles_inferred"].iloc[0]) == []
    (version / "manifest.json").write_text(json.dumps(manifest | {"schema_version": "2.0.0"}))
    with pytest.raises(PublishError, match=r"schema 2.0.0"):
        open_dataset(version)


def test_views_work_from_any_folder_and_after_a_move(
    dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = current_version(dataset)
    assert version is not None
    moved = tmp_path / "it's moved"
    shutil.move(version, moved)
    monkeypatch.chdir(tmp_path)
    counted = "SELECT kind, count(*) AS n FROM records GROUP BY kind ORDER BY kind"
    expected = [("condition", 2), ("exercise", 2), ("symptom", 3)]
    for path in (moved, Path(moved.name)):
        assert [tuple(row.values()) for row in query(path, counted).to_pylist()] == expected
    monkeypatch.chdir(moved)
    with duckdb.connect() as connection:  # the file alone, inside the folder
        connection.execute(Path("dataset.sql").read_text())
        assert connection.execute(counted).fetchall() == expected


def test_a_wrong_query_is_one_line(made_once: Path) -> None:
    with pytest.raises(PublishError, match="nowhere") as caught:
        open_dataset(made_once).query("SELECT * FROM nowhere")
    assert "\n" not in str(caught.value)


def test_unknown_tables_and_folders_are_named(made_once: Path, tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="no table 'drugs'"):
        open_dataset(made_once).frame("drugs")
    with pytest.raises(PublishError, match="neither"):
        open_dataset(tmp_path)


def test_importing_the_pipeline_is_light() -> None:
    code = "import sys, pipeline; print([m for m in ('pandas', 'duckdb', 'pyarrow') if m in sys.modules])"
    root = Path(__file__).parents[2]
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root, env={**os.environ}
    )
    assert answer.stdout.strip() == "[]"
