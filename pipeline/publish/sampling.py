"""Records drawn for people to judge, evenly over kinds and rules."""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import TextIO

import duckdb
import pyarrow as pa

from pipeline.publish.export import without_formulas
from pipeline.publish.sql import connect
from pipeline.publish.views import RECORD_TABLES
from schemas import TABLES

CONTEXT = 120
"""Code points of the text shown on each side of a quote."""
_NOT_SAID = {
    "record_id",
    "relation_id",
    "document_id",
    "page_id",
    "concept_id",
    "name",
    "codes",
    "subject_id",
    "object_id",
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """One row of a sample. ``verdict`` and ``note`` are for the judge.

    ``says`` is what the record states besides its name. ``stratum_size`` is how many records of this kind and
    rule the dataset has, so that a judged sample can speak for the whole.
    """

    id: str
    kind: str
    rule: str
    name: str
    says: str
    quote: str
    context: str
    source: str
    url: str
    stratum_size: int
    verdict: str = ""
    note: str = ""


def draw(version: Path, size: int, seed: int = 0) -> list[Drawn]:
    """Draw up to ``size`` records and relations, as evenly over kind and rule as their numbers allow.

    The rule of a record is that of its surest quote. The same version, size and seed give the same rows.

    Raises:
        PublishError: the version has no views.
    """
    with connect(version) as connection:
        strata = _strata(connection)
        chosen: dict[str, tuple[str, str, int]] = {}
        share = _shares({stratum: len(keys) for stratum, keys in strata.items()}, size)
        for (kind, rule), keys in strata.items():
            shuffled = sorted(keys, key=lambda key: hashlib.sha256(f"{seed} {key}".encode()).digest())
            for key in shuffled[: share[kind, rule]]:
                chosen[key] = (kind, rule, len(keys))
        rows = _quotes(connection, sorted(chosen))
        said = _said(connection, sorted(chosen))
    drawn = [
        Drawn(key, *chosen[key][:2], name, said.get(key, ""), quote, context, source, url or "", chosen[key][2])
        for key, name, quote, context, source, url in rows
    ]
    return sorted(drawn, key=lambda row: (row.kind, row.rule, row.id))


_BEST = """
    SELECT coalesce(record_id, relation_id) AS key, evidence_id, rule
    FROM evidence
    QUALIFY row_number() OVER (
        PARTITION BY coalesce(record_id, relation_id)
        ORDER BY field != 'name', confidence DESC, rule, evidence_id
    ) = 1
"""


def _strata(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], list[str]]:
    rows = connection.execute(
        f"""
        WITH best AS ({_BEST}), things AS (
            SELECT record_id AS key, kind FROM records UNION ALL SELECT relation_id, 'relation' FROM relations
        )
        SELECT kind, rule, key FROM things JOIN best USING (key) ORDER BY ALL
        """
    ).fetchall()
    strata: dict[tuple[str, str], list[str]] = defaultdict(list)
    for kind, rule, key in rows:
        strata[kind, rule].append(key)
    return dict(strata)


def _shares(sizes: dict[tuple[str, str], int], size: int) -> dict[tuple[str, str], int]:
    """How many to draw of each stratum: the same number, and what small ones cannot give goes to the others."""
    shares: dict[tuple[str, str], int] = {}
    left = size
    for done, (stratum, available) in enumerate(sorted(sizes.items(), key=lambda item: (item[1], item[0]))):
        fair = -(-left // (len(sizes) - done))
        shares[stratum] = min(available, fair, left)
        left -= shares[stratum]
    return shares


def _quotes(connection: duckdb.DuckDBPyConnection, keys: Sequence[str]) -> list[tuple[str, str, str, str, str, str]]:
    return connection.execute(
        f"""
        WITH best AS ({_BEST})
        SELECT b.key,
            coalesce(q.name, r.subject_text || ' ' || r.predicate || ' ' || r.object_text), q.quote,
            d.text[greatest(q.start - {CONTEXT} + 1, 1) : q."end" + {CONTEXT}], q.source, q.url
        FROM best b
        JOIN quotes q USING (evidence_id)
        JOIN documents d ON d.document_id = q.document_id
        LEFT JOIN relations r ON r.relation_id = b.key
        WHERE list_contains($keys, b.key)
        """,
        {"keys": list(keys)},
    ).fetchall()


def _said(connection: duckdb.DuckDBPyConnection, keys: Sequence[str]) -> dict[str, str]:
    """What each record states besides its name: "severity: mild; body_sites: knee, hip"."""
    said = {}
    for table in (*RECORD_TABLES.values(), "relations"):
        key = TABLES[table].key
        rows = connection.execute(f"SELECT * FROM {table} WHERE list_contains($keys, {key})", {"keys": list(keys)})
        names = [column[0] for column in rows.description or ()]
        for row in rows.fetchall():
            values = dict(zip(names, row, strict=True))
            said[values[key]] = "; ".join(
                f"{name}: {_text(value)}"
                for name, value in values.items()
                if name not in _NOT_SAID and value not in (None, False, [])
            )
    return said


def _text(value: object) -> str:
    if isinstance(value, dict):  # a range
        low, high = value["min"], value["max"]
        return str(low) if low == high else f"{'' if low is None else low} to {'' if high is None else high}".strip()
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def write_sample(rows: Sequence[Drawn], file: TextIO) -> None:
    """Write the rows as CSV with a head; texts that a spreadsheet would run are neutralised."""
    names = [field.name for field in fields(Drawn)]
    columns = list(zip(*map(astuple, rows), strict=True)) or [()] * len(names)
    table = without_formulas(pa.table({name: list(column) for name, column in zip(names, columns, strict=True)}))
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(row.values() for row in table.to_pylist())
