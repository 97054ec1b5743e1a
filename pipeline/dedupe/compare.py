"""The compare pass: one task a partition of the keys, then one task that draws the verdicts.

``compare_partition`` groups what has equal keys and leaves four small files; any number of partitions
gives the same rows in all. ``conclude`` reads them and writes one table of verdicts.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.dedupe.live import read_folders
from pipeline.dedupe.session import compare_session, quoted
from pipeline.dedupe.signature_files import BUCKET, PASSAGE, PREFIXES, TEMPLATE
from pipeline.dedupe.templates import MIN_PAGES

MEMORY_LIMIT = "500MB"
"""Of one task; what needs more spills to disk."""
COPIES, TEMPLATES, PAIRS, PASSAGES = "copies.parquet", "templates.parquet", "pairs.parquet", "passages.parquet"
_ALL_PAIRS = 16  # documents of one bucket that are all compared with each other

_MINE = "prefix BETWEEN {low} AND {high}"
_QUERIES = {
    # Byte copies of a page: the page that names itself canonical, the oldest fetch, the smallest id is kept.
    COPIES: """
        SELECT page_id, first_value(page_id) OVER same AS duplicate_of FROM pages
        WHERE content >> 56 BETWEEN {low} AND {high}
        WINDOW same AS (PARTITION BY raw_sha256 ORDER BY NOT canonical, fetched_at NULLS LAST, page_id)
        QUALIFY page_id <> duplicate_of ORDER BY page_id
    """,
    # On how many pages of its site a block stands; byte copies of a page count once.
    TEMPLATES: f"""
        SELECT site, key, count(DISTINCT content) AS pages FROM marks
        WHERE kind = {TEMPLATE} AND {_MINE} GROUP BY site, key HAVING pages >= {MIN_PAGES} ORDER BY site, key
    """,
    # Documents that share a bucket. A crowded bucket is paired as a chain and a star, not each with each.
    PAIRS: f"""
        WITH mine AS (
            SELECT key, document_id, row_number() OVER same AS place, count(*) OVER (PARTITION BY key) AS size,
                first_value(document_id) OVER same AS first, lag(document_id) OVER same AS previous
            FROM marks WHERE kind = {BUCKET} AND {_MINE}
            WINDOW same AS (PARTITION BY key ORDER BY document_id) QUALIFY size > 1
        ), few AS (SELECT key, document_id FROM mine WHERE size <= {_ALL_PAIRS})
        SELECT a, b FROM (
            SELECT x.document_id AS a, y.document_id AS b FROM few x JOIN few y
                ON x.key = y.key AND x.document_id < y.document_id
            UNION SELECT first, document_id FROM mine WHERE size > {_ALL_PAIRS} AND place > 1
            UNION SELECT previous, document_id FROM mine WHERE size > {_ALL_PAIRS} AND place > 1
        ) GROUP BY a, b ORDER BY a, b
    """,
    # Long blocks that stand word for word in more than one document.
    PASSAGES: f"""
        SELECT key, page_id, document_id, block_id, ordinal, words FROM marks
        WHERE kind = {PASSAGE} AND {_MINE}
        QUALIFY min(document_id) OVER (PARTITION BY key) <> max(document_id) OVER (PARTITION BY key)
        ORDER BY key, page_id, ordinal
    """,
}


def compare_partition(
    live: Path, partition: int, partitions: int, out: Path, *, memory_limit: str = MEMORY_LIMIT
) -> Path:
    """Compare the live pages over one range of hash prefixes; gives the folder of the partition's files.

    The same input gives the same bytes. Run again, it replaces what an earlier try left.

    Args:
        live: the list of live pages, from ``write_live``.
        partition: which range, from 0.
        partitions: how many ranges there are, 1 to 256.
        out: folder of the whole pass; the partition writes into a folder of its own below it.
        memory_limit: of DuckDB, beyond which it spills into ``out``.

    Raises:
        ValueError: there is no such partition.
    """
    if not 0 <= partition < partitions <= PREFIXES:
        raise ValueError(f"no partition {partition} of {partitions}: there are 1 to {PREFIXES}, counted from 0")
    low = -(-partition * PREFIXES // partitions)
    high = -(-(partition + 1) * PREFIXES // partitions) - 1
    folder = out / f"partition-{partition:03d}-of-{partitions:03d}"
    folder.mkdir(parents=True, exist_ok=True)
    if read_folders(live):
        with compare_session(live, out / "spill", memory_limit) as session:
            for name, query in _QUERIES.items():
                rows = query.format(low=low, high=high)
                session.execute(f"COPY ({rows}) TO {quoted(str(folder / name))} (FORMAT parquet, COMPRESSION zstd)")
    return folder


def files_of(partitions: Sequence[Path], name: str) -> str:
    """The files of one kind over all partitions, as an SQL list."""
    return "[" + ", ".join(quoted(str(folder / name)) for folder in sorted(partitions)) + "]"
