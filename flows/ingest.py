"""The whole job as a list of steps, whoever runs it: survey, parse, compare, extract, publish."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from filelock import FileLock, Timeout

from flows.comparing import compare
from flows.ledger import sweep
from flows.memory import clear, remember
from flows.publishing import publish_version
from flows.stages import Extracted, Parsed, Run, extract, parse
from flows.survey import Survey, UsageError, survey
from flows.workspace import Workspace
from pipeline.publish.request import PublishResult


@dataclass(frozen=True, slots=True)
class Built:
    """All pages of the sources, worked on as far as publishing takes them up."""

    found: Survey
    parsed: Parsed
    extracted: Extracted

    @property
    def pages(self) -> int:
        """Pages that came in, those that could not be read among them."""
        return len(self.found.pages) + len(self.found.problems)


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
    with claimed(run.workspace):
        built = build(run)
        return Outcome(built.pages, publish(run, built), run.seconds)


def build(run: Run) -> Built:
    """Parse, compare and extract what is not done yet.

    Raises:
        UsageError: the sources do not exist or hold no pages.
    """
    with timed(run, "survey"):
        found = survey(run.parameters.sources, run.parameters.site)
        remember(run.workspace, run.parameters)
    with timed(run, "parse"):
        parsed = parse(run, found)
    with timed(run, "compare"):
        verdicts = compare(run, parsed)
    with timed(run, "extract"):
        extracted = extract(run, parsed, verdicts)
    return Built(found, parsed, extracted)


def publish(run: Run, built: Built) -> PublishResult:
    """Publish what was built, and clear away the work of earlier runs that no page needs any more.

    Raises:
        PublishError: nothing was published; the version before stands.
    """
    with timed(run, "publish"):
        published = publish_version(run, built.found, built.parsed.failed, built.extracted)
        clear(run.workspace, built.parsed, built.extracted)
    return published


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
        sweep(workspace.compare)
        yield
    finally:
        lock.release()


@contextmanager
def timed(run: Run, stage: str) -> Iterator[None]:
    """Add the seconds that the context takes to the stage's."""
    begun = time.perf_counter()
    try:
        yield
    finally:
        run.seconds[stage] = run.seconds.get(stage, 0.0) + time.perf_counter() - begun
