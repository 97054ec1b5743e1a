"""One concept over many records; an id that was published once never disappears."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline import open_dataset
from pipeline.pages import PageRows
from pipeline.vocabulary.load import load_vocabulary
from schemas import Code
from schemas.enums import CodeMatch
from tests.publish.made_up import page_rows, publish_pages


def concepts(tmp_path: Path, *pages: PageRows) -> dict[str, dict[str, object]]:
    rows = pq.read_table(publish_pages(tmp_path, *pages).path / "concepts.parquet").to_pylist()
    return {row["concept_id"]: row for row in rows}


def linked(page: PageRows, name: str) -> PageRows:
    """The page's first symptom under another name, with the concept that the vocabulary gives it."""
    found = load_vocabulary().link("symptom", name)
    update = {"name": name, "concept_id": found.concept_id, "codes": list(found.codes)}
    page.symptoms[0] = page.symptoms[0].model_copy(update=update)
    return page


def renamed(page: PageRows, name: str, concept_id: str, codes: tuple[str, ...] = ()) -> PageRows:
    found = [Code(system="HPO", code=code, match=CodeMatch.EXACT, confidence=1.0) for code in codes]
    page.symptoms[0] = page.symptoms[0].model_copy(update={"name": name, "concept_id": concept_id, "codes": found})
    return page


def test_a_concept_with_a_code_bears_the_name_that_the_vocabulary_prefers(tmp_path: Path) -> None:
    pages = [linked(page_rows(f"{i}.html"), "throwing up") for i in range(2)]
    pages.append(linked(page_rows("2.html"), "Vomiting"))
    row = concepts(tmp_path, *pages)[pages[0].symptoms[0].concept_id]
    assert (row["name"], row["synonyms"], row["record_count"]) == ("vomiting", ["throwing up"], 3)


def test_spellings_that_differ_in_case_are_one_synonym(tmp_path: Path) -> None:
    names = ["sore elbow", "sore elbow", "elbow ache", "Elbow ache", "Elbow ache", "Elbow ache"]
    pages = [renamed(page_rows(f"{i}.html"), name, "own_1") for i, name in enumerate(names)]
    row = concepts(tmp_path, *pages)["own_1"]
    assert (row["name"], row["synonyms"]) == ("Elbow ache", ["sore elbow"])


def test_a_dataset_built_anew_has_the_same_concepts_but_for_tombstones(tmp_path: Path) -> None:
    later = [page_rows("a.html"), page_rows("c.html", ("numb arm", "stiffness"))]
    concepts(tmp_path / "old", page_rows("a.html"), page_rows("b.html", ("weak grip",)))
    grown = concepts(tmp_path / "old", *later)
    fresh = concepts(tmp_path / "new", *later)
    gone = {key: row for key, row in grown.items() if key not in fresh}
    assert {key: row for key, row in grown.items() if key in fresh} == fresh
    assert [(row["name"], row["record_count"]) for row in gone.values()] == [("weak grip", 0)]


def test_a_name_that_gets_a_code_leads_from_its_old_id_to_the_new_one(tmp_path: Path) -> None:
    concepts(tmp_path, renamed(page_rows("a.html"), "vomiting", "own_1"), page_rows("b.html"))
    new = linked(page_rows("c.html"), "vomiting")
    rows = concepts(tmp_path, new, page_rows("b.html"))
    assert rows["own_1"]["replaced_by"] == new.symptoms[0].concept_id


def test_concepts_of_another_kind_replace_nothing(tmp_path: Path) -> None:
    concepts(tmp_path, renamed(page_rows("a.html"), "tennis elbow", "own_1", ("MONDO:0000001",)))
    rows = concepts(tmp_path, page_rows("b.html"))
    assert (rows["MONDO:0000001"]["kind"], rows["own_1"]["replaced_by"]) == ("condition", None)


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


def test_an_id_that_was_kept_leads_to_the_concept_that_stands_now(tmp_path: Path) -> None:
    concepts(tmp_path, renamed(page_rows("a.html"), "arm ache", "own_1"), renamed(page_rows("b.html"), "limp", "own_8"))
    concepts(tmp_path, renamed(page_rows("a.html"), "sore arm", "own_2"))
    concepts(tmp_path, renamed(page_rows("a.html"), "arm soreness", "own_3"))
    data = open_dataset(tmp_path / "set")
    assert [data.current_concept(i) for i in ("own_1", "own_2", "own_3", "own_8")] == [
        "own_3",
        "own_3",
        "own_3",
        "own_8",
    ]
    with pytest.raises(LookupError, match="own_9"):
        data.current_concept("own_9")
