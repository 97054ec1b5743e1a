"""``healthsift export``: tables as CSV or JSON Lines."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.telling import print_lines, wrong_usage


def export(
    version: Annotated[Path, typer.Argument(help="Folder of a dataset or of one version.", show_default=False)],
    to: Annotated[Path, typer.Option(help="Folder to write into.", show_default=False)],
    format: Annotated[str, typer.Option(help="csv or jsonl.")] = "csv",
    table: Annotated[list[str] | None, typer.Option(help="One table; may be given again. Default: all.")] = None,
) -> None:
    """Write the tables of VERSION as files. In CSV no text can run as a spreadsheet formula. Prints the files."""
    from pipeline.publish.export import export as write
    from pipeline.publish.history import resolve_version

    with wrong_usage():
        print_lines(map(str, write(resolve_version(version), to, format, table or ())))
