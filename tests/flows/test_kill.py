"""A run that is killed at any moment: nothing is lost, nothing is done twice, readers see whole versions only.

``HEALTHSIFT_KILLS`` sets how many moments are tried (default 3), ``HEALTHSIFT_KILL_FLOW=1`` kills flows of
Prefect instead of direct runs.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.ledger import read_ledger
from flows.workspace import Workspace
from pipeline.publish.layout import current_version
from tests.flows.conftest import tables
from tests.flows.pages import write_pages
from tests.flows.test_direct import run

KILLS = int(os.environ.get("HEALTHSIFT_KILLS", "3"))
WITH_PREFECT = os.environ.get("HEALTHSIFT_KILL_FLOW") == "1"
PAGES = 40
BATCH = 5
_COMMAND = "from flows.cli import main; main()"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pages(tmp_path_factory.mktemp("kill") / "pages", PAGES)


@pytest.fixture(scope="module")
def reference(source: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return tables(run(source, tmp_path_factory.mktemp("reference"))[0].published.path)


@pytest.fixture(scope="module")
def duration(source: Path, tmp_path_factory: pytest.TempPathFactory) -> float:
    """Seconds that a run takes which is left alone."""
    begun = time.monotonic()
    assert _start(source, tmp_path_factory.mktemp("whole")).wait() == 0
    return time.monotonic() - begun


def _start(source: Path, out: Path) -> subprocess.Popen[bytes]:
    how = [] if WITH_PREFECT else ["--direct"]
    arguments = ["run", str(source), "--out", str(out), "--workers", "2", "--batch-pages", str(BATCH), *how]
    return subprocess.Popen(
        [sys.executable, "-c", _COMMAND, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _sealed(out: Path) -> tuple[int, int]:
    space = Workspace(out, "pages")
    return len(read_ledger(space.parse).done), len(read_ledger(space.extract).done)


@pytest.mark.parametrize("number", range(KILLS))
def test_a_killed_run_is_taken_up_where_it_was(
    number: int, source: Path, tmp_path: Path, reference: dict[str, str], duration: float
) -> None:
    process = _start(source, tmp_path)
    time.sleep(random.Random(number).uniform(0.3, 1.0) * duration)
    os.kill(process.pid, signal.SIGSTOP)  # so that it starts nothing between the look and the kill
    orphans = _workers(process.pid)
    process.send_signal(signal.SIGKILL)
    process.wait()
    _wait_for(orphans)  # they finish their batches: what they still seal, they seal whole
    standing = current_version(Workspace(tmp_path, "pages").published)
    if standing is not None:
        assert tables(standing) == reference
    parsed, extracted = _sealed(tmp_path)
    outcome, pending = run(source, tmp_path)
    assert pending["parse"] <= PAGES - parsed
    assert pending["extract"] <= PAGES - extracted
    assert tables(outcome.published.path) == reference
    left = [path.name for path in Workspace(tmp_path, "pages").parse.iterdir() if path.name.startswith(".")]
    assert left == []


@pytest.mark.parametrize("number", range(max(1, KILLS * 2 // 5)))
def test_a_killed_worker_costs_its_batch_only(
    number: int, source: Path, tmp_path: Path, reference: dict[str, str]
) -> None:
    parts = Workspace(tmp_path, "pages").parse
    after = random.Random(number).randrange(PAGES // BATCH // 2)  # parts that lie there already
    process = _start(source, tmp_path)
    while (len(list(parts.glob("[!.]*"))) < after or not _workers(process.pid)) and process.poll() is None:
        time.sleep(0.01)
    for pid in (killed := _workers(process.pid)[:1]):
        os.kill(pid, signal.SIGKILL)
    assert killed
    assert process.wait() == 0
    version = current_version(Workspace(tmp_path, "pages").published)
    assert version is not None
    assert tables(version) == reference


def _wait_for(pids: list[int]) -> None:
    for _ in range(600):
        if not any(Path(f"/proc/{pid}").exists() for pid in pids):
            return
        time.sleep(0.1)
    raise AssertionError("workers outlive the run that started them")


def _workers(pid: int) -> list[int]:
    """The pool's processes below a process."""
    # Each is listed under the thread that started it.
    lists = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    found = []
    for child in " ".join(lists).split():
        try:
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                found.append(int(child))
        except OSError:
            continue  # it ended meanwhile
    return found
