"""What each column means, in one sentence; the words stand in ``columns.tsv``."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

ANY = "*"
"""In ``columns.tsv``: every table that says nothing of its own about a column of this name."""


@cache
def _columns() -> dict[tuple[str, str], str]:
    text = files("schemas").joinpath("columns.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {(row["table"], row["column"]): row["description"] for row in rows}


def column_description(table: str, column: str) -> str:
    """One sentence on a column of a table, or of a nested model ("Range", "Code").

    Raises:
        KeyError: ``columns.tsv`` says nothing about it.
    """
    known = _columns()
    own = known.get((table, column))
    return own if own is not None else known[ANY, column]
