"""``healthsift sql``: questions to a version."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.telling import wrong_usage


def sql(
    version: Annotated[Path, typer.Argument(help="Folder of a dataset or of one version.", show_default=False)],
    query: Annotated[str, typer.Argument(help="One SQL query over the views of dataset.sql.", show_default=False)],
    json: Annotated[bool, typer.Option("--json", help="One JSON object a row, with lists and structs.")] = False,
) -> None:
    """Ask VERSION in SQL (DuckDB): every table is a view, so are records, quotes and graph. Prints CSV."""
    from pipeline.publish.export import print_csv, print_jsonl
    from pipeline.publish.history import resolve_version
    from pipeline.publish.sql import query as ask

    with wrong_usage():
        answer = ask(resolve_version(version), query)
    sys.stdout.flush()
    (print_jsonl if json else print_csv)(answer, sys.stdout.buffer)
    sys.stdout.buffer.flush()
