"""A sample covers kinds and rules; judged, it gives precision with intervals."""

import csv
import io
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.publish.evaluation import ALL, evaluate, wilson
from pipeline.publish.history import resolve_version
from pipeline.publish.request import PublishError
from pipeline.publish.sampling import draw, write_sample
from tests.publish.made_up import page_rows, publish_pages


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pages = [page_rows(f"{i}.html", tuple(f"ache {n}" for n in range(5))) for i in range(4)]
    return publish_pages(tmp_path_factory.mktemp("many"), *pages).path


def test_a_sample_is_even_over_kinds_and_rules(version: Path) -> None:
    rows = draw(version, 20)
    assert Counter((row.kind, row.rule) for row in rows) == {
        ("condition", "condition.heading"): 4,
        ("exercise", "exercise.named"): 4,
        ("relation", "relation.brings"): 6,
        ("symptom", "symptom.list"): 6,
    }
    assert {row.kind: row.stratum_size for row in rows} == {
        "condition": 4,
        "exercise": 4,
        "relation": 20,
        "symptom": 20,
    }


def test_a_row_shows_the_quote_in_its_context_and_what_the_record_says(version: Path) -> None:
    rows = {row.kind: row for row in draw(version, 100)}
    assert rows["exercise"].quote == "Wrist curl"
    assert "\nWrist curl: 10 reps." in rows["exercise"].context
    assert rows["exercise"].says == "reps: 10; reps_basis: total; muscles: forearms; body_regions: elbow"
    assert rows["relation"].name.endswith("symptom_of Tennis elbow")
    assert rows["symptom"].source.endswith(".html")


def test_the_same_seed_draws_the_same_and_another_one_others(version: Path) -> None:
    assert draw(version, 8) == draw(version, 8)
    assert draw(version, 8) != draw(version, 8, seed=1)
    assert len(draw(version, 1)) == 1
    assert len(draw(version, 1000)) == 48


def judged(version: Path, tmp_path: Path, delimiter: str = ",") -> Path:
    """A sample in which every second symptom is wrong and relations are left open."""
    file = io.StringIO()
    write_sample(draw(version, 100), file)
    rows = list(csv.DictReader(io.StringIO(file.getvalue())))
    for number, row in enumerate(rows):
        row["verdict"] = {"symptom": "Yes" if number % 2 else "wrong", "relation": ""}.get(row["kind"], "right")
    path = tmp_path / "labels.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as out:  # as a spreadsheet saves it
        writer = csv.DictWriter(out, rows[0].keys(), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_precision_by_kind_and_rule(version: Path, tmp_path: Path, delimiter: str) -> None:
    found = evaluate(judged(version, tmp_path, delimiter))
    assert found.open == 20
    lines = {(line.kind, line.rule): line for line in found.lines}
    symptoms = lines["symptom", "symptom.list"]
    assert (symptoms.judged, symptoms.right, symptoms.precision) == (20, 10, 0.5)
    assert (round(symptoms.low, 3), round(symptoms.high, 3)) == (0.299, 0.701)  # Wilson, 10 of 20
    assert lines["condition", ALL].precision == 1.0
    assert 0.5 < lines["condition", ALL].low < 1.0
    assert ("relation", ALL) not in lines


def test_a_kind_weighs_its_rules_by_their_size(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    rows = ["symptom,often,900,right"] * 10 + ["symptom,seldom,100,wrong"] * 10
    path.write_text("kind,rule,stratum_size,verdict\n" + "\n".join(rows) + "\n")
    total = evaluate(path).lines[0]
    assert (total.rule, total.judged, total.right) == (ALL, 20, 10)
    assert total.precision == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n1,2\n", "no column kind, rule, stratum_size, verdict"),
        ("kind,rule,stratum_size,verdict\nsymptom,r,5,perhaps\n", "line 2: 'perhaps' is no verdict"),
        ("kind,rule,stratum_size,verdict\nsymptom,r,many,right\n", "line 2: stratum_size"),
    ],
)
def test_what_is_no_sample_is_one_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(text)
    with pytest.raises(PublishError, match=message):
        evaluate(path)
    with pytest.raises(PublishError, match="cannot read"):
        evaluate(tmp_path / "nowhere.csv")


@given(right=st.integers(0, 200), wrong=st.integers(0, 200))
def test_an_interval_holds_its_share_and_narrows_with_numbers(right: int, wrong: int) -> None:
    count = right + wrong
    share = right / count if count else 0.5
    low, high = wilson(share, count)
    assert 0 <= low <= share + 1e-9
    assert share - 1e-9 <= high <= 1
    if count:
        wider = wilson(share, count / 2)
        assert wider[1] - wider[0] >= high - low


def test_a_sample_of_nothing_is_a_head(tmp_path: Path) -> None:
    page = page_rows("a.html")
    for table in ("conditions", "symptoms", "exercises", "relations", "evidence"):
        getattr(page, table).clear()
    file = io.StringIO()
    write_sample(draw(publish_pages(tmp_path, page).path, 10), file)
    assert file.getvalue().startswith("id,kind,rule,name")
    assert len(file.getvalue().splitlines()) == 1


def test_a_path_may_name_the_dataset(made_once: Path) -> None:
    assert draw(resolve_version(made_once), 5)
