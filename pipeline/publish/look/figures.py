"""The figures of a version's report, read from its tables with DuckDB.

Every figure is a list of rows (plain dicts), small enough to embed: counts, never texts of pages,
apart from names of records and sites.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

Rows = list[dict[str, Any]]

_KINDS = ("conditions", "symptoms", "treatments", "exercises")
_TOP_CONDITIONS = 60
_TOP_PARTNERS = 30  # symptoms and treatments shown for each condition
_TOP_SITES = 20
_TOP_RULES = 40


class _Tables:
    """The tables of one version as DuckDB views over its Parquet files."""

    def __init__(self, version: Path) -> None:
        self._connection = duckdb.connect(config={"threads": 2})
        self._connection.execute("set timezone = 'UTC'")
        for file in sorted(version.glob("*.parquet")):
            path = str(file).replace("'", "''")
            self._connection.execute(f"create view {file.stem} as select * from read_parquet('{path}')")

    def rows(self, sql: str) -> Rows:
        """Rows of a query, columns by name."""
        cursor = self._connection.execute(sql)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def count(self, sql: str) -> int:
        """The one number that a query gives."""
        return int(self.rows(f"select ({sql}) as n")[0]["n"])


def _funnel(tables: _Tables) -> Rows:
    records = " + ".join(f"(select count(*) from {kind})" for kind in _KINDS)
    live = "select count(*) from documents where duplicate_of is null"
    return [
        {"stage": "inputs", "n": tables.count("(select count(*) from pages) + (select count(*) from quarantine)")},
        {"stage": "pages read", "n": tables.count("select count(*) from pages")},
        {"stage": "pages with documents", "n": tables.count("select count(distinct page_id) from documents")},
        {"stage": "documents, repeats left out", "n": tables.count(live)},
        {"stage": "sections", "n": tables.count("select count(*) from sections")},
        {"stage": "records", "n": tables.count(f"select {records}")},
        {"stage": "relations", "n": tables.count("select count(*) from relations")},
    ]


def _records_by_kind(tables: _Tables) -> Rows:
    return [{"kind": kind, "n": tables.count(f"select count(*) from {kind}")} for kind in _KINDS]


def _records_by_site(tables: _Tables) -> Rows:
    union = " union all ".join(f"select '{kind}' as kind, page_id from {kind}" for kind in _KINDS)
    return tables.rows(
        f"""with r as (select p.site, u.kind, count(*) as n from ({union}) u join pages p using (page_id) group by all),
        top as (select site from r group by site order by sum(n) desc, site limit {_TOP_SITES})
        select site, kind, n from r where site in (select site from top) order by site, kind"""
    )


def _dropped(tables: _Tables) -> Rows:
    return tables.rows(
        f"""with d as (
            select p.site, b.reason, count(*) as blocks, sum(len(string_split(b.text, ' '))) as words
            from blocks b join pages p using (page_id) where not b.kept group by all),
        top as (select site from d group by site order by sum(words) desc, site limit {_TOP_SITES})
        select site, reason, blocks, words::bigint as words from d where site in (select site from top)
        order by site, reason"""
    )


def _repeats(tables: _Tables) -> Rows:
    counts = {
        "byte copies of a page": "select count(*) from pages where duplicate_of is not null",
        "near copies of a document": "select count(*) from documents where duplicate_kind = 'near'",
        "exact copies of a document": "select count(*) from documents where duplicate_kind = 'exact'",
        "repeated blocks in a page or elsewhere": "select count(*) from blocks where reason = 'duplicate'",
        "template blocks of a site": "select count(*) from blocks where reason = 'site_template'",
    }
    return [{"level": level, "n": tables.count(sql)} for level, sql in counts.items()]


def _edges(tables: _Tables) -> Rows:
    """Condition - symptom and condition - treatment edges of the most connected conditions, over concepts."""
    return tables.rows(
        f"""with live as (select document_id from documents where duplicate_of is null),
        ends as (
            select record_id, concept_id, 'symptom' as kind from symptoms where not negated union all
            select record_id, concept_id, 'treatment' as kind from treatments where not negated),
        e as (
            select c.concept_id as condition, x.concept_id as partner, x.kind, count(distinct r.document_id) as n
            from relations r join live using (document_id)
            join conditions c on c.record_id = r.object_id join ends x on x.record_id = r.subject_id
            where r.predicate <> 'contraindicated' and r.predicate <> 'may_worsen' group by all),
        top as (
            select condition from e group by condition
            order by sum(n) desc, condition limit {_TOP_CONDITIONS}),
        ranked as (
            select *, row_number() over (partition by condition, kind order by n desc, partner) as place
            from e where condition in (select condition from top))
        select coalesce(a.name, condition) as condition, coalesce(b.name, partner) as partner, ranked.kind, n
        from ranked left join concepts a on a.concept_id = condition left join concepts b on b.concept_id = partner
        where place <= {_TOP_PARTNERS} order by 1, 3, 4 desc, 2"""
    )


def _doses(tables: _Tables) -> Rows:
    return tables.rows(
        """select name, reps.min as reps_min, reps.max as reps_max, reps_basis, sets.min as sets_min,
        sets.max as sets_max, hold_seconds.min as hold_min, hold_seconds.max as hold_max, position
        from exercises order by name, record_id limit 2000"""
    )


def _confidence(tables: _Tables) -> Rows:
    kinds = " union all ".join(f"select record_id, '{kind}' as kind from {kind}" for kind in _KINDS)
    return tables.rows(
        f"""select kind, least(floor(confidence * 10), 9)::int as bin, count(*) as n
        from evidence join ({kinds}) using (record_id) where field = 'name' group by all order by kind, bin"""
    )


def _rules(tables: _Tables) -> Rows:
    return tables.rows(
        f"""select rule, count(*) as n, round(avg(confidence), 3) as confidence
        from evidence group by rule order by n desc, rule limit {_TOP_RULES}"""
    )


def _codes(tables: _Tables) -> Rows:
    parts = [
        f"""select '{kind}' as kind, coalesce(codes[1].match, 'no code') as match, count(*) as n
        from {kind} group by all"""
        for kind in ("conditions", "symptoms", "treatments")
    ]
    return tables.rows(" union all ".join(parts) + " order by kind, match")


def _drift(version: Path, previous: Path | None, tables: _Tables) -> Rows:
    if previous is None:
        return []
    before = _Tables(previous)
    names = sorted(p.stem for p in version.glob("*.parquet") if (previous / p.name).exists())
    count = "select count(*) from {}"
    return [
        {"table": name, "before": before.count(count.format(name)), "now": tables.count(count.format(name))}
        for name in names
    ]


def report_figures(version: Path, previous: Path | None = None) -> dict[str, Rows]:
    """All figures of the report.

    Args:
        version: a folder with the Parquet tables of one version, published or staged.
        previous: the version before it, for drift.

    Raises:
        duckdb.Error: a table is missing or broken.
    """
    tables = _Tables(version)
    return {
        "funnel": _funnel(tables),
        "verdicts": tables.rows("select verdict, count(*) as n from pages group by verdict order by n desc, verdict"),
        "kinds": _records_by_kind(tables),
        "records": _records_by_site(tables),
        "dropped": _dropped(tables),
        "repeats": _repeats(tables),
        "sections": tables.rows("select kind, count(*) as n from sections group by kind order by n desc, kind"),
        "edges": _edges(tables),
        "doses": _doses(tables),
        "confidence": _confidence(tables),
        "rules": _rules(tables),
        "codes": _codes(tables),
        "quarantine": tables.rows(
            "select stage, error, count(*) as n from quarantine group by all order by n desc, stage, error"
        ),
        "drift": _drift(version, previous, tables),
    }
