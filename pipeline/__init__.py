"""What is done to a page: pure functions from bytes to published tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.publish.reader import Dataset

__all__ = ["open_dataset"]


def open_dataset(path: str | Path) -> Dataset:
    """Open a dataset's current version, or the version whose folder is given; see ``pipeline.publish.reader``.

    Raises:
        PublishError: there is no dataset, or it was written with a schema that this release cannot read.
    """
    from pipeline.publish.reader import open_dataset as opened  # heavy: pandas and DuckDB load when asked for

    return opened(path)
