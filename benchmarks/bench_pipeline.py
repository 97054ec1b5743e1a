#!/usr/bin/env python3
"""The whole pipeline, page to published records, beside trafilatura's ``extract`` alone.

    python benchmarks/bench_pipeline.py [--pages N]

Takes the WCXB pages and the whole sites of ``HEALTHSIFT_SHARED``, in one process and one thread each.
Pages go in chunks that alternate between the two, so that a noisy machine slows both. Prints pages/s by
CPU time, their ratio (1.0 = trafilatura's ``extract``), and the share of each step. Heading for 1.5; the bar is 0.8.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import trafilatura

from flows.direct import run_direct
from flows.parameters import BuildParameters
from flows.report import Silent
from pipeline.sources.discover import SourceRef, list_sources, read_source
from pipeline.vocabulary.load import load_vocabulary

SHARED = Path(os.environ.get("HEALTHSIFT_SHARED", "../shared"))
FOLDERS = ("pages/wcxb/html", "pages/sites")

# Where each step is entered: (step, module, name).
STEPS = (
    ("read", "pipeline.sources.discover", "read_source"),
    ("parse", "pipeline.steps", "parse"),
    ("clean", "pipeline.steps", "clean"),
    ("repeats", "pipeline.steps", "mark_repeats"),
    ("sign", "pipeline.dedupe.signatures", "sign_page"),
    ("write parsed", "pipeline.packing", "pack"),
    ("write parsed", "pipeline.dedupe.signature_files", "write_signatures"),
    ("compare", "flows.ingest", "compare"),
    ("read parsed", "pipeline.packing", "unpack"),
    ("structure", "pipeline.steps", "build_documents"),
    ("extract", "pipeline.steps", "extract"),
    ("exercises", "pipeline.steps", "extract_exercises"),
    ("ground", "pipeline.steps", "ground"),
    ("rows", "pipeline.steps", "block_rows"),
    ("write rows", "pipeline.publish.parts", "_write_table"),
    ("publish", "flows.ingest", "publish_version"),
)


class Clock:
    """CPU seconds by step."""

    def __init__(self) -> None:
        self.seconds = {step: 0.0 for step, _, _ in STEPS}

    def watch(self) -> None:
        """Put a clock around the entry of each step."""
        for step, module, name in STEPS:
            home = sys.modules.get(module) or __import__(module, fromlist=[name])
            setattr(home, name, self._timed(step, getattr(home, name)))

    def _timed(self, step: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **named: Any) -> Any:
            begun = time.process_time()
            try:
                return function(*args, **named)
            finally:
                self.seconds[step] += time.process_time() - begun

        return run


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=0, help="how many pages, evenly taken; default: all")
    wanted = parser.parse_args().pages
    folders = [SHARED / folder for folder in FOLDERS if (SHARED / folder).is_dir()]
    if not folders:
        print("no evaluation pages here (HEALTHSIFT_SHARED): nothing measured")
        return
    listed = [(folder, ref) for folder in folders for ref in list_sources([folder]) if isinstance(ref, SourceRef)]
    step = max(1, len(listed) // wanted) if wanted else 1
    refs = [ref for _, ref in listed][::step]

    load_vocabulary()
    clock = Clock()
    clock.watch()
    ours = theirs = 0.0
    chunks = 2
    with tempfile.TemporaryDirectory() as folder:
        for number in range(chunks):
            chunk = refs[number::chunks]
            ours += _ours(chunk, Path(folder) / str(number))
            theirs += _theirs(chunk)
    pages = len(refs)
    print(f"{pages} pages")
    print(f"trafilatura.extract    {pages / theirs:7.1f} pages/s   1.00")
    print(f"page to published      {pages / ours:7.1f} pages/s   {theirs / ours:.2f}")
    rest = ours - sum(clock.seconds.values())
    for name, seconds in {**clock.seconds, "rest": rest}.items():
        print(f"  {name:<14} {seconds / ours:6.1%} {1000 * seconds / pages:8.2f} ms/page")


def _ours(refs: list[SourceRef], out: Path) -> float:
    begun = time.process_time()
    run_direct(BuildParameters(sources=[Path(ref.path) for ref in refs], out=out, dataset="bench", workers=1), Silent())
    return time.process_time() - begun


def _theirs(refs: list[SourceRef]) -> float:
    bodies = [read_source(ref).body for ref in refs]
    begun = time.process_time()
    for body in bodies:
        trafilatura.extract(body)
    return time.process_time() - begun


if __name__ == "__main__":
    main()
