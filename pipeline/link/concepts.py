"""Records to concepts: one concept over all records that name it, as the records alone decide."""

from __future__ import annotations

import duckdb

from pipeline.vocabulary.terms import Vocabulary
from schemas import TABLES, Code, Concept
from schemas.enums import RecordKind


def mentions(prefix: str = "") -> str:
    """A query for every record: its id, concept, kind, name, codes, document, and whether it is negated.

    It reads the views ``<prefix>conditions``, ``<prefix>symptoms`` and so on of the connection that runs it.
    """
    selects = []
    for kind in RecordKind:
        columns = TABLES[f"{kind.value}s"].model.model_fields
        codes = "codes" if "codes" in columns else "[]"
        negated = "negated" if "negated" in columns else "false"
        selects.append(
            f"SELECT record_id, concept_id, '{kind.value}' AS kind, name, {codes} AS codes, document_id, "
            f"{negated} AS negated FROM {prefix}{kind.value}s"
        )
    return " UNION ALL ".join(selects)


def join_records(connection: duckdb.DuckDBPyConnection, vocabulary: Vocabulary) -> dict[str, Concept]:
    """The concepts that the records of the connection's views name, by id; the order of records does not matter.

    A concept that has a code bears the vocabulary's preferred name, any other the name that most records
    use. Spellings that differ in case alone are one synonym. Codes are those of the record whose codes are surest.
    """
    rows = connection.execute(
        f"""
        WITH named AS ({mentions()}), spellings AS (
            SELECT concept_id, name, count(*) AS uses FROM named GROUP BY ALL
        ), names AS (
            SELECT concept_id, list(name ORDER BY uses DESC, name) AS names
            FROM (
                SELECT concept_id, arg_max(name, (uses, name)) AS name, sum(uses) AS uses
                FROM spellings GROUP BY concept_id, lower(name)
            ) GROUP BY concept_id
        ), kinds AS (
            SELECT concept_id, list(kind ORDER BY uses DESC, kind)[1] AS kind
            FROM (SELECT concept_id, kind, count(*) AS uses FROM named GROUP BY ALL) GROUP BY concept_id
        ), codes AS (
            SELECT concept_id, list(codes ORDER BY codes[1].confidence DESC NULLS LAST, codes::VARCHAR)[1] AS codes
            FROM (SELECT DISTINCT concept_id, codes FROM named) GROUP BY concept_id
        ), counts AS (
            SELECT concept_id, count(*) FILTER (NOT negated) AS records,
                count(DISTINCT document_id) FILTER (NOT negated) AS documents
            FROM named GROUP BY concept_id
        )
        SELECT concept_id, kind, names, codes, records, documents
        FROM names JOIN kinds USING (concept_id) JOIN codes USING (concept_id) JOIN counts USING (concept_id)
        """
    ).fetchall()
    concepts = {}
    for concept_id, kind, names, codes, records, documents in rows:
        name = _preferred(vocabulary, concept_id, kind, names) if codes else names[0]
        concepts[concept_id] = Concept(
            concept_id=concept_id,
            kind=RecordKind(kind),
            name=name,
            synonyms=sorted(other for other in names if other.lower() != name.lower()),
            codes=[Code.model_validate(code) for code in codes],
            record_count=records,
            document_count=documents,
        )
    return concepts


def _preferred(vocabulary: Vocabulary, concept_id: str, kind: str, names: list[str]) -> str:
    """The vocabulary's name for the concept; the most frequent one of the records where it knows none of theirs."""
    for name in names:
        linked = vocabulary.link(kind, name)
        if linked.concept_id == concept_id:
            return linked.name
    return names[0]
