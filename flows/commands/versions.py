"""``healthsift versions``: what was published when."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.telling import columns, print_lines, wrong_usage

_SHOWN = ("pages", "conditions", "symptoms", "treatments", "exercises", "relations", "quarantine")


def versions(dataset: Annotated[Path, typer.Argument(help="Folder of the dataset.", show_default=False)]) -> None:
    """List the versions of DATASET, oldest first; the one that readers get is marked with a star."""
    from pipeline.publish.history import list_versions

    with wrong_usage():
        lines = list_versions(dataset)
    rows: list[list[object]] = [["", "version", "schema", "code", *_SHOWN]]
    rows += [
        ["*" if v.current else "", v.name, v.schema_version, v.code_version, *(v.counts.get(t, 0) for t in _SHOWN)]
        for v in lines
    ]
    print_lines(columns(rows))
