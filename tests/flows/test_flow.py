"""The whole job through Prefect, on the tests' own server."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.direct import run_direct
from flows.parameters import BuildParameters, ReplayParameters
from flows.report import Silent
from flows.survey import UsageError
from pipeline.publish.request import ChecksFailedError
from tests.flows.conftest import tables

pytestmark = pytest.mark.usefixtures("prefect_server")


def _parameters(pages: Path, out: Path, **more: object) -> BuildParameters:
    return BuildParameters.model_validate({"sources": [pages], "out": out, "workers": 2, **more})


def test_the_flow_publishes_what_a_direct_run_does_and_leaves_its_records(pages: Path, tmp_path: Path) -> None:
    from prefect.client.orchestration import get_client

    from flows.flow import run_flow

    outcome = run_flow(_parameters(pages, tmp_path / "flow", batch_pages=3), Silent())
    direct = run_direct(_parameters(pages, tmp_path / "direct").model_copy(update={"workers": 1}), Silent())
    assert tables(outcome.published.path) == tables(direct.published.path)
    with get_client(sync_client=True) as client:
        [artifact] = [a for a in client.read_artifacts() if a.key == "pages-summary"]
        runs = {run.name for run in client.read_task_runs()}
    assert outcome.published.path.name in (artifact.description or "")
    assert {"parse 3 pages", "extract 3 pages", "compare conclusion"} <= runs

    again = run_flow(_parameters(pages, tmp_path / "flow"), Silent())
    assert not again.published.changed


def test_what_is_asked_wrongly_fails_the_flow_in_one_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    from flows.flow import run_flow

    with pytest.raises(UsageError, match="no such file or folder"):
        run_flow(_parameters(tmp_path / "missing", tmp_path / "out"), Silent())
    assert "Traceback" not in capfd.readouterr().err


def test_a_refused_version_fails_the_flow_without_a_stack_trace(
    pages: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    from flows.flow import run_flow

    parameters = _parameters(pages, tmp_path / "out", workers=1, limits={"floors": {"pages": 1000}})
    with pytest.raises(ChecksFailedError, match="pages"):
        run_flow(parameters, Silent())
    assert "Traceback" not in capfd.readouterr().err


def test_build_then_publish_then_replay(pages: Path, tmp_path: Path) -> None:
    from flows.flow import build_only, publish_only, replay

    parameters = _parameters(pages, tmp_path / "out").model_copy(update={"workers": 1})
    with pytest.raises(UsageError, match="build first"):
        publish_only(parameters)
    build_only(parameters)
    assert not (tmp_path / "out" / "pages" / "CURRENT").exists()
    outcome = publish_only(parameters)
    assert outcome.published.changed
    replayed = replay(ReplayParameters(out=tmp_path / "out", dataset="pages", workers=1))
    assert replayed.published.path == outcome.published.path
