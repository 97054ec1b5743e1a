"""``healthsift forget``: take a page or a site out of everything that the next version is made of."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.telling import print_lines, wrong_usage


def forget(
    target: Annotated[
        str, typer.Argument(help="A page's source (file name), an address (https://...) or a site (example.org).")
    ],
    store: Annotated[Path, typer.Option(help="Folder of the raw store.")] = Path("raw/store"),
    out: Annotated[Path | None, typer.Option(help="Folder of the published datasets.")] = None,
) -> None:
    """Remove raw bytes, log rows and finished work of TARGET; name the published versions that still hold it."""
    from flows.forgetting import forget_everywhere
    from flows.survey import UsageError
    from pipeline.store.errors import StoreError

    with wrong_usage():
        try:
            lines = forget_everywhere(target, store, out)
        except StoreError as error:
            raise UsageError(str(error)) from None
    print_lines(lines)
