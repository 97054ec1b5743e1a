"""``healthsift explain``: why a record is in a version."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

_TABLES = ("conditions", "symptoms", "treatments", "exercises", "relations")


def explain(
    record_id: Annotated[str, typer.Argument(help="A record_id or relation_id of the published version.")],
    out: Annotated[Path, typer.Option(help="The dataset folder.")] = Path("output"),
) -> None:
    """Show the page, section, sentence, rule and confidence behind a record or relation."""
    import pyarrow.parquet as pq

    folder = _version(out)
    if folder is None:
        typer.echo(f"no published version in {out}", err=True)
        raise typer.Exit(1)

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
    typer.echo(f"no record {record_id} in {folder.name}", err=True)
    raise typer.Exit(1)


def _version(out: Path) -> Path | None:
    """The current version: of the folder itself, or of the only dataset in it."""
    for base in (out, *sorted(path for path in out.glob("*") if path.is_dir())):
        current = base / "CURRENT"
        if current.is_file():
            return base / current.read_text(encoding="utf-8").strip()
    return None


def _line(text: str, start: int, end: int) -> str:
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return text[first : len(text) if last < 0 else last]
