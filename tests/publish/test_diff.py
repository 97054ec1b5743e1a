"""A diff shows what changed and nothing else."""

from pathlib import Path

import pytest

from pipeline.pages import PageRows
from pipeline.publish.diff import Change, Difference, diff_versions
from pipeline.publish.layout import versions
from schemas.enums import Certainty, Severity
from tests.publish.made_up import page_rows, publish_pages


def published(tmp_path: Path, before: list[PageRows], after: list[PageRows]) -> Difference:
    old = publish_pages(tmp_path, *before)
    return diff_versions(old.path, publish_pages(tmp_path, *after).path)


def test_one_changed_symptom_is_all_that_shows(tmp_path: Path) -> None:
    changed = page_rows("a.html", ("elbow pain", "numbness"))
    changed.symptoms[1] = changed.symptoms[1].model_copy(update={"severity": Severity.MILD})
    changed.page = changed.page.model_copy(update={"raw_sha256": "1" * 64, "bytes": 99})
    other = page_rows("b.html")
    found = published(tmp_path, [page_rows("a.html", ("elbow pain", "numbness")), other], [changed, other])
    key = changed.symptoms[1].record_id
    assert found.changes == (
        Change("symptom", "changed", key, "numbness", "a.html", "clinic.example", {"severity": (None, "mild")}),
    )


def test_a_symptom_more_shows_alone_though_offsets_and_relations_moved(tmp_path: Path) -> None:
    found = published(
        tmp_path, [page_rows("a.html", ("elbow pain",))], [page_rows("a.html", ("numbness", "elbow pain"))]
    )
    assert [(c.kind, c.what, c.name) for c in found.changes] == [("symptom", "added", "numbness")]


def test_an_unchanged_version_has_an_empty_diff(made_once: Path) -> None:
    version = made_once / versions(made_once)[0]
    assert not diff_versions(version, version)


def test_a_relation_between_standing_records_shows(tmp_path: Path) -> None:
    page = page_rows("a.html")
    page.relations[0] = page.relations[0].model_copy(update={"certainty": Certainty.POSSIBLE})
    found = published(tmp_path, [page_rows("a.html")], [page])
    assert [(c.kind, c.name, c.fields) for c in found.changes] == [
        ("relation", "elbow pain symptom_of Tennis elbow", {"certainty": ("stated", "possible")})
    ]


@pytest.mark.parametrize(("turned", "what"), [(False, "added"), (True, "removed")])
def test_pages_come_and_go_with_their_records_by_kind_and_site(tmp_path: Path, turned: bool, what: str) -> None:
    few, many = [page_rows("a.html")], [page_rows("a.html"), page_rows("b.html", site="other.example")]
    found = published(tmp_path, *((many, few) if turned else (few, many)))
    assert found.by_kind() == {kind: {what: 1} for kind in ("condition", "exercise", "page", "symptom")}
    assert found.by_site() == {"other.example": {what: 4}}
