"""The last task of the compare pass: the partitions' rows to verdicts a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from pipeline.dedupe.compare import COPIES, MEMORY_LIMIT, PAIRS, PASSAGES, TEMPLATES, files_of
from pipeline.dedupe.live import read_folders
from pipeline.dedupe.near import find_duplicates
from pipeline.dedupe.passages import find_passages
from pipeline.dedupe.rows import BATCH
from pipeline.dedupe.session import compare_session
from pipeline.dedupe.site_templates import find_templates
from pipeline.dedupe.verdict_files import write_verdicts
from pipeline.dedupe.verdicts import DocumentDuplicate, PageVerdicts
from schemas.enums import DuplicateKind


def conclude(live: Path, partitions: Sequence[Path], out: Path, *, memory_limit: str = MEMORY_LIMIT) -> Path:
    """Draw the verdicts of all live pages; gives ``out``, a table that ``read_verdicts`` reads.

    Args:
        live: the list of live pages, as the partitions had it.
        partitions: what ``compare_partition`` gave, one for each partition, in any order.
        out: the Parquet file to write.
        memory_limit: of DuckDB, beyond which it spills beside ``out``.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    if not read_folders(live):
        write_verdicts(iter(()), out)
        return out
    with compare_session(live, out.parent / "spill", memory_limit) as session:
        for view, name in (("copies", COPIES), ("frequent", TEMPLATES), ("pairs", PAIRS), ("passages", PASSAGES)):
            session.execute(f"CREATE VIEW {view} AS SELECT * FROM read_parquet({files_of(partitions, name)})")
        session.execute("CREATE VIEW own AS SELECT * FROM pages ANTI JOIN copies USING (page_id)")
        find_templates(session)
        find_duplicates(session)
        find_passages(session)
        write_verdicts(_verdicts(session), out)
    return out


def _verdicts(session: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, PageVerdicts]]:
    """Verdicts in the order of page ids; a page of which there is nothing to say is left out."""
    reader = session.sql(
        """
        SELECT page_id, duplicate_of, coalesce(t.ordinals, []) AS templates, coalesce(places, []) AS places,
            coalesce(kept, []) AS kept, coalesce(documents, []) AS documents
        FROM (SELECT page_id FROM copies UNION SELECT page_id FROM templates UNION SELECT page_id FROM repeated
            UNION SELECT page_id FROM duplicates)
        LEFT JOIN copies USING (page_id)
        LEFT JOIN templates t USING (page_id)
        LEFT JOIN (SELECT page_id, list(ordinal ORDER BY ordinal) AS places, list(kept ORDER BY ordinal) AS kept
            FROM repeated GROUP BY page_id) USING (page_id)
        LEFT JOIN (SELECT page_id, list([document_id, duplicate_of, kind, similarity::VARCHAR]
            ORDER BY document_id) AS documents FROM duplicates GROUP BY page_id) USING (page_id)
        ORDER BY page_id
        """
    ).to_arrow_reader(BATCH)
    for batch in reader:
        for row in batch.to_pylist():
            yield (
                row["page_id"],
                PageVerdicts(
                    duplicate_of=row["duplicate_of"],
                    templates=frozenset(row["templates"]),
                    passages=dict(zip(row["places"], row["kept"], strict=True)),
                    documents={
                        one: DocumentDuplicate(kept, DuplicateKind(kind), float(similarity))
                        for one, kept, kind, similarity in row["documents"]
                    },
                ),
            )
