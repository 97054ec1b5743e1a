"""``healthsift explain``: why a record is in a version."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from flows.choosing import DEFAULT_OUTPUT, chosen_version
from flows.telling import wrong_usage

_TABLES = ("conditions", "symptoms", "treatments", "exercises", "relations")


def explain(
    record_id: Annotated[str, typer.Argument(help="A record_id or relation_id of the published version.")],
    out: Annotated[
        Path, typer.Option(help="Folder of a version, of a dataset, or of one dataset's folder.")
    ] = DEFAULT_OUTPUT,
) -> None:
    """Show the page, section, sentence, rule and confidence behind a record or relation."""
    import pyarrow.parquet as pq

    from flows.survey import UsageError

    with wrong_usage():
        folder = chosen_version(out)

    def rows(table: str, column: str, value: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = pq.read_table(
            folder / f"{table}.parquet", filters=[(column, "=", value)]
        ).to_pylist()
        return found

    for table in _TABLES:
        key = "relation_id" if table == "relations" else "record_id"
        for record in rows(table, key, record_id):
            document = rows("documents", "document_id", record["document_id"])[0]
            page = rows("pages", "page_id", document["page_id"])[0]
            what = record.get("name") or f"{record['subject_text']} {record['predicate']} {record['object_text']}"
            typer.echo(f"{table}: {what}\npage: {page['source']}\ntitle: {document['title'] or ''}")
            for row in rows("evidence", key, record_id):
                section = rows("sections", "section_id", row["section_id"])[0]
                line = _line(document["text"], row["start"], row["end"])
                typer.echo(f"{row['field']}: {row['quote']!r} ({row['rule']}, confidence {row['confidence']:.2f})")
                typer.echo(f"  section: {section['heading'] or '-'} ({section['kind']})\n  text: {line}")
            return
    with wrong_usage():
        raise UsageError(f"no record or relation {record_id!r} in {folder}")


def _line(text: str, start: int, end: int) -> str:
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return text[first : len(text) if last < 0 else last]
