"""Codes of public vocabularies and the concepts that join records over documents."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from schemas.base import Confidence, Name, Row
from schemas.enums import CodeMatch, RecordKind

Curie = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9._-]*:\S+$")]


class Code(Row):
    """One code of one system, with how it was reached."""

    system: Name
    code: Curie
    match: CodeMatch
    confidence: Confidence


class Concept(Row):
    """One thing in the world, however the pages call it. Ids never disappear: a merged one is replaced."""

    concept_id: Name
    kind: RecordKind
    name: Name
    synonyms: list[str]
    codes: list[Code]
    record_count: Annotated[int, Field(ge=0)]
    document_count: Annotated[int, Field(ge=0)]
    replaced_by: str | None = None
