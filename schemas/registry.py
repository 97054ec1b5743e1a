"""The one list of published tables; Arrow schemas, JSON Schemas and documentation all come from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from schemas.base import Row
from schemas.codes import Concept
from schemas.documents import Document, Section
from schemas.exercises import Exercise, Plan
from schemas.pages import Block, Page
from schemas.quarantine import Quarantined
from schemas.records import Condition, Symptom, Treatment
from schemas.relations import Evidence, Relation

SCHEMA_VERSION = "1.0.1"


@dataclass(frozen=True)
class Table:
    """One published table.

    ``key`` is the unique column by which rows are sorted; ``references`` maps a column of ids to
    the tables one of which holds it.
    """

    name: str
    model: type[Row]
    key: str
    references: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def description(self) -> str:
        """The first line of the model's docstring."""
        return (self.model.__doc__ or "").strip().splitlines()[0]


_OF_DOCUMENT = {"document_id": ("documents",), "page_id": ("pages",), "concept_id": ("concepts",)}
_RECORDS = ("conditions", "symptoms", "treatments", "exercises")

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table("pages", Page, "page_id", {"duplicate_of": ("pages",)}),
        Table(
            "blocks",
            Block,
            "block_id",
            {"page_id": ("pages",), "document_id": ("documents",), "duplicate_of": ("blocks",)},
        ),
        Table("documents", Document, "document_id", {"page_id": ("pages",), "duplicate_of": ("documents",)}),
        Table(
            "sections",
            Section,
            "section_id",
            {"document_id": ("documents",), "parent_id": ("sections",), "about": _RECORDS},
        ),
        Table("conditions", Condition, "record_id", _OF_DOCUMENT),
        Table("symptoms", Symptom, "record_id", _OF_DOCUMENT),
        Table("treatments", Treatment, "record_id", _OF_DOCUMENT),
        Table("exercises", Exercise, "record_id", _OF_DOCUMENT),
        Table(
            "plans",
            Plan,
            "plan_id",
            {"document_id": ("documents",), "page_id": ("pages",), "exercise_ids": ("exercises",)},
        ),
        Table(
            "relations",
            Relation,
            "relation_id",
            {"document_id": ("documents",), "subject_id": _RECORDS, "object_id": _RECORDS},
        ),
        Table(
            "evidence",
            Evidence,
            "evidence_id",
            {
                "record_id": _RECORDS,
                "relation_id": ("relations",),
                "document_id": ("documents",),
                "section_id": ("sections",),
            },
        ),
        Table("concepts", Concept, "concept_id", {"replaced_by": ("concepts",)}),
        Table("quarantine", Quarantined, "quarantine_id"),
    )
}
