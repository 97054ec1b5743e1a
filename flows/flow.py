"""The Prefect flows: the stages of a direct run, with every batch a task run."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any, cast

from flows.environment import tame_prefect

tame_prefect()

from prefect import flow, get_run_logger  # noqa: E402  (its settings are read at import)
from prefect.states import Completed, Failed  # noqa: E402

from flows.executors import Executor  # noqa: E402
from flows.fetch_progress import told  # noqa: E402
from flows.ingest import Outcome, build, claimed  # noqa: E402
from flows.memory import recall  # noqa: E402
from flows.parameters import BuildParameters, ReplayParameters  # noqa: E402
from flows.progress import Lines  # noqa: E402
from flows.records import leave_artifacts, publish_asset  # noqa: E402
from flows.report import Reporter  # noqa: E402
from flows.runners import task_executor  # noqa: E402
from flows.stages import NoMoreWork, Run  # noqa: E402
from flows.survey import UsageError  # noqa: E402
from flows.workspace import Workspace  # noqa: E402
from pipeline.publish.request import PublishError  # noqa: E402
from pipeline.sources.fetch.run import fetch as fetch_pages  # noqa: E402
from pipeline.sources.fetch.settings import FetchSettings  # noqa: E402
from pipeline.sources.fetch.urls import BadUrlError  # noqa: E402
from pipeline.store.errors import StoreError  # noqa: E402

_REPORTER: ContextVar[Reporter | None] = ContextVar("_REPORTER", default=None)
_WRONG = (UsageError, PublishError)
"""What ends a run in a failed state with one line, and no stack trace: the input or the data is at fault."""


def _run(parameters: BuildParameters, executor: Executor) -> Run:
    workspace = Workspace(parameters.out, parameters.dataset)
    return Run(parameters, workspace, executor, _REPORTER.get() or Lines(get_run_logger().info))


@flow(name="fetch", persist_result=False)
def fetch(parameters: FetchSettings) -> Any:
    """Pages from the web into the raw store, which ``ingest`` reads; a run that broke off goes on where it was."""
    try:
        summary = fetch_pages(parameters)
    except (BadUrlError, StoreError) as error:
        return Failed(data=error, message=str(error))
    get_run_logger().info("; ".join(" ".join(line.split()) for line in told(summary)))
    return Completed(message=f"{summary.pages} pages fetched")


@flow(name="ingest", persist_result=False)
def ingest(parameters: BuildParameters) -> Any:
    """Pages in, one dataset version out: build, then publish."""
    try:
        with task_executor(parameters) as executor:
            run = _run(parameters, executor)
            with claimed(run.workspace):
                built = build(run)
                outcome = Outcome(built.pages, publish_asset(run, built), run.seconds)
        leave_artifacts(parameters.dataset, outcome)
        return outcome
    except _WRONG as error:
        return Failed(data=error, message=str(error))


@flow(name="build", persist_result=False)
def build_only(parameters: BuildParameters) -> Any:
    """Parse, compare and extract what is not done yet; a later ``ingest`` or ``publish`` takes it up."""
    try:
        with task_executor(parameters) as executor:
            run = _run(parameters, executor)
            with claimed(run.workspace):
                built = build(run)
        return Completed(message=f"{built.pages} pages built")
    except _WRONG as error:
        return Failed(data=error, message=str(error))


@flow(name="publish", persist_result=False)
def publish_only(parameters: BuildParameters) -> Any:
    """Publish what ``build`` has done; fails where pages are not built yet."""
    try:
        run = _run(parameters, NoMoreWork())
        with claimed(run.workspace):
            built = build(run)
            outcome = Outcome(built.pages, publish_asset(run, built), run.seconds)
        leave_artifacts(parameters.dataset, outcome)
        return outcome
    except _WRONG as error:
        return Failed(data=error, message=str(error))


@flow(name="replay", persist_result=False)
def replay(parameters: ReplayParameters) -> Any:
    """The last run of a dataset again, with the pages in quarantine."""
    try:
        asked = recall(Workspace(parameters.out, parameters.dataset))
    except _WRONG as error:
        return Failed(data=error, message=str(error))
    values = parameters.model_dump() | {
        "sources": asked.sources,
        "site": asked.site,
        "limits": parameters.limits or asked.limits,
        "retry_failed": True,
    }
    return ingest(BuildParameters.model_validate(values))


def run_flow(parameters: BuildParameters, reporter: Reporter) -> Outcome:
    """Run ``ingest`` here and now, with the server that the settings name or one of its own.

    Raises:
        UsageError: the sources or the output are not usable.
        PublishError: nothing was published.
    """
    token = _REPORTER.set(reporter)
    try:
        return cast(Outcome, ingest(parameters))
    finally:
        _REPORTER.reset(token)
