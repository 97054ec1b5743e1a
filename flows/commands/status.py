"""``healthsift status``: what is done, stale and failed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def status(
    out: Annotated[Path, typer.Option(help="Folder of the published datasets.", show_default=False)],
    dataset: Annotated[str, typer.Option(help="One dataset; default: all.")] = "",
) -> None:
    """Show for each dataset its current version and what of its sources is done, stale, new or failed."""
    from flows.inventory import datasets, inventory
    from flows.survey import UsageError
    from flows.workspace import Workspace

    names = [dataset] if dataset else datasets(out)
    try:
        if not names:
            raise UsageError(f"no datasets in {out}")
        for name in names:
            sys.stdout.writelines(f"{line}\n" for line in inventory(Workspace(out, name)))
    except UsageError as error:
        sys.stderr.write(f"healthsift: {error}\n")
        raise typer.Exit(2) from None
