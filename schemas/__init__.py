"""What a row is: the pydantic models and enums of every published table."""

from schemas.base import Range, Row, Span
from schemas.codes import Code, Concept
from schemas.documents import Document, Section
from schemas.exercises import Exercise, Plan
from schemas.pages import Block, Page
from schemas.quarantine import Quarantined
from schemas.records import Condition, Record, Symptom, Treatment
from schemas.registry import SCHEMA_VERSION, TABLES, Table
from schemas.relations import Evidence, Relation

__all__ = [
    "SCHEMA_VERSION",
    "TABLES",
    "Block",
    "Code",
    "Concept",
    "Condition",
    "Document",
    "Evidence",
    "Exercise",
    "Page",
    "Plan",
    "Quarantined",
    "Range",
    "Record",
    "Relation",
    "Row",
    "Section",
    "Span",
    "Symptom",
    "Table",
    "Treatment",
]
