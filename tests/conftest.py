"""What tests of several rooms share: the published samples."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "raw" / "samples"


def healthsift(*args: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user does."""
    return subprocess.run(
        [sys.executable, "-c", "from flows.cli import main; main()", *args],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )


@pytest.fixture(scope="session")
def samples_version(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, published once a session without Prefect."""
    out = tmp_path_factory.mktemp("output")
    done = healthsift("run", str(SAMPLES), "--out", str(out), "--direct")
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.splitlines()[-1])
