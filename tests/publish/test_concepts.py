"""One concept over many records; an id that was published once never disappears."""

from pathlib import Path

import pyarrow.parquet as pq

from pipeline.pages import PageRows
from schemas import Code
from schemas.enums import CodeMatch
from tests.publish.made_up import page_rows, publish_pages


def concepts(tmp_path: Path, *pages: PageRows) -> dict[str, dict[str, object]]:
    rows = pq.read_table(publish_pages(tmp_path, *pages).path / "concepts.parquet").to_pylist()
    return {row["concept_id"]: row for row in rows}


def renamed(page: PageRows, name: str, concept_id: str, codes: tuple[str, ...] = ()) -> PageRows:
    found = [Code(system="HPO", code=code, match=CodeMatch.EXACT, confidence=1.0) for code in codes]
    page.symptoms[0] = page.symptoms[0].model_copy(update={"name": name, "concept_id": concept_id, "codes": found})
    return page


def test_a_concept_joins_records_under_its_most_frequent_name(tmp_path: Path) -> None:
    pages = [renamed(page_rows(f"{i}.html"), "elbow pain", "HP:1", ("HP:1",)) for i in range(2)]
    pages.append(renamed(page_rows("2.html"), "sore elbow", "HP:1"))
    negated = renamed(page_rows("3.html"), "elbow pain", "HP:1")
    negated.symptoms[0] = negated.symptoms[0].model_copy(update={"negated": True})
    row = concepts(tmp_path, *pages, negated)["HP:1"]
    assert (row["name"], row["synonyms"], row["kind"]) == ("elbow pain", ["sore elbow"], "symptom")
    assert (row["record_count"], row["document_count"]) == (3, 3)
    assert [code["code"] for code in row["codes"]] == ["HP:1"]  # type: ignore[attr-defined]


def test_one_id_that_two_kinds_of_records_name_is_one_row(tmp_path: Path) -> None:
    page = renamed(page_rows("a.html"), "elbow pain", "MONDO:0000001")
    row = concepts(tmp_path, page)["MONDO:0000001"]
    assert (row["record_count"], row["kind"]) == (2, "condition")


def test_a_concept_whose_records_are_filed_elsewhere_now_is_replaced(tmp_path: Path) -> None:
    concepts(tmp_path, renamed(page_rows("a.html"), "elbow pain", "own_1"))
    rows = concepts(tmp_path, renamed(page_rows("a.html"), "elbow ache", "HP:7"))
    assert rows["own_1"]["replaced_by"] == "HP:7"
    assert rows["own_1"]["record_count"] == 0
    assert rows["HP:7"]["replaced_by"] is None


def test_a_name_or_a_code_tells_the_successor_where_records_are_others(tmp_path: Path) -> None:
    old = [renamed(page_rows("a.html"), "elbow pain", "own_1"), renamed(page_rows("b.html"), "grip", "own_2", ("X:1",))]
    concepts(tmp_path, *old)
    new = [renamed(page_rows("c.html"), "Elbow pain", "HP:7"), renamed(page_rows("d.html"), "hold", "HP:8", ("X:1",))]
    rows = concepts(tmp_path, *new)
    assert rows["own_1"]["replaced_by"] == "HP:7"
    assert rows["own_2"]["replaced_by"] == "HP:8"


def test_a_concept_that_is_simply_gone_is_a_tombstone_for_good_until_it_returns(tmp_path: Path) -> None:
    concepts(tmp_path, page_rows("a.html"), renamed(page_rows("b.html"), "numb arm", "own_1"))
    for _ in range(2):
        rows = concepts(tmp_path, page_rows("a.html"))
        assert (rows["own_1"]["record_count"], rows["own_1"]["replaced_by"]) == (0, None)
        assert rows["own_1"]["name"] == "numb arm"
    rows = concepts(tmp_path, page_rows("a.html"), renamed(page_rows("c.html"), "numb arm", "own_1"))
    assert rows["own_1"]["record_count"] == 1


def test_a_chain_of_replacements_stays_whole(tmp_path: Path) -> None:
    for concept_id in ("own_1", "own_2", "own_3"):
        rows = concepts(tmp_path, renamed(page_rows("a.html"), "elbow pain", concept_id))
    assert [rows[i]["replaced_by"] for i in ("own_1", "own_2", "own_3")] == ["own_3", "own_3", None]
