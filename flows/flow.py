"""The Prefect flows: the same stages as a direct run, with every batch a task run."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any, cast

from flows.environment import tame_prefect

tame_prefect()

from prefect import flow  # noqa: E402  (its settings are read at import)
from prefect.states import Failed  # noqa: E402

from flows.ingest import Outcome, ingest  # noqa: E402
from flows.parameters import BuildParameters  # noqa: E402
from flows.report import Reporter, Silent  # noqa: E402
from flows.runners import task_executor  # noqa: E402
from flows.stages import Run  # noqa: E402
from flows.survey import UsageError  # noqa: E402
from flows.workspace import Workspace  # noqa: E402
from pipeline.publish.request import PublishError  # noqa: E402

REPORTER: ContextVar[Reporter] = ContextVar("REPORTER", default=Silent())  # noqa: B039  (it has no state)


@flow(name="ingest", persist_result=False)
def ingest_flow(parameters: BuildParameters) -> Any:
    """Pages in, one dataset version out."""
    try:
        with task_executor(parameters) as executor:
            workspace = Workspace(parameters.out, parameters.dataset)
            return ingest(Run(parameters, workspace, executor, REPORTER.get()))
    except (UsageError, PublishError) as error:
        return Failed(data=error, message=str(error))


def run_flow(parameters: BuildParameters, reporter: Reporter) -> Outcome:
    """Run the flow here and now, with the server that the settings name or one of its own.

    Raises:
        UsageError: the sources or the output are not usable.
        PublishError: nothing was published.
    """
    token = REPORTER.set(reporter)
    try:
        return cast(Outcome, ingest_flow(parameters))
    finally:
        REPORTER.reset(token)
