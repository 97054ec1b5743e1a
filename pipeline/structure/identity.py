"""Ids of a page's documents, minted before the compare pass has spoken."""

from __future__ import annotations

from pipeline.clean.cleaning import Cleaning
from pipeline.ids import stable_id
from pipeline.parse.blocks import ParsedPage


def document_ids(page: ParsedPage, cleaning: Cleaning) -> dict[int, str]:
    """Part of the page -> id of its document; parts without a kept block have none.

    A page of one article names its document by the page alone, so that a reworded title keeps the id.
    The articles of a bundle are told apart by their first kept line and how often it came before:
    an article put in front of the others changes none of their ids.
    """
    if not cleaning.verdict.publishes:
        return {}
    opening: dict[int, str] = {}
    for block, reason in zip(page.blocks, cleaning.reasons, strict=True):
        if reason is None and block.part not in opening:
            opening[block.part] = " ".join(block.text.casefold().split())
    if len(opening) == 1:
        return {part: stable_id("doc", page.page_id) for part in opening}
    ids: dict[int, str] = {}
    seen: dict[str, int] = {}
    for part in sorted(opening):
        line = opening[part]
        seen[line] = seen.get(line, 0) + 1
        ids[part] = stable_id("doc", page.page_id, line, str(seen[line]))
    return ids
