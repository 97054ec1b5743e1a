"""``healthsift push``: a finished version to another place."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.telling import print_lines, wrong_usage

BROKE_OFF = 3


def push(
    version: Annotated[Path, typer.Argument(help="Folder of a dataset or of one version.", show_default=False)],
    url: Annotated[str, typer.Argument(help="Folder or fsspec address, such as s3://bucket/name.", show_default=False)],
) -> None:
    """Copy VERSION to URL: its files first, CURRENT last. Prints the address of the version.

    Run it again after a failure; what stands there is not sent twice. One writer at a time.
    """
    from pipeline.publish.history import resolve_version
    from pipeline.publish.push import check_installed
    from pipeline.publish.push import push as send

    with wrong_usage():
        finished = resolve_version(version)
        check_installed(url)
    with wrong_usage(BROKE_OFF):
        print_lines([send(finished, url)])
