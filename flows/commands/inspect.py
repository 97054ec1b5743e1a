"""``healthsift inspect``: one page as the pipeline saw it, to look at."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.choosing import DEFAULT_OUTPUT, chosen_version
from flows.telling import WRONG_USAGE, print_lines, writing, wrong_usage


def inspect(
    what: Annotated[
        str,
        typer.Argument(
            metavar="PAGE_OR_URL_OR_RECORD",
            help="A page's source (or the end of it), URL or id, or the id of a record, document or block.",
            show_default=False,
        ),
    ],
    version: Annotated[
        Path, typer.Option("--version", help="Folder of a version, of a dataset, or of one dataset's folder.")
    ] = DEFAULT_OUTPUT,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The HTML file to write.", show_default="inspect-PAGE.html")
    ] = None,
) -> None:
    """Write the page inspector: blocks with reasons, records with their quotes. Prints the file's path."""
    from pipeline.publish.look.inspector import inspector_html

    with wrong_usage():
        folder = chosen_version(version)
    try:
        html = inspector_html(folder, what)
    except LookupError as error:
        sys.stderr.write(f"healthsift: {error.args[0]}\n")
        raise typer.Exit(WRONG_USAGE) from None
    file = output or Path(f"inspect-{_file_name(what)}.html")
    with writing(file):
        file.write_text(html, encoding="utf-8", newline="\n")
    print_lines([str(file.resolve())])


def _file_name(what: str) -> str:
    """A plain file name of what was asked for: never a path."""
    return re.sub(r"\W+", "-", Path(what).stem or what).strip("-")[:80] or "page"
