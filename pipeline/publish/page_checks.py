"""What must hold within one page, so that a broken page costs itself and not the version."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from pipeline.pages import PageRows
from pipeline.publish.scrub import RECORD_FIELDS
from schemas import TABLES, Row

_TABLES = ("blocks", "documents", "sections", *RECORD_FIELDS, "plans", "relations", "evidence")


def page_problems(page: PageRows) -> list[str]:
    """What is wrong with the rows of one page, one line a rule; empty for a sound page.

    Keys are unique, ids point to rows of the page, quotes equal their slices, every record and relation
    has evidence, no record has a twin. References that may leave the page (``duplicate_of``,
    ``concept_id``) are checked when the tables are whole.
    """
    return [*_keys(page), *_pointers(page), *_quotes(page), *_evidence(page), *_twins(page)]


def _line(rule: str, ids: list[str]) -> Iterator[str]:
    if ids:
        more = ", ..." if len(ids) > 3 else ""
        yield f"{rule}: {', '.join(ids[:3])}{more}"


def _key(table: str, row: Row) -> str:
    return str(getattr(row, TABLES[table].key))


def _keys(page: PageRows) -> Iterator[str]:
    for table in _TABLES:
        ids = [_key(table, row) for row in getattr(page, table)]
        if len(set(ids)) < len(ids):
            yield from _line(f"{table}: key twice", sorted({i for i in ids if ids.count(i) > 1}))


def _pointers(page: PageRows) -> Iterator[str]:
    ids = {table: {_key(table, row) for row in getattr(page, table)} for table in _TABLES}
    ids["pages"] = {page.page.page_id}
    for table in _TABLES:
        for column, targets in TABLES[table].references.items():
            if column in ("duplicate_of", "concept_id") or column not in TABLES[table].model.model_fields:
                continue
            held = set().union(*(ids[target] for target in targets))
            bad = []
            for row in getattr(page, table):
                value = getattr(row, column)
                named = value if isinstance(value, list) else [] if value is None else [value]
                if not held.issuperset(named):
                    bad.append(_key(table, row))
            yield from _line(f"{table}: {column} points to nothing", bad)


def _quotes(page: PageRows) -> Iterator[str]:
    texts = {row.document_id: row.text for row in page.documents}
    bad = [row.evidence_id for row in page.evidence if texts.get(row.document_id, "")[row.start : row.end] != row.quote]
    yield from _line("evidence: quote is not its slice", bad)


def _evidence(page: PageRows) -> Iterator[str]:
    grounded = {row.record_id or row.relation_id for row in page.evidence}
    for table in (*RECORD_FIELDS, "relations"):
        bad = [key for row in getattr(page, table) if (key := _key(table, row)) not in grounded]
        yield from _line(f"{table}: no evidence", bad)


def _twins(page: PageRows) -> Iterator[str]:
    for table in RECORD_FIELDS:
        seen: set[Hashable] = set()
        bad = []
        for row in getattr(page, table):
            twin: Hashable = (row.document_id, " ".join(row.name.lower().split()), getattr(row, "negated", False))
            if table == "exercises":  # two exercises of one name with different steps or doses are two
                twin = (twin, row.model_dump_json(exclude={"record_id", "name", "number"}))
            if twin in seen:
                bad.append(row.record_id)
            seen.add(twin)
        yield from _line(f"{table}: twin record", bad)
