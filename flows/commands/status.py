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
    """Show for each dataset the current version and what its ledger holds."""
    from flows.inventory import inventory

    lines = list(inventory(out, dataset))
    if not lines:
        sys.stderr.write(f"healthsift: no {'such dataset' if dataset else 'datasets'} in {out}\n")
        raise typer.Exit(2)
    sys.stdout.write("\n".join(lines) + "\n")
