"""``healthsift sample``: records for people to judge."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.telling import writing, wrong_usage


def sample(
    version: Annotated[Path, typer.Argument(help="Folder of a dataset or of one version.", show_default=False)],
    size: Annotated[int, typer.Argument(help="How many records, at most.", min=1, show_default=False)],
    csv: Annotated[Path | None, typer.Option("--csv", help="File to write; default: standard output.")] = None,
    seed: Annotated[int, typer.Option(help="Another seed draws other records.")] = 0,
) -> None:
    """Draw records and relations of VERSION with their quotes, evenly over kinds and rules, as CSV.

    Fill in the verdict column (right or wrong; empty leaves a row out) and give the file to evaluate.
    """
    from pipeline.publish.history import resolve_version
    from pipeline.publish.sampling import draw, write_sample

    with wrong_usage():
        rows = draw(resolve_version(version), size, seed)
    if csv is None:
        write_sample(rows, sys.stdout)
        return
    with writing(csv), csv.open("w", encoding="utf-8", newline="") as file:
        write_sample(rows, file)
    sys.stderr.write(f"{len(rows)} records in {csv}\n")
