"""Which signatures count: the pages of the dataset as it is now, each in the folder that holds its newest form."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq


def write_live(pages: Iterable[tuple[Path, str]], path: Path) -> None:
    """Write the list of live pages: (signature folder, page id) pairs. A page stands in it once.

    Raises:
        ValueError: a page is named twice.
    """
    rows = sorted((str(folder.absolute()), page_id) for folder, page_id in pages)
    ids = [page_id for _, page_id in rows]
    if len(set(ids)) != len(ids):
        raise ValueError("a live page is named twice")
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table({"folder": [folder for folder, _ in rows], "page_id": ids}), path)


def read_folders(path: Path) -> list[str]:
    """The signature folders that hold live pages, sorted."""
    return sorted({str(row["folder"]) for row in pq.read_table(path, columns=["folder"]).to_pylist()})
