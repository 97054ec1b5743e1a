"""A run without Prefect: the same stages, worked on by this process or by a pool of its own."""

from __future__ import annotations

from flows.executors import open_executor
from flows.ingest import Outcome, ingest
from flows.parameters import BuildParameters
from flows.report import Reporter
from flows.stages import Run
from flows.workspace import Workspace


def run_direct(parameters: BuildParameters, reporter: Reporter) -> Outcome:
    """Bring the dataset up to date.

    Raises:
        UsageError: the sources or the output are not usable.
        PublishError: nothing was published.
    """
    workspace = Workspace(parameters.out, parameters.dataset)
    with open_executor(parameters.workers) as executor:
        return ingest(Run(parameters, workspace, executor, reporter))
