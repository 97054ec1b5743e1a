"""What changed between two versions: pages, records and relations added, removed, changed field by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from pipeline.publish.engine import quoted
from pipeline.publish.tables import table_path
from schemas import TABLES

_COMPARED = ("pages", "conditions", "symptoms", "treatments", "exercises", "relations")
_NOT_CONTENT = {
    "pages": {"raw_sha256", "bytes", "fetched_at"},  # follow from any change of the bytes, seen or not
    "relations": {"document_id"},
}
_PLACES = {"document_id", "page_id"}
ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One row that is new, gone or changed; ``fields`` maps each changed field to its old and new value."""

    kind: str
    what: str
    key: str
    name: str
    source: str
    site: str
    fields: dict[str, tuple[object, object]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes from one version to another, sorted by kind, page, name."""

    before: str
    after: str
    changes: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.changes)

    def by_kind(self) -> dict[str, dict[str, int]]:
        """Kind to what happened to how many rows."""
        return _counted((change.kind, change.what) for change in self.changes)

    def by_site(self) -> dict[str, dict[str, int]]:
        """Site to what happened to how many rows."""
        return _counted((change.site, change.what) for change in self.changes)


def _counted(pairs: Iterator[tuple[str, str]]) -> dict[str, dict[str, int]]:
    table: dict[str, dict[str, int]] = {}
    for (group, what), count in sorted(Counter(pairs).items()):
        table.setdefault(group, {})[what] = count
    return table


def diff_versions(before: Path, after: Path) -> Difference:
    """Compare two versions by key. Offsets, hashes and times of fetching are no changes.

    A relation shows where both its records stand unchanged: one that came or went with a record is told
    by that record.
    """
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        for side, version in (("old", before), ("new", after)):
            for table in TABLES:
                path = quoted(str(table_path(version, table)))
                connection.execute(f"CREATE VIEW {side}_{table} AS SELECT * FROM read_parquet({path})")
        changes: list[Change] = []
        moved: set[str] = set()
        for table in _COMPARED:
            for change, ends in _compare(connection, table, _common(before, after, table)):
                if moved.isdisjoint(ends):
                    changes.append(change)
            if table != "relations":
                moved.update(change.key for change in changes)
    changes.sort(key=lambda change: (_COMPARED.index(f"{change.kind}s"), change.source, change.name, change.key))
    return Difference(before.name, after.name, tuple(changes))


def _common(before: Path, after: Path, table: str) -> list[str]:
    """The columns that both versions have and that are content."""
    columns = pq.read_schema(table_path(before, table)).names
    others = set(pq.read_schema(table_path(after, table)).names)
    ignored = _PLACES | _NOT_CONTENT.get(table, set()) | {TABLES[table].key}
    return [name for name in columns if name in others and name not in ignored]


def _compare(
    connection: duckdb.DuckDBPyConnection, table: str, columns: list[str]
) -> Iterator[tuple[Change, set[str]]]:
    """The changes of a table, each with the ids of the records that it joins (relations alone join any)."""
    key = TABLES[table].key
    old_values, new_values = _packed(columns, "o"), _packed(columns, "n")
    cursor = connection.execute(
        f"""
        SELECT coalesce(o.{key}, n.{key}), o.{key} IS NULL, n.{key} IS NULL, {old_values}, {new_values},
            coalesce(n.page_source, o.page_source), coalesce(n.page_site, o.page_site)
        FROM ({_placed(table, "old")}) o FULL JOIN ({_placed(table, "new")}) n ON o.{key} = n.{key}
        WHERE o.{key} IS NULL OR n.{key} IS NULL OR {old_values} IS DISTINCT FROM {new_values}
        """
    )
    for found, is_new, is_gone, old, new, source, site in cursor.fetchall():
        row = old if is_gone else new
        both = not is_new and not is_gone
        fields = {c: (old[c], new[c]) for c in columns if both and old[c] != new[c]}
        ends = {row["subject_id"], row["object_id"]} - {None} if table == "relations" else set()
        change = Change(
            kind=table.removesuffix("s"),
            what=ADDED if is_new else REMOVED if is_gone else CHANGED,
            key=found,
            name=_name(table, row),
            source=source or "",
            site=site or "",
            fields=fields,
        )
        yield change, ends


def _packed(columns: list[str], side: str) -> str:
    return "struct_pack(" + ", ".join(f'"{c}" := {side}."{c}"' for c in columns) + ")"


def _placed(table: str, side: str) -> str:
    """The rows of one side with the source and site of their page."""
    if table == "pages":
        return f"SELECT *, source AS page_source, site AS page_site FROM {side}_pages"
    joined = f"{side}_{table} t" + (f" JOIN {side}_documents USING (document_id)" if table == "relations" else "")
    return f"SELECT t.*, p.source AS page_source, p.site AS page_site FROM {joined} JOIN {side}_pages p USING (page_id)"


def _name(table: str, row: dict[str, object]) -> str:
    if table == "pages":
        return str(row["title"] or row["source"])
    if table == "relations":
        return f"{row['subject_text']} {row['predicate']} {row['object_text']}"
    return str(row["name"])
