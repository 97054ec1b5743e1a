"""What commands print: answers on standard output, what went wrong in one line on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer

WRONG_USAGE = 2


@contextmanager
def wrong_usage(status: int = WRONG_USAGE) -> Iterator[None]:
    """Turn what a person can put right into its one line and an exit status."""
    from flows.survey import UsageError
    from pipeline.publish.request import PublishError

    try:
        yield
    except (PublishError, UsageError) as error:
        sys.stderr.write(f"healthsift: {error}\n")
        raise typer.Exit(status) from None


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Tell in one line that ``target``, a file or folder that the person named, cannot be written."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        sys.stderr.write(f"healthsift: cannot write {target}: {reason}\n")
        raise typer.Exit(WRONG_USAGE) from None


def print_lines(lines: Iterable[str]) -> None:
    """Lines to standard output."""
    for line in lines:
        sys.stdout.write(line + "\n")
    sys.stdout.flush()


def columns(rows: Sequence[Sequence[object]]) -> list[str]:
    """Rows as lines with aligned columns; numbers stand to the right."""
    widths = [max(len(str(row[i])) for row in rows) for i in range(len(rows[0]))] if rows else []
    return [
        "  ".join(
            str(cell).rjust(width) if isinstance(cell, int | float) else str(cell).ljust(width)
            for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]
