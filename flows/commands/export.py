"""``healthsift export``: tables as CSV or JSON Lines, a raw store as WARC."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.telling import print_lines, writing, wrong_usage


def export(
    version: Annotated[
        Path,
        typer.Argument(help="Folder of a dataset or of one version; with --warc, of a raw store.", show_default=False),
    ],
    to: Annotated[Path | None, typer.Option(help="Folder to write into.", show_default=False)] = None,
    format: Annotated[str, typer.Option(help="csv or jsonl.")] = "csv",
    table: Annotated[list[str] | None, typer.Option(help="One table; may be given again. Default: all.")] = None,
    warc: Annotated[Path | None, typer.Option(help="Write a raw store as this WARC file (.warc or .warc.gz).")] = None,
) -> None:
    """Write the tables of VERSION as files. In CSV no text can run as a spreadsheet formula. Prints the files."""
    from flows.survey import UsageError
    from pipeline.publish.export import export as write
    from pipeline.publish.history import resolve_version

    with wrong_usage():
        if warc:
            _export_store(version, warc)
            return
        if to is None:
            raise UsageError("say where to write: --to FOLDER, or --warc FILE for a raw store")
        with writing(to):
            files = write(resolve_version(version), to, format, table or ())
    print_lines(map(str, files))


def _export_store(root: Path, to: Path) -> None:
    from flows.survey import UsageError
    from pipeline.store.errors import StoreError
    from pipeline.store.store import RawStore, is_store
    from pipeline.store.warc_out import export_warc

    try:
        if not is_store(root):
            raise StoreError(f"{root} is no raw store")
        with RawStore(root) as store:
            done = export_warc(store, to)
    except StoreError as error:
        raise UsageError(str(error)) from None
    typer.echo(f"{done.responses} responses, {done.revisits} revisits, {done.bytes / 1e6:.1f} MB", err=True)
    print_lines([str(to.resolve())])
