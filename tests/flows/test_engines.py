"""The runners beyond one machine, really started: Dask with two workers and a Ray head, on loopback."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.direct import run_direct
from flows.parameters import BuildParameters
from flows.report import Silent
from tests.flows.conftest import tables
from tests.flows.pages import write_pages

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("prefect_server")]


@pytest.mark.parametrize("runner", ["dask", "ray"])
def test_a_cluster_publishes_the_same_bytes(runner: str, tmp_path: Path) -> None:
    from flows.flow import run_flow

    pages = write_pages(tmp_path / "pages", 40)
    given = {"sources": [pages], "workers": 2, "runner": runner, "batch_pages": 7}
    outcome = run_flow(BuildParameters.model_validate({**given, "out": tmp_path / runner}), Silent())
    direct = run_direct(BuildParameters(sources=[pages], out=tmp_path / "direct", workers=1), Silent())
    assert tables(outcome.published.path) == tables(direct.published.path)
