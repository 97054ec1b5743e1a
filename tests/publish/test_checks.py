"""Rules over whole versions: each one fails on rows that break it, and nothing is published then."""

import re
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.pages import PageRows
from pipeline.publish import parts
from pipeline.publish.layout import current_version, versions
from pipeline.publish.limits import Limits, LimitsError
from pipeline.publish.manifest import read_manifest
from pipeline.publish.parts import write_part
from pipeline.publish.request import ChecksFailedError, Part, PublishRequest
from pipeline.publish.version import publish
from schemas import Range
from schemas.enums import DropReason, DuplicateKind
from tests.publish.made_up import page_rows, publish_pages


@pytest.fixture
def unguarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets broken pages through to the tables."""
    monkeypatch.setattr(parts, "page_problems", lambda _: [])
    monkeypatch.setattr(parts, "without_contacts", lambda page: (page, 0))


def change(table: str, **update: object) -> Callable[[PageRows], None]:
    def spoil(page: PageRows) -> None:
        rows = getattr(page, table)
        rows[0] = rows[0].model_copy(update=update)

    return spoil


def drop_evidence(page: PageRows) -> None:
    page.evidence.pop()


def twin(page: PageRows) -> None:
    page.symptoms.append(page.symptoms[0].model_copy(update={"record_id": "rec_twin", "name": "Elbow Pain"}))
    page.evidence.append(page.evidence[1].model_copy(update={"record_id": "rec_twin", "evidence_id": "ev_twin"}))


@pytest.mark.parametrize(
    ("spoil", "check"),
    [
        (lambda page: page.sections.append(page.sections[0]), "sections.key_unique"),
        (change("relations", object_id="rec_gone"), "relations.object_id_exists"),
        (change("documents", page_id="page_gone"), "documents.page_id_exists"),
        (change("evidence", start=1, end=13), "evidence.quote_is_slice"),
        (change("evidence", relation_id="rel_1"), "evidence.of_one_thing"),
        (drop_evidence, "exercises.has_evidence"),
        (twin, "symptoms.no_twins"),
        (change("symptoms", severity=DropReason.NAV), "symptoms.severity_in_list"),
        (change("exercises", reps=Range.model_construct(min=9, max=3)), "exercises.reps_is_range"),
        (change("evidence", confidence=1.5), "evidence.confidence_in_bounds"),
        (change("conditions", definition="Ask desk@clinic.example.org"), "conditions.no_contact_data"),
        (change("exercises", steps=["Stand up.", "Call us on 555 01 09."]), "exercises.no_contact_data"),
    ],
)
@pytest.mark.usefixtures("unguarded")
@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
def test_each_rule_has_teeth(tmp_path: Path, spoil: Callable[[PageRows], None], check: str) -> None:
    page = page_rows("a.html")
    spoil(page)
    with pytest.raises(ChecksFailedError) as caught:
        publish_pages(tmp_path, page)
    failed = {figure.check: figure for figure in caught.value.figures}
    assert check in failed
    assert failed[check].examples
    assert "\n" not in str(caught.value)
    assert versions(tmp_path / "set") == []


@pytest.mark.usefixtures("unguarded")
def test_a_failed_check_keeps_the_last_version_and_names_the_rows(tmp_path: Path) -> None:
    first = publish_pages(tmp_path, page_rows("a.html"))
    page = page_rows("b.html")
    drop_evidence(page)
    with pytest.raises(ChecksFailedError, match=page.exercises[0].record_id):
        publish_pages(tmp_path, page)
    assert current_version(tmp_path / "set") == first.path
    assert not list((tmp_path / "set").glob(".staging*"))


def test_every_check_has_its_figure_in_the_manifest(tmp_path: Path) -> None:
    result = publish_pages(tmp_path, page_rows("a.html"), limits=Limits(floors={"symptoms": 1}))
    checks = read_manifest(result.path)["checks"]
    assert checks["evidence.quote_is_slice"] == {"bad": 0}
    assert checks["symptoms.rows"] == {"bad": 0, "value": 1, "limit": 1}
    assert all(figure["bad"] == 0 for figure in checks.values())


def test_a_floor_that_is_missed_publishes_nothing(tmp_path: Path) -> None:
    with pytest.raises(ChecksFailedError, match=r"symptoms.rows is 1, limit 2"):
        publish_pages(tmp_path, page_rows("a.html"), limits=Limits(floors={"symptoms": 2}))


def test_a_floor_of_a_figure_holds_and_one_that_was_raised_holds_for_what_stands(tmp_path: Path) -> None:
    coded = Limits(floors={"conditions.coded_share": 1, "symptoms.coded_share": 0})
    standing = publish_pages(tmp_path, page_rows("a.html"), limits=coded)
    assert read_manifest(standing.path)["checks"]["conditions.coded_share"] == {"bad": 0, "value": 1, "limit": 1}
    with pytest.raises(ChecksFailedError, match=r"symptoms.coded_share is 0, limit 0.5"):
        publish_pages(tmp_path, page_rows("a.html"), limits=Limits(floors={"symptoms.coded_share": 0.5}))
    assert versions(tmp_path / "set") == [standing.version]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("floors: {sypmtoms: 3}", "'sypmtoms' is neither a table nor a figure"),
        ("floors: {symptoms: -3}", "floors.symptoms: Input should be greater than or equal to 0"),
        ("max_loss: 20", "max_loss: Input should be less than or equal to 1"),
        ("least: 3", "least: Extra inputs are not permitted"),
        ("floors: [", "no YAML"),
        ("- 3", "valid dictionary"),
    ],
)
def test_a_file_of_limits_that_is_wrong_says_where_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "limits.yaml").write_text(text)
    with pytest.raises(LimitsError, match=re.escape(said)) as caught:
        Limits.read(tmp_path / "limits.yaml")
    assert "\n" not in str(caught.value)


def test_a_file_of_limits_sets_what_it_names(tmp_path: Path) -> None:
    (tmp_path / "limits.yaml").write_text("floors:\n  symptoms: 3\nmax_loss: 0.1\n")
    assert Limits.read(tmp_path / "limits.yaml") == Limits(floors={"symptoms": 3}, max_loss=0.1)
    (tmp_path / "limits.yaml").write_text("")
    assert Limits.read(tmp_path / "limits.yaml") == Limits()
    with pytest.raises(LimitsError, match="No such file"):
        Limits.read(tmp_path / "none.yaml")


def test_drift_is_judged_against_the_last_version_unless_it_is_accepted(tmp_path: Path) -> None:
    limits = Limits(drift_from=4)
    pages = [page_rows(f"{i}.html") for i in range(4)]
    publish_pages(tmp_path, *pages, limits=limits)
    with pytest.raises(ChecksFailedError, match=r"pages.rows_lost is 0.75, limit 0.5"):
        publish_pages(tmp_path, pages[0], limits=limits)
    for page in pages:
        change("exercises", muscles=[], reps=None, reps_basis=None)(page)
    with pytest.raises(ChecksFailedError, match=r"exercises.reps_null_rise is 1, limit 0.3"):
        publish_pages(tmp_path, *pages, limits=limits)
    assert publish_pages(tmp_path, *pages, limits=limits, accept_drift=True).changed


def test_a_duplicate_of_a_page_that_failed_stands_on_its_own(tmp_path: Path) -> None:
    page, copy = page_rows("a.html"), page_rows("b.html")
    copy.page = copy.page.model_copy(update={"duplicate_of": page.page.page_id})
    kept = {"duplicate_of": page.documents[0].document_id, "duplicate_kind": DuplicateKind.NEAR, "similarity": 0.9}
    copy.documents[0] = copy.documents[0].model_copy(update=kept)
    assert publish_pages(tmp_path / "both", page, copy).counts["pages"] == 2
    write_part(tmp_path / "part", [copy])
    result = publish(PublishRequest(dataset=tmp_path / "set", parts=[Part(tmp_path / "part")]))
    document = pq.read_table(result.path / "documents.parquet").to_pylist()[0]
    assert [document[c] for c in ("duplicate_of", "duplicate_kind", "similarity")] == [None, None, None]
    both = pq.read_table(tmp_path / "both" / "set" / versions(tmp_path / "both" / "set")[0] / "documents.parquet")
    assert "near" in both["duplicate_kind"].to_pylist()
