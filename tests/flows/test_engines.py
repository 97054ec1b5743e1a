"""The runners beyond one machine, really started: Dask with two workers and a Ray head, on loopback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from flows.direct import run_direct
from flows.parameters import BuildParameters
from flows.report import Silent
from tests.conftest import ROOT
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


_DEADLY = '''
import os, signal
from pipeline.extract.found import Extraction

class Deadly:
    """Kills its process on one page, as an extractor with a fault in its C code does."""
    name, version = "deadly", "1"

    def extract(self, document, vocabulary):
        if "strain of type 5 " in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
        return Extraction()
'''


@pytest.fixture
def deadly_extractor(tmp_path: Path) -> Path:
    """A folder with an installed package that brings an extractor; it belongs on the path of a run."""
    site = tmp_path / "site"
    info = site / "deadly-1.dist-info"
    info.mkdir(parents=True)
    (site / "deadly.py").write_text(_DEADLY)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: deadly\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[healthsift.extractors]\ndeadly = deadly:Deadly\n")
    return site


@pytest.mark.parametrize("runner", ["local", "dask", "ray"])
def test_a_page_that_kills_its_process_costs_that_page_alone(
    runner: str, tmp_path: Path, deadly_extractor: Path
) -> None:
    pages = write_pages(tmp_path / "pages", 12)
    given = ["--out", str(tmp_path / "out"), "--workers", "2", "--runner", runner, "--batch-pages", "4"]
    done = subprocess.run(
        [sys.executable, "-c", "from flows.cli import main; main()", "run", str(pages), *given],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(deadly_extractor), str(ROOT)])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    version = Path(done.stdout.splitlines()[-1])
    documents = pq.read_table(version / "documents.parquet", columns=["title"])["title"].to_pylist()
    assert len(documents) == 11
    [failed] = pq.read_table(version / "quarantine.parquet").to_pylist()
    assert (failed["source"], failed["error"]) == ("page-0005.html", "WorkerDied")
