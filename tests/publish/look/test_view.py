"""What the report and the inspector show, without a browser."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.publish.look.embed import as_script_data, asset, self_contained
from pipeline.publish.look.figures import report_figures
from pipeline.publish.look.inspector import inspector_html
from pipeline.publish.look.lookup import find_page
from pipeline.publish.look.report import report_html
from pipeline.publish.look.view import page_view
from schemas import Quarantined
from tests.publish.look.conftest import write_version


def without_scripts(page: str) -> str:
    """The page without our own scripts, whose sources mention tags."""
    for name in ("echarts.min.js", "report.js", "inspector.js"):
        page = page.replace(asset(name), "")
    return page


@pytest.mark.parametrize(
    "what",
    ["page_1", "clinic/knee.html", "knee.html", "https://clinic.example/knee", "rec_wall", "plan_1", "block_000002"],
)
def test_a_page_is_found_by_any_of_its_names(knee_version: Path, what: str) -> None:
    assert find_page(knee_version, what) == "page_1"


def test_an_unknown_name_is_a_clear_error(knee_version: Path) -> None:
    with pytest.raises(LookupError, match=r"no page, record or block named 'elbow\.html'"):
        find_page(knee_version, "elbow.html")


def test_a_page_that_failed_is_told_with_its_reason(tmp_path: Path) -> None:
    failed = Quarantined(
        quarantine_id="qua_1",
        source="clinic/elbow.html",
        stage="parse",
        error="ParseError",
        message="a picture under a page's name",
        first_seen=datetime(2026, 1, 1, tzinfo=UTC),
        attempts=1,
    )
    version = write_version(tmp_path / "v", quarantine=[failed])
    with pytest.raises(LookupError, match=r"'elbow\.html' is in quarantine \(parse\): a picture under"):
        find_page(version, "elbow.html")


def test_quotes_stand_where_they_stood_in_the_text(knee_version: Path) -> None:
    view = page_view(knee_version, "page_1")
    quotes = {(m[3], m[4]): view["blocks"][m[0]][2][m[1] : m[2]] for m in view["marks"]}
    assert quotes["rec_stiff", "name"] == "stiff"
    assert quotes["rec_wall", "reps"] == "Repeat 5 times"
    assert quotes["rel_1", "relation"] == "ice packs relieve a sore knee"


def test_a_repeat_points_at_the_kept_copy(knee_version: Path) -> None:
    blocks = page_view(knee_version, "page_1")["blocks"]
    assert blocks[6][3:5] == ["duplicate", 3]
    assert blocks[2][3] == "form"


def test_slots_that_say_nothing_are_left_out(knee_version: Path) -> None:
    cards = {card["id"]: card for card in page_view(knee_version, "page_1")["records"]}
    assert cards["rec_wall"]["slots"]["hold_seconds"] == {"min": 20, "max": 20}
    assert "sets" not in cards["rec_wall"]["slots"]
    assert cards["rec_fever"]["slots"]["negated"] is True
    assert cards["rec_knee"]["codes"] == [["MESH:D007719", "exact"]]


def test_figures_count_what_is_there(knee_version: Path) -> None:
    figures = report_figures(knee_version)
    assert {row["stage"]: row["n"] for row in figures["funnel"]}["records"] == 5
    assert figures["dropped"] == [
        {"site": "site", "reason": "duplicate", "blocks": 1, "words": 8},
        {"site": "site", "reason": "form", "blocks": 1, "words": 4},
    ]
    assert figures["edges"] == [{"condition": "sore knee", "partner": "ice pack", "kind": "treatment", "n": 1}]
    assert figures["drift"] == []


def test_drift_is_against_the_version_before(knee_version: Path, long_version: Path) -> None:
    drift = {row["table"]: row for row in report_figures(long_version, knee_version)["drift"]}
    assert (drift["blocks"]["before"], drift["blocks"]["now"]) == (7, 20_000)


def test_the_same_version_gives_the_same_report(knee_version: Path) -> None:
    assert report_html(knee_version, "knees", "v1") == report_html(knee_version, "knees", "v1")


def test_a_report_stays_small_and_needs_no_network(knee_version: Path) -> None:
    page = report_html(knee_version, "knees", "v1")
    assert len(page.encode()) < 5_000_000
    assert not re.search(r"<(script|link|img|iframe)[^>]+(src|href)=", without_scripts(page))


def test_data_cannot_leave_its_element() -> None:
    text = as_script_data({"x": "</script><!--\u2028&"})
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == {"x": "</script><!--\u2028&"}


def test_markup_of_pages_is_never_markup_of_ours(hostile_version: Path) -> None:
    for page in (report_html(hostile_version, "d", "v"), inspector_html(hostile_version, "page_1")):
        shell = without_scripts(page)
        assert "<img" not in shell
        assert "<svg" not in shell
        assert shell.count("<script") == shell.count("</script>") <= 3


def test_the_title_is_escaped() -> None:
    page = self_contained("<b>", "", {}, ["inspector.js"], ["look.css"])
    assert "<title>&lt;b&gt;</title>" in page
