"""No regular expression of the pipeline backtracks without end on hostile input of 100 kB."""

import subprocess
import sys
from pathlib import Path


def test_every_pattern_reads_hostile_input_in_time() -> None:
    """CPU time is limited for each pattern and input, generously: what takes milliseconds may take seconds."""
    root = Path(__file__).parents[1]
    run = subprocess.run(
        [sys.executable, "-m", "tests.pattern_probe"], cwd=root, capture_output=True, text=True, check=False
    )
    *slow, count = run.stdout.splitlines()
    assert (slow, run.returncode) == ([], 0), run.stderr
    assert int(count.split()[0]) > 300
