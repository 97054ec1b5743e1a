"""What a run must keep to, and a page that failed, mended and replayed: from the command line to the version."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from flows.cli import app
from pipeline.parse.errors import ParseError
from pipeline.publish.manifest import read_manifest
from tests.flows.pages import write_pages

runner = CliRunner()


def healthsift(*arguments: object) -> tuple[int, str, str]:
    result = runner.invoke(app, [*map(str, arguments), "--direct", "--workers", "1"])
    return result.exit_code, result.stdout, result.stderr


def test_a_floor_that_is_missed_is_status_1_and_publishes_nothing(tmp_path: Path) -> None:
    pages, out, limits = write_pages(tmp_path / "pages", 2), tmp_path / "out", tmp_path / "limits.yaml"
    limits.write_text("floors:\n  exercises: 9\n  conditions: 1\n")
    status, printed, said = healthsift("run", pages, "--out", out, "--limits", limits)
    assert (status, printed) == (1, "")
    assert said.splitlines()[-1] == "healthsift: checks failed: exercises.rows is 2, limit 9"
    assert not list(out.glob("pages/2*"))

    limits.write_text("floors: {exercises: 2}")
    status, printed, said = healthsift("run", pages, "--out", out, "--limits", limits)
    version = Path(printed.strip())
    assert status == 0
    assert f"report     {version}/report.html" in said
    manifest = read_manifest(version)
    assert manifest["checks"]["exercises.rows"] == {"bad": 0, "value": 2, "limit": 2}
    assert manifest["configuration"]["limits"]["floors"] == {"exercises": 2}

    limits.write_text("floors: {exercises: 3}")  # holds for what stands, though nothing has changed
    assert healthsift("run", pages, "--out", out, "--limits", limits)[0] == 1
    assert [path.name for path in out.glob("pages/2*")] == [version.name]


def test_a_file_of_limits_that_is_wrong_is_status_2(tmp_path: Path) -> None:
    pages, limits = write_pages(tmp_path / "pages", 1), tmp_path / "limits.yaml"
    limits.write_text("floors: {exercise: 9}")
    status, _, said = healthsift("run", pages, "--out", tmp_path / "out", "--limits", limits)
    assert status == 2
    assert said.startswith(f"healthsift: --limits: {limits}: floors: ")
    assert len(said.splitlines()) == 1


def quarantine(version: Path) -> list[tuple[str, str, int]]:
    rows = pq.read_table(version / "quarantine.parquet").to_pylist()
    return [(row["source"], row["stage"], row["attempts"]) for row in rows]


def test_a_page_is_quarantined_mended_replayed_and_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline import steps

    pages, out, limits = write_pages(tmp_path / "pages", 3), tmp_path / "out", tmp_path / "limits.yaml"
    limits.write_text("floors: {pages: 2}")
    sound = steps.parse

    def fails(raw: object) -> object:
        if "page-0001" in str(raw.source):  # type: ignore[attr-defined]
            raise ParseError("not today")
        return sound(raw)  # type: ignore[arg-type]

    with monkeypatch.context() as broken:
        broken.setattr(steps, "parse", fails)
        first = Path(healthsift("run", pages, "--out", out, "--limits", limits)[1].strip())
        assert quarantine(first) == [("page-0001.html", "parse", 1)]
        assert pq.read_table(first / "pages.parquet").num_rows == 2
        assert Path(healthsift("replay", "--out", out)[1].strip()) == first  # fails again: no news
        told = runner.invoke(app, ["status", "--out", str(out)]).stdout
        assert "not today (tried 2 times): page-0001.html" in told
        write_pages(pages, 4)  # news: the attempts are told with it
        second = Path(healthsift("run", pages, "--out", out, "--limits", limits)[1].strip())
        assert quarantine(second) == [("page-0001.html", "parse", 2)]

    status, printed, _ = healthsift("replay", "--out", out)
    mended = Path(printed.strip())
    assert status == 0
    assert quarantine(mended) == []
    assert pq.read_table(mended / "pages.parquet").num_rows == 4
    assert read_manifest(mended)["configuration"]["limits"]["floors"] == {"pages": 2}  # those of the last run
    limits.write_text("floors: {pages: 5}")
    assert healthsift("replay", "--out", out, "--limits", limits)[0] == 1
