"""``healthsift inspect`` finds the version and the page, and says plainly when it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.choosing import chosen_version
from flows.cli import app
from pipeline.publish.request import PublishError
from pipeline.publish.tables import write_rows
from schemas import TABLES, Page

RUNNER = CliRunner()
NAME = "20260101T000000000Z"


@pytest.fixture
def output(tmp_path: Path) -> Path:
    version = tmp_path / "output" / "knees" / NAME
    version.mkdir(parents=True)
    page = Page(
        page_id="page_1",
        source="clinic/knee.html",
        site="clinic",
        verdict="empty",
        media_type="text/html",
        encoding="utf-8",
        language="en",
        raw_sha256="0" * 64,
        bytes=1,
    )
    for table in TABLES:
        write_rows(version, table, [page] if table == "pages" else [])
    (version / "manifest.json").write_text("{}")
    (version.parent / "CURRENT").write_text(f"{NAME}\n")
    return tmp_path / "output"


def test_the_only_dataset_is_meant(output: Path) -> None:
    assert chosen_version(output).name == NAME
    assert chosen_version(output / "knees").name == NAME


def test_more_than_one_dataset_must_be_named(output: Path) -> None:
    (output / "hips").mkdir()
    (output / "hips" / "CURRENT").write_text(f"{NAME}\n")
    with pytest.raises(PublishError, match="name one of hips, knees"):
        chosen_version(output)


def test_it_writes_one_file_and_prints_its_path(output: Path, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    done = RUNNER.invoke(app, ["inspect", "knee.html", "--version", str(output), "-o", str(file)])
    assert done.exit_code == 0, done.output
    assert done.stdout.strip() == str(file)
    assert "clinic/knee.html" in file.read_text(encoding="utf-8")


def test_an_unknown_page_is_one_line(output: Path) -> None:
    done = RUNNER.invoke(app, ["inspect", "hip.html", "--version", str(output)])
    assert done.exit_code == 2
    assert done.stderr == f"healthsift: no page, record or block named 'hip.html' in {NAME}\n"
