"""``healthsift replay``: try the pages in quarantine again."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from flows.parameters import BuildParameters


def replay(
    out: Annotated[Path, typer.Option(help="Folder of the published datasets.", show_default=False)],
    dataset: Annotated[str, typer.Option(help="The dataset; may be left out where there is one only.")] = "",
    workers: Annotated[int, typer.Option(help="Processes; 0: one a processor, at most 8.", min=0)] = 0,
    limits: Annotated[Path | None, typer.Option(help="YAML file of limits; default: those of the last run.")] = None,
    accept_drift: Annotated[bool, typer.Option("--accept-drift", help="Publish in spite of drift.")] = False,
    direct: Annotated[bool, typer.Option("--direct", help="Without Prefect: no server, no task runs.")] = False,
) -> None:
    """Run the last run of a dataset again, its failed pages included, and publish what comes of it.

    Output and exit status are those of ``run``.
    """
    begun = time.perf_counter()
    from flows.commands.execute import execute

    execute(lambda: _asked(out, dataset, workers, limits, accept_drift), direct, begun)


def _asked(out: Path, dataset: str, workers: int, limits: Path | None, accept_drift: bool) -> BuildParameters:
    from flows.arguments import build_parameters
    from flows.inventory import datasets
    from flows.memory import recall
    from flows.survey import UsageError
    from flows.workspace import Workspace

    if not dataset:
        names = datasets(out)
        if len(names) != 1:
            raise UsageError(f"--dataset: which of {', '.join(names)}?" if names else f"no datasets in {out}")
        dataset = names[0]
    last = recall(Workspace(out, dataset))
    return build_parameters(
        workers=workers,
        limits_file=limits,
        sources=last.sources,
        out=out,
        dataset=dataset,
        site=last.site,
        limits=last.limits,
        accept_drift=accept_drift,
        retry_failed=True,
    )
