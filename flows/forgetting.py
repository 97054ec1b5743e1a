"""What a dataset still holds of an address or a site: work to redo, and versions to name."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq

from flows.ledger import INDEX, read_index
from flows.workspace import Workspace
from pipeline.publish.layout import versions
from pipeline.store.forget import matcher

_COLUMNS = ("url", "source", "site")


def forget_work(workspace: Workspace, page_ids: set[str]) -> int:
    """Removes the sealed parts that hold one of the pages; the other pages in them are done again by the next run.

    Results of the compare pass go altogether: they are made of all pages. Gives the number of parts.
    """
    removed = 0
    for step in (workspace.parse, workspace.extract):
        for path in sorted(step.glob(f"[!.]*/{INDEX}")):
            index = read_index(path.parent)
            if any(done.page_id in page_ids for done in index.done):
                shutil.rmtree(path.parent)
                removed += 1
    if removed:
        shutil.rmtree(workspace.compare, ignore_errors=True)
    return removed


def holders(workspace: Workspace, target: str, page_ids: set[str]) -> Iterator[Path]:
    """The published versions that still hold a page of the target, oldest first; adds the ids of its pages."""
    meant = matcher(target)
    host = target.lower().removeprefix("www.") if "://" not in target else None
    for name in versions(workspace.published):
        table = pq.read_table(workspace.published / name / "pages.parquet", columns=["page_id", *_COLUMNS])
        found = {
            row["page_id"]
            for row in table.to_pylist()
            if any(row[column] and meant(row[column]) for column in ("url", "source"))
            or (host and (row["site"] or "").lower().removeprefix("www.") == host)
        }
        if found:
            page_ids |= found
            yield workspace.published / name
