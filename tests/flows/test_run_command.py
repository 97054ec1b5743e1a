from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.parameters import dataset_name

runner = CliRunner()


def _run(*arguments: object) -> tuple[int, str, str]:
    result = runner.invoke(app, ["run", *map(str, arguments), "--direct", "--workers", "1"])
    return result.exit_code, result.stdout, result.stderr


def test_the_last_line_is_the_plain_path_and_a_second_run_prints_it_again(pages: Path, tmp_path: Path) -> None:
    long = tmp_path / ("a-rather-long-folder-name-" * 6)
    status, out, err = _run(pages, "--out", long)
    assert status == 0
    version = Path(out.splitlines()[-1])
    assert version.is_absolute()
    assert version.parent == long.resolve() / "pages"
    assert "in quarantine" in err
    assert _run(pages, "--out", long)[:2] == (0, f"{version}\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing", "--out", "out"], "no such file or folder"),
        (["empty", "--out", "out"], "no pages in this folder"),
        (["pages", "--out", "out", "--dataset", "../up"], "dataset's name"),
        (["pages", "--out", "out", "--runner", "abacus"], "--runner"),
        (["pages", "--out", "out", "--runner", "dask"], "--runner dask needs Prefect, which --direct does without"),
        (["pages", "--out", "pages/page-0000.html"], "cannot write"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(
    arguments: list[str], said: str, pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    assert pages.parent == tmp_path
    status, out, err = _run(*arguments)
    assert (status, out) == (2, "")
    assert said in err
    assert len(err.strip().splitlines()) == 1
    assert "no datasets" in runner.invoke(app, ["status", "--out", "out"]).stderr


def test_a_refused_publication_is_status_1(pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.publish.request import CheckFigure, ChecksFailedError, PublishRequest

    def refuse(_: PublishRequest) -> None:
        raise ChecksFailedError([CheckFigure("pages.key_unique", 2)])

    monkeypatch.setattr("flows.publishing.publish", refuse)
    status, out, err = _run(pages, "--out", tmp_path / "out")
    assert (status, out) == (1, "")
    assert "pages.key_unique" in err


def test_status_and_replay_go_by_the_last_run(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    version = _run(pages, "--out", out)[1]
    (pages / "page-0001.html").write_text("<p>Rest the knee for a week after the strain.</p>")
    (pages / "page-0900.html").write_text("<p>Rest the elbow for a week after the strain.</p>")
    told = runner.invoke(app, ["status", "--out", str(out)]).stdout
    assert "7 done, 1 stale, 1 new, 0 failed" in told
    replayed = runner.invoke(app, ["replay", "--out", str(out), "--direct", "--workers", "1"])
    assert replayed.exit_code == 0
    assert replayed.stdout.splitlines()[-1] != version.strip()
    assert "9 done, 0 stale, 0 new, 0 failed" in runner.invoke(app, ["status", "--out", str(out)]).stdout


def test_status_tells_what_could_not_be_read(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    _run(pages, "--out", out)
    told = runner.invoke(app, ["status", "--out", str(out)]).stdout.splitlines()
    at = told.index("  sources    1 cannot be read")
    assert told[at + 1].endswith(": photo.html")


def test_status_and_replay_without_a_dataset_are_wrong_usage(tmp_path: Path) -> None:
    for command in ("status", "replay"):
        result = runner.invoke(app, [command, "--out", str(tmp_path / "nowhere")])
        assert result.exit_code == 2
        assert "no datasets" in result.stderr


def test_the_command_line_loads_nothing_heavy() -> None:
    code = "import sys, flows.cli; print(*(m for m in ('prefect', 'pandas', 'pyarrow', 'duckdb') if m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "\n"


@pytest.mark.parametrize(
    ("source", "name"),
    [("raw/My pages", "My-pages"), ("a/dump.txt.gz", "dump"), ("a/page.v2.html", "page.v2"), ("/", "dataset")],
)
def test_the_dataset_is_named_after_its_source(source: str, name: str) -> None:
    assert dataset_name(Path(source)) == name
