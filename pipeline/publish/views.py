"""``dataset.sql``: DuckDB views over the tables, and the joins that everybody writes first."""

from __future__ import annotations

from schemas import TABLES
from schemas.enums import RecordKind

FILE = "dataset.sql"
RECORD_TABLES = {kind: f"{kind.value}s" for kind in RecordKind}

_HEADER = """\
-- Views over the tables of one version, for DuckDB. Inside the version's folder:
--     duckdb -init dataset.sql
-- From anywhere else, say first where the version lies:
--     SET VARIABLE dataset = '<folder of the version>';
SET VARIABLE dataset = coalesce(getvariable('dataset'), '.');
"""

_GRAPH = """\
-- Edges between concepts: how many relations and documents state each; negated records are left out.
CREATE OR REPLACE VIEW graph AS
SELECT
    s.concept_id AS subject_id, any_value(sc.name) AS subject, s.kind AS subject_kind, r.predicate,
    o.concept_id AS object_id, any_value(oc.name) AS object, o.kind AS object_kind,
    count(*) AS relation_count, count(DISTINCT r.document_id) AS document_count
FROM relations r
JOIN records s ON s.record_id = r.subject_id AND NOT s.negated
JOIN records o ON o.record_id = r.object_id AND NOT o.negated
JOIN concepts sc ON sc.concept_id = s.concept_id
JOIN concepts oc ON oc.concept_id = o.concept_id
GROUP BY s.concept_id, s.kind, r.predicate, o.concept_id, o.kind
ORDER BY ALL;

-- Each quote with the name of its record and the page that it stands on.
CREATE OR REPLACE VIEW quotes AS
SELECT e.*, r.kind, r.name, d.page_id, p.source, p.url, p.site
FROM evidence e
LEFT JOIN records r USING (record_id)
JOIN documents d ON d.document_id = e.document_id
JOIN pages p ON p.page_id = d.page_id;
"""


def dataset_sql() -> str:
    """The file's text; it holds no path of this machine, so that a version can be moved."""
    parts = [_HEADER]
    for name, table in TABLES.items():
        parts.append(
            f"-- {table.description}\nCREATE OR REPLACE VIEW {name} AS\n"
            f"SELECT * FROM read_parquet(getvariable('dataset') || '/{name}.parquet');\n"
        )
    parts += [_records(), _GRAPH]
    return "\n".join(parts)


def _records() -> str:
    """One view over the four kinds of records with the columns that they share."""
    selects = []
    for kind, table in RECORD_TABLES.items():
        negated = "negated" if "negated" in TABLES[table].model.model_fields else "false"
        selects.append(
            f"SELECT record_id, document_id, page_id, '{kind.value}' AS kind, name, concept_id, {negated} AS negated "
            f"FROM {table}"
        )
    return "-- All records of all kinds.\nCREATE OR REPLACE VIEW records AS\n" + "\nUNION ALL ".join(selects) + ";\n"
