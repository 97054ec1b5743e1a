"""All that describes a version's tables, written beside them; all of it derived from the models."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from pipeline.publish import card, croissant, datapackage, views
from pipeline.publish.identity import Identity
from pipeline.publish.manifest import describe_files
from pipeline.publish.terms import VocabularyTerms
from schemas import TABLES
from schemas.jsonschema import json_schema

SCHEMAS = "schemas"


def write_descriptions(
    connection: duckdb.DuckDBPyConnection,
    version: Path,
    identity: Identity,
    counts: Mapping[str, int],
    quality: Mapping[str, float],
    vocabularies: Sequence[VocabularyTerms],
) -> None:
    """Write JSON Schemas, Data Package, Croissant, SQL views and the card into a version's folder.

    The connection has the version's tables as views.
    """
    files = describe_files(version)
    (version / SCHEMAS).mkdir()
    for table in TABLES:
        _write_json(version / SCHEMAS / f"{table}.schema.json", json_schema(table))
    _write_json(version / datapackage.FILE, datapackage.datapackage(identity))
    _write_json(version / croissant.FILE, croissant.croissant(identity, files))
    _write(version / views.FILE, views.dataset_sql())
    _write(version / card.FILE, card.dataset_card(connection, identity, counts, quality, vocabularies))


def _write_json(path: Path, content: object) -> None:
    _write(path, json.dumps(content, indent=2, ensure_ascii=False) + "\n")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
