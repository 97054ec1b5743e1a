"""The whole job as a list of steps, whoever runs it: survey, parse, compare, extract, publish."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from filelock import FileLock, Timeout

from flows.comparing import compare
from flows.ledger import sweep
from flows.publishing import publish_version
from flows.stages import Run, extract, parse
from flows.survey import UsageError, survey
from flows.workspace import Workspace
from pipeline.publish.request import PublishResult


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to: pages seen, the version to read, and the seconds that each stage took."""

    pages: int
    published: PublishResult
    seconds: dict[str, float]


def ingest(run: Run) -> Outcome:
    """Bring the dataset up to date with its sources.

    Raises:
        UsageError: the sources do not exist, hold no pages, or the output cannot be written.
        PublishError: nothing was published; the version before stands.
    """
    seconds: dict[str, float] = {}
    with claimed(run.workspace):
        with _timed(seconds, "survey"):
            found = survey(run.parameters.sources, run.parameters.site)
        with _timed(seconds, "parse"):
            parsed = parse(run, found)
        with _timed(seconds, "compare"):
            verdicts = compare(run, parsed)
        with _timed(seconds, "extract"):
            extracted = extract(run, parsed, verdicts)
        with _timed(seconds, "publish"):
            published = publish_version(run, found, parsed.failed, extracted)
    return Outcome(len(found.pages) + len(found.problems), published, seconds)


@contextmanager
def claimed(workspace: Workspace) -> Iterator[None]:
    """Hold the dataset's work folder: one run at a time. The claim falls with the process that has it.

    Raises:
        UsageError: another run holds it, or the folder cannot be written.
    """
    try:
        workspace.prepare()
    except OSError as error:
        raise UsageError(f"cannot write to {workspace.out}: {error.strerror or error}") from None
    lock = FileLock(workspace.lock)
    try:
        lock.acquire(timeout=10)
    except Timeout:
        raise UsageError(f"another run works on the dataset {workspace.dataset!r}") from None
    try:
        sweep(workspace.parse)
        sweep(workspace.extract)
        yield
    finally:
        lock.release()


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    begun = time.perf_counter()
    try:
        yield
    finally:
        seconds[stage] = time.perf_counter() - begun
