"""The template blocks of all pages, from the frequent blocks of their sites."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb
import numpy as np
from numpy.typing import NDArray

from pipeline.dedupe.joints import joints
from pipeline.dedupe.rows import BATCH, insert, read_lists
from pipeline.dedupe.templates import Counts, PageBlocks, is_starved, template_blocks


@dataclass(slots=True)
class _Site:
    """The frequent keys of a site, sorted, with the pages that hold each, and how many pages there are."""

    keys: NDArray[np.uint64]
    counts: Counts
    pages: int

    def count(self, keys: NDArray[np.uint64]) -> Counts:
        """On how many pages each of the keys stands; 1 for those that are not frequent."""
        place = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[place] == keys, self.counts[place], 1)

    def discount(self, keys: NDArray[np.uint64]) -> None:
        """One page less for each of the keys."""
        self.counts[np.isin(self.keys, keys)] -= 1


def find_templates(session: duckdb.DuckDBPyConnection) -> None:
    """Make the table ``templates``: page_id, ordinals. Pages are read in batches: memory does not grow with them."""
    sites = _sites(session)
    session.execute("CREATE TABLE templates (page_id VARCHAR, ordinals INTEGER[])")
    starved = [
        (site, keys)
        for _, site, keys, page in _pages(session, sites)
        if is_starved(page, template_blocks(page, site.pages))
    ]
    for site, keys in starved:
        site.discount(keys)
    found: list[dict[str, object]] = []
    for page_id, site, _, page in _pages(session, sites):
        ordinals = template_blocks(page, site.pages)
        if ordinals:
            found.append({"page_id": page_id, "ordinals": ordinals})
        if len(found) == BATCH:
            insert(session, "templates", found)
            found = []
    if found:
        insert(session, "templates", found)


def _sites(session: duckdb.DuckDBPyConnection) -> dict[str, _Site]:
    rows = session.execute(
        """
        SELECT site, list(key ORDER BY key), list(f.pages ORDER BY key), any_value(s.pages)
        FROM frequent f JOIN (SELECT site, count(DISTINCT content) AS pages FROM pages GROUP BY site) s USING (site)
        GROUP BY site ORDER BY site
        """
    ).fetchall()
    return {
        site: _Site(np.array(keys, dtype=np.uint64), np.array(counts, dtype=np.int64), pages)
        for site, keys, counts, pages in rows
    }


def _pages(
    session: duckdb.DuckDBPyConnection, sites: dict[str, _Site]
) -> Iterator[tuple[str, _Site, NDArray[np.uint64], PageBlocks]]:
    """Pages of the sites that have frequent keys: id, site, all keys of the page, its blocks with their counts."""
    reader = session.cursor().sql("SELECT page_id, site, keys, words, flags FROM own").to_arrow_reader(BATCH)
    for batch in reader:
        for row in read_lists(batch, ("keys", "words", "flags")):
            site = sites.get(row["site"])
            if site is not None:
                keys, between = row["keys"], joints(row["keys"])
                blocks = PageBlocks(row["words"], row["flags"], site.count(keys), site.count(between))
                yield row["page_id"], site, np.unique(np.concatenate([keys, between])), blocks
