"""DuckDB for the comparison: bounded memory, spilling to disk, no network, the same answer on every machine."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipeline.dedupe.live import read_folders
from pipeline.dedupe.signature_files import DOCUMENTS, MARKS, PAGES


@contextmanager
def compare_session(
    live: Path, spill: Path, memory_limit: str, threads: int = 1
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the live rows of all signatures as the views ``marks``, ``pages`` and ``documents``.

    Args:
        live: the list that ``write_live`` wrote.
        spill: folder for what does not fit into memory; emptied at the end.
        memory_limit: as DuckDB writes it, "500MB".
        threads: threads of this task.
    """
    spill.mkdir(parents=True, exist_ok=True)
    folders = read_folders(live)
    with tempfile.TemporaryDirectory(dir=spill) as temporary:
        connection = duckdb.connect(
            config={
                "memory_limit": memory_limit,
                "temp_directory": temporary,
                "threads": str(threads),
                "autoinstall_known_extensions": "false",
                "preserve_insertion_order": "false",
            }
        )
        try:
            connection.execute(f"CREATE VIEW live AS SELECT * FROM read_parquet({quoted(str(live))})")
            for view, name in (("marks", MARKS), ("pages", PAGES), ("documents", DOCUMENTS)):
                files = ", ".join(quoted(f"{folder}/{name}") for folder in folders)
                connection.execute(
                    f"CREATE VIEW {view} AS SELECT s.* EXCLUDE (filename) FROM"
                    f" read_parquet([{files}]::VARCHAR[], filename = true) s SEMI JOIN live ON"
                    f" live.page_id = s.page_id AND live.folder || '/{name}' = s.filename"
                )
            yield connection
        finally:
            connection.close()


def quoted(text: str) -> str:
    """``text`` as an SQL string literal."""
    return "'" + text.replace("'", "''") + "'"
