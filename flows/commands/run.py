"""``healthsift run``: pages in, one published dataset version out."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer


def run(
    sources: Annotated[list[Path], typer.Argument(help="Files and folders of pages.", show_default=False)],
    out: Annotated[Path, typer.Option(help="Folder of the published datasets.", show_default=False)],
    dataset: Annotated[str, typer.Option(help="Name of the dataset; default: the first source's name.")] = "",
    workers: Annotated[int, typer.Option(help="Processes; 0: one a processor, at most 8.", min=0)] = 0,
    site: Annotated[str | None, typer.Option(help="The site of all pages, whatever they say.")] = None,
    direct: Annotated[bool, typer.Option("--direct", help="Without Prefect: no server, no task runs.")] = False,
    runner: Annotated[str, typer.Option(help="local, dask or ray (extras).", envvar="HEALTHSIFT_RUNNER")] = "local",
    address: Annotated[
        str | None,
        typer.Option(help="Dask scheduler or Ray head; default: one on this machine.", envvar="HEALTHSIFT_ADDRESS"),
    ] = None,
    batch_pages: Annotated[
        int, typer.Option(help="Pages in a batch, at most.", min=1, envvar="HEALTHSIFT_BATCH_PAGES")
    ] = 500,
    stall_seconds: Annotated[
        float, typer.Option(help="A page that takes longer hangs.", min=1, envvar="HEALTHSIFT_STALL_SECONDS")
    ] = 120,
    limits: Annotated[
        Path | None, typer.Option(help="YAML file: floors, and the drift that is borne.", envvar="HEALTHSIFT_LIMITS")
    ] = None,
    accept_drift: Annotated[bool, typer.Option("--accept-drift", help="Publish in spite of drift.")] = False,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Try failed pages again.")] = False,
) -> None:
    """Build a dataset from SOURCES and publish a version of it.

    The last line on standard output is the path of the version to read. Exit status: 0 published or
    nothing new, 1 a check refused, 2 wrong usage, 3 broken off (run again to go on).
    """
    begun = time.perf_counter()
    from flows.arguments import build_parameters
    from flows.commands.execute import execute

    execute(
        lambda: build_parameters(
            sources=sources,
            out=out,
            dataset=dataset,
            site=site,
            workers=workers,
            runner=runner,
            address=address,
            batch_pages=batch_pages,
            stall_seconds=stall_seconds,
            limits_file=limits,
            accept_drift=accept_drift,
            retry_failed=retry_failed,
        ),
        direct,
        begun,
    )
