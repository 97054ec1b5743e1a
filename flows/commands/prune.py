"""``healthsift prune``: old versions are removed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.telling import print_lines, wrong_usage


def prune(
    dataset: Annotated[Path, typer.Argument(help="Folder of the dataset.", show_default=False)],
    keep: Annotated[int, typer.Option(help="How many of the newest versions stay.", min=1, show_default=False)],
) -> None:
    """Remove all versions of DATASET but the newest N; the current one always stays. Prints what was removed."""
    from pipeline.publish.history import prune as remove

    with wrong_usage():
        print_lines(remove(dataset, keep))
