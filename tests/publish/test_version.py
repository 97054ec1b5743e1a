"""One immutable version at a time, swapped in at once, none where nothing has changed."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.publish.layout import current_version, publisher_lock, versions
from pipeline.publish.manifest import file_digest, read_manifest
from pipeline.publish.parts import write_part
from pipeline.publish.request import DatasetLockedError, Part, PublishError, PublishRequest
from pipeline.publish.version import publish
from schemas import TABLES
from schemas.arrow import arrow_schema
from tests.publish.made_up import page_rows, publish_pages


def test_every_table_is_there_sorted_and_as_the_models_say(tmp_path: Path) -> None:
    result = publish_pages(tmp_path, page_rows("b.html"), page_rows("a.html", ("elbow pain", "numbness")))
    assert result.changed
    for name, table in TABLES.items():
        data = pq.read_table(result.path / f"{name}.parquet")
        assert data.schema.equals(arrow_schema(name))
        keys = data[table.key].to_pylist()
        assert keys == sorted(set(keys))
        assert len(keys) == result.counts[name]
    assert result.counts["symptoms"] == 3
    assert result.counts["plans"] == 0


def test_an_unchanged_input_makes_no_new_version(tmp_path: Path) -> None:
    first = publish_pages(tmp_path, page_rows("a.html"))
    again = publish_pages(tmp_path, page_rows("a.html"))
    assert not again.changed
    assert again.path == first.path
    assert versions(tmp_path / "set") == [first.version]


def test_the_same_bytes_for_any_parts_in_any_order(tmp_path: Path) -> None:
    pages = [page_rows(f"{i}.html", ("elbow pain", f"ache {i}")) for i in range(7)]
    one = publish_pages(tmp_path / "one", *pages)
    parts = []
    for i, page in enumerate(reversed(pages)):
        write_part(tmp_path / f"part{i}", [page])
        parts.append(Part(tmp_path / f"part{i}"))
    many = publish(PublishRequest(dataset=tmp_path / "many", parts=parts))
    for table in TABLES:
        assert file_digest(one.path / f"{table}.parquet") == file_digest(many.path / f"{table}.parquet")


def test_pages_that_are_not_live_are_left_out(tmp_path: Path) -> None:
    old, new, other = page_rows("a.html", ("stiffness",)), page_rows("a.html", ("numbness",)), page_rows("b.html")
    write_part(tmp_path / "old", [old, other])
    write_part(tmp_path / "new", [new])
    parts = [Part(tmp_path / "old", frozenset({other.page.page_id})), Part(tmp_path / "new")]
    result = publish(PublishRequest(dataset=tmp_path / "set", parts=parts))
    names = pq.read_table(result.path / "symptoms.parquet")["name"].to_pylist()
    assert sorted(names) == ["elbow pain", "numbness"]
    assert result.counts["evidence"] == len(new.evidence) + len(other.evidence)


def test_a_second_publisher_is_turned_away(tmp_path: Path) -> None:
    with publisher_lock(tmp_path), pytest.raises(DatasetLockedError), publisher_lock(tmp_path, timeout=0):
        pass


def test_what_a_dead_publisher_left_is_swept(tmp_path: Path) -> None:
    (tmp_path / "set" / ".staging-dead").mkdir(parents=True)
    publish_pages(tmp_path, page_rows("a.html"))
    assert not list((tmp_path / "set").glob(".staging*"))


def test_current_that_names_nothing_is_an_error(tmp_path: Path) -> None:
    publish_pages(tmp_path, page_rows("a.html"))
    (tmp_path / "set" / "CURRENT").write_text("20010101T000000000Z\n")
    with pytest.raises(PublishError, match="no version"):
        current_version(tmp_path / "set")


def test_the_manifest_holds_hashes_and_counts(tmp_path: Path) -> None:
    result = publish_pages(tmp_path, page_rows("a.html"), configuration={"b": 1})
    manifest = read_manifest(result.path)
    assert manifest["counts"] == dict(result.counts)
    assert manifest["configuration"] == {"b": 1}
    assert manifest["files"]["pages.parquet"]["sha256"] == file_digest(result.path / "pages.parquet")


def test_a_concept_that_no_page_names_any_more_leaves_a_tombstone(tmp_path: Path) -> None:
    publish_pages(tmp_path, page_rows("a.html", ("elbow pain", "numbness")))
    result = publish_pages(tmp_path, page_rows("a.html", ("elbow pain",)))
    rows = {r["name"]: r for r in pq.read_table(result.path / "concepts.parquet").to_pylist()}
    assert rows["numbness"]["record_count"] == 0
    assert rows["elbow pain"]["record_count"] == 1
