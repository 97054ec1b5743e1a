"""Contact data out of records: a record speaks of health, never of how to reach somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.pages import PageRows
from pipeline.publish.contacts import find_contact, longest_without_contact
from schemas import Evidence, Row

RECORD_FIELDS = ("conditions", "symptoms", "treatments", "exercises")
_ESSENTIAL = {"name", "subject_text", "object_text"}
_IDS = ("_id", "_ids")


def without_contacts(page: PageRows) -> tuple[PageRows, int]:
    """The page with no contact datum in any record, relation, plan or quote, and how many were taken out.

    A value or list item that holds one goes; a row whose name holds one goes with its evidence, and what
    pointed to it; a quote shrinks to its longest stretch without one.
    """
    if not _any_contact(page):
        return page, 0
    removed = 0
    kept: dict[str, list[Row]] = {}
    for table in (*RECORD_FIELDS, "relations", "plans"):
        kept[table] = []
        for row in getattr(page, table):
            cleaned, count = _clean_row(row)
            removed += count
            if cleaned is not None:
                kept[table].append(cleaned)
    quotes = []
    for row in page.evidence:
        shrunk, count = _shrink(row)
        removed += count
        if shrunk is not None:
            quotes.append(shrunk)
    return _drop_pointers(replace(page, evidence=quotes, **kept)), removed  # type: ignore[arg-type]


def _any_contact(page: PageRows) -> bool:
    tables = [getattr(page, table) for table in (*RECORD_FIELDS, "relations", "plans", "evidence")]
    return any(find_contact(text) for rows in tables for row in rows for _, text in texts_of(row))


def texts_of(row: Row) -> list[tuple[str, str]]:
    """Column and text of every free text in a row, list items one by one; ids and codes are none."""
    found: list[tuple[str, str]] = []
    for name, value in row:
        if name.endswith(_IDS):
            continue
        if isinstance(value, str):
            found.append((name, value))
        elif isinstance(value, list):
            found += [(name, item) for item in value if isinstance(item, str)]
    return found


def _clean_row(row: Row) -> tuple[Row | None, int]:
    bad = sorted({name for name, text in texts_of(row) if find_contact(text)})
    if not bad:
        return row, 0
    if _ESSENTIAL.intersection(bad):
        return None, 1
    update: dict[str, object] = {}
    for name in bad:
        value = getattr(row, name)
        update[name] = [item for item in value if not find_contact(item)] if isinstance(value, list) else None
    return row.model_copy(update=update), len(bad)


def _shrink(row: Evidence) -> tuple[Evidence | None, int]:
    if find_contact(row.quote) is None:
        return row, 0
    start, end = longest_without_contact(row.quote)
    if start == end:
        return None, 1
    update = {"quote": row.quote[start:end], "start": row.start + start, "end": row.start + end}
    return row.model_copy(update=update), 1


def _drop_pointers(page: PageRows) -> PageRows:
    """Rows and ids that pointed to a row that went, and rows that lost all their evidence."""
    grounded = {row.record_id or row.relation_id for row in page.evidence}
    records: Mapping[str, Sequence[Row]] = {
        table: [row for row in getattr(page, table) if row.record_id in grounded] for table in RECORD_FIELDS
    }
    ids = {str(row.record_id) for rows in records.values() for row in rows}  # type: ignore[attr-defined]
    relations = [
        row for row in page.relations if row.relation_id in grounded and {row.subject_id, row.object_id} - {None} <= ids
    ]
    ids |= {row.relation_id for row in relations}
    sections = [row if row.about in ids else row.model_copy(update={"about": None}) for row in page.sections]
    plans = [row.model_copy(update={"exercise_ids": [i for i in row.exercise_ids if i in ids]}) for row in page.plans]
    evidence = [row for row in page.evidence if (row.record_id or row.relation_id) in ids]
    return replace(page, relations=relations, sections=sections, plans=plans, evidence=evidence, **records)  # type: ignore[arg-type]
