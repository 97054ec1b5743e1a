from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from flows.direct import run_direct
from flows.ingest import Outcome
from flows.ledger import read_ledger
from flows.parameters import BuildParameters
from flows.report import Silent
from flows.workspace import Workspace
from pipeline.parse.blocks import ParsedPage
from pipeline.parse.errors import ParseError
from pipeline.parse.page import parse
from pipeline.sources.raw import RawPage
from tests.flows.conftest import tables
from tests.flows.pages import html, write_pages


class Counting(Silent):
    """Counts the pages that each stage works on."""

    def __init__(self) -> None:
        self.pending: dict[str, int] = {}

    def begin(self, stage: str, total: int) -> None:
        self.pending[stage] = total


def run(pages: Path, out: Path, workers: int = 1, **more: object) -> tuple[Outcome, dict[str, int]]:
    told = Counting()
    parameters = BuildParameters.model_validate({"sources": [pages], "out": out, "workers": workers, **more})
    return run_direct(parameters, told), told.pending


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The tables of 60 pages, made one by one in this process."""
    folder = tmp_path_factory.mktemp("reference")
    outcome, _ = run(write_pages(folder / "pages", 60), folder / "out")
    return tables(outcome.published.path)


@pytest.mark.parametrize(("workers", "batch_pages"), [(1, 7), (2, 7), (2, 100)])
def test_tables_depend_on_neither_workers_nor_batches(
    tmp_path: Path, reference: dict[str, str], workers: int, batch_pages: int
) -> None:
    pages = write_pages(tmp_path / "pages", 60)
    outcome, _ = run(pages, tmp_path / "out", workers, batch_pages=batch_pages)
    assert tables(outcome.published.path) == reference


def test_a_second_run_does_nothing_and_gives_the_same_version(pages: Path, tmp_path: Path) -> None:
    first, pending = run(pages, tmp_path / "out")
    assert pending == {"parse": 8, "compare": 0, "extract": 8}
    second, pending = run(pages, tmp_path / "out")
    assert pending == {"parse": 0, "compare": 0, "extract": 0}
    assert second.published.path == first.published.path
    assert first.published.changed
    assert not second.published.changed
    assert len([path for path in (tmp_path / "out" / "pages").iterdir() if path.is_dir()]) == 1


def test_one_added_page_and_one_edited_page_cost_their_own_work(pages: Path, tmp_path: Path) -> None:
    run(pages, tmp_path / "out")
    (pages / "page-0100.html").write_text(html(100), encoding="utf-8")
    outcome, pending = run(pages, tmp_path / "out")
    assert (pending["parse"], pending["extract"]) == (1, 1)
    (pages / "page-0003.html").write_text(html(103), encoding="utf-8")
    outcome, pending = run(pages, tmp_path / "out")
    assert pending["parse"] == 1
    assert 1 <= pending["extract"] < 9  # it, and the pages that were alike with it before or are now
    fresh, _ = run(pages, tmp_path / "fresh")
    # What the old page 3 spoke of stays in concepts, without records.
    updated, anew = tables(outcome.published.path), tables(fresh.published.path)
    assert updated.pop("concepts.parquet") != anew.pop("concepts.parquet")
    assert updated == anew


def test_a_removed_page_leaves_the_tables(pages: Path, tmp_path: Path) -> None:
    run(pages, tmp_path / "out")
    (pages / "page-0002.html").unlink()
    outcome, pending = run(pages, tmp_path / "out")
    assert (pending["parse"], pending["extract"]) == (0, 0)
    sources = pq.read_table(outcome.published.path / "pages.parquet")["source"].to_pylist()
    assert len(sources) == 7
    assert not any("page-0002" in source for source in sources)


def test_a_page_that_fails_goes_to_quarantine_until_it_is_tried_again(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(raw: RawPage) -> ParsedPage:
        if raw.source.endswith("page-0004.html"):
            raise ParseError("more\ntags than\nthe limit")
        return parse(raw)

    monkeypatch.setattr("pipeline.steps.parse", fails)
    outcome, _ = run(pages, tmp_path / "out")
    rows = pq.read_table(outcome.published.path / "quarantine.parquet").to_pylist()
    by_source = {Path(row["source"]).name: row for row in rows}
    assert {name: row["stage"] for name, row in by_source.items()} == {
        "photo.html": "source",
        "page-0004.html": "parse",
    }
    assert not any("\n" in row["message"] for row in rows)
    _, pending = run(pages, tmp_path / "out")
    assert pending["parse"] == 0
    again, pending = run(pages, tmp_path / "out", retry_failed=True)
    assert pending["parse"] == 1
    assert not again.published.changed  # it failed again: nothing new to publish
    [(_, failed)] = read_ledger(Workspace(tmp_path / "out", "pages").parse).failed.values()
    assert failed.attempts == 2
    assert failed.first_seen == by_source["page-0004.html"]["first_seen"]


def test_a_site_given_is_that_of_all_pages_and_part_of_the_key(pages: Path, tmp_path: Path) -> None:
    run(pages, tmp_path / "out")
    outcome, pending = run(pages, tmp_path / "out", site="clinic.example")
    assert pending["parse"] == 8
    assert set(pq.read_table(outcome.published.path / "pages.parquet")["site"].to_pylist()) == {"clinic.example"}


def test_a_replayed_page_that_is_mended_is_published(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: RawPage) -> ParsedPage:
        raise ParseError("not today")

    with monkeypatch.context() as patched:
        patched.setattr("pipeline.steps.parse", fails)
        outcome, _ = run(pages, tmp_path / "out")
        assert pq.read_table(outcome.published.path / "pages.parquet").num_rows == 0
    outcome, pending = run(pages, tmp_path / "out", retry_failed=True)
    assert pending["parse"] == 8
    assert tables(outcome.published.path) == tables(run(pages, tmp_path / "fresh")[0].published.path)
