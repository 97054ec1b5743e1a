"""``healthsift load``: pages that others have kept into a raw store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.telling import print_lines, wrong_usage


def load(
    source: Annotated[list[Path], typer.Argument(help="Folders, archives, JSON Lines, WARC, WET.", show_default=False)],
    store: Annotated[Path, typer.Option(help="Folder of the raw store.")] = Path("raw/store"),
) -> None:
    """Take the pages of SOURCE into the raw store, one at a time. ``run`` reads all these sources directly too."""
    from flows.survey import UsageError
    from pipeline.sources.load import load as take
    from pipeline.store.errors import StoreError
    from pipeline.store.store import RawStore

    with wrong_usage():
        try:
            with RawStore(store) as kept:
                loaded = take(source, kept)
        except StoreError as error:
            raise UsageError(str(error)) from None
        if given := [problem for problem in loaded.problems if problem.given]:
            raise UsageError(given[0].message)
    print_lines([f"pages     {loaded.pages} ({loaded.bodies} new bodies, {loaded.bytes / 1e6:.1f} MB)"])
    for problem in loaded.problems:
        typer.echo(f"problem   {problem.source}: {problem.message}", err=True)
