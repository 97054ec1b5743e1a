"""``healthsift rollback``: readers go back to an older version."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.telling import print_lines, wrong_usage


def rollback(
    dataset: Annotated[Path, typer.Argument(help="Folder of the dataset.", show_default=False)],
    version: Annotated[str | None, typer.Argument(help="Name of a version; default: the one before.")] = None,
) -> None:
    """Make an older version of DATASET the one to read. Nothing is removed: name the newer VERSION to go forward."""
    from pipeline.publish.history import roll_back

    with wrong_usage():
        print_lines([str(roll_back(dataset, version))])
