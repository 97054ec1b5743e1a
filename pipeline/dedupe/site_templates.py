"""The template blocks of all pages, from the frequent blocks of their sites."""

from __future__ import annotations

import duckdb
import numpy as np

from pipeline.dedupe.rows import BATCH, insert, read_lists
from pipeline.dedupe.templates import template_blocks


def find_templates(session: duckdb.DuckDBPyConnection) -> None:
    """Make the table ``templates``: page_id, ordinals. Pages are read one by one, so memory does not grow with them."""
    sites = dict(session.execute("SELECT site, count(DISTINCT content) FROM pages GROUP BY site").fetchall())
    frequent: dict[str, tuple[np.ndarray, np.ndarray]] = {}
    for site, keys, pages in session.execute(
        "SELECT site, list(key ORDER BY key), list(pages ORDER BY key) FROM frequent GROUP BY site ORDER BY site"
    ).fetchall():
        frequent[site] = (np.array(keys, dtype=np.uint64), np.array(pages, dtype=np.int64))
    session.execute("CREATE TABLE templates (page_id VARCHAR, ordinals INTEGER[])")
    reader = session.cursor().sql("SELECT page_id, site, keys, words, flags FROM own").to_arrow_reader(BATCH)
    for batch in reader:
        found: list[dict[str, object]] = []
        for row in read_lists(batch, ("keys", "words", "flags")):
            if row["site"] not in frequent:
                continue
            known, pages = frequent[row["site"]]
            place = np.minimum(np.searchsorted(known, row["keys"]), len(known) - 1)
            frequency = np.where(known[place] == row["keys"], pages[place], 1)
            ordinals = template_blocks(row["words"], row["flags"], frequency, sites[row["site"]])
            if ordinals:
                found.append({"page_id": row["page_id"], "ordinals": ordinals})
        if found:
            insert(session, "templates", found)
