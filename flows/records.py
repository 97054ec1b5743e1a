"""What a flow leaves on the server besides its runs: artifacts, events, the dataset version as an asset."""

from __future__ import annotations

import re
from typing import Any, cast

from prefect.artifacts import create_link_artifact, create_table_artifact
from prefect.assets import Asset
from prefect.events import emit_event
from prefect.states import Failed
from prefect.tasks import MaterializingTask

from flows.ingest import Built, Outcome, publish
from flows.stages import Run
from flows.summary import table_counts
from pipeline.publish.request import PublishError, PublishResult

_NOT_IN_KEYS = re.compile(r"[^a-z0-9]+")


def publish_asset(run: Run, built: Built) -> PublishResult:
    """Publish as a task run that materialises the dataset's asset; tell of it, and of a refusal, by an event.

    Raises:
        PublishError: nothing was published.
    """
    dataset = run.parameters.dataset
    asset = Asset(key=f"healthsift://{dataset}")
    try:
        # Not a decorated task: which asset it makes is known only now. The answer is not stored anywhere.
        task = MaterializingTask(
            fn=lambda: _published(run, built), assets=[asset], name="publish", persist_result=False, log_prints=False
        )
        published = cast(PublishResult, task(return_state=True).result())
    except PublishError as error:
        tell("refused", dataset, {"reason": str(error)[:1000]})
        raise
    if published.changed:
        tell("published", dataset, {"version": published.version, "path": str(published.path)})
    return published


def _published(run: Run, built: Built) -> Any:
    """The result, or a failed state: Prefect logs what is raised with its stack, and here the data is at fault."""
    try:
        return publish(run, built)
    except PublishError as error:
        return Failed(data=error, message=str(error))


def tell(what: str, dataset: str, payload: dict[str, str]) -> None:
    """Emit the event ``healthsift.version.<what>`` about a dataset."""
    resource = {"prefect.resource.id": f"healthsift.dataset.{dataset}", "prefect.resource.name": dataset}
    emit_event(f"healthsift.version.{what}", resource=resource, payload=payload)


def leave_artifacts(dataset: str, outcome: Outcome) -> None:
    """The summary as a table, and a link to the report where there is one."""
    key = _NOT_IN_KEYS.sub("-", dataset.lower()).strip("-")
    version = outcome.published.path
    rows = [{"what": name, "count": str(count)} for name, count in table_counts(version).items()]
    rows += [{"what": f"seconds: {stage}", "count": f"{took:.1f}"} for stage, took in outcome.seconds.items()]
    create_table_artifact(table=rows, key=f"{key}-summary", description=f"{outcome.pages} pages in, {version.name}")
    report = version / "report.html"
    if report.is_file():
        create_link_artifact(link=report.resolve().as_uri(), link_text=version.name, key=f"{key}-report")
