"""Long passages that stand word for word inside documents which otherwise differ."""

from __future__ import annotations

import duckdb


def find_passages(session: duckdb.DuckDBPyConnection) -> None:
    """Make the table ``repeated``: page_id, ordinal, block_id of the copy that is kept."""
    session.execute(
        """
        CREATE TABLE repeated AS
        WITH standing AS (
            SELECT p.*, canonical, fetched_at FROM passages p JOIN own USING (page_id)
            ANTI JOIN duplicates USING (document_id)
            ANTI JOIN (SELECT page_id, unnest(ordinals) AS ordinal FROM templates) t
                ON p.page_id = t.page_id AND p.ordinal = t.ordinal
        )
        SELECT page_id, ordinal, document_id, first_value(block_id) OVER same AS kept,
            first_value(document_id) OVER same AS keeper
        FROM standing
        WINDOW same AS (PARTITION BY key ORDER BY NOT canonical, fetched_at NULLS LAST, page_id, ordinal)
        QUALIFY document_id <> keeper
        """
    )
