"""What the steps hand on, page by page."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.clean.cleaning import Cleaning
from pipeline.parse.blocks import ParsedPage
from schemas import (
    Block,
    Condition,
    Document,
    Evidence,
    Exercise,
    Page,
    Plan,
    Relation,
    Section,
    Symptom,
    Treatment,
)


@dataclass(slots=True)
class CleanedPage:
    """What the parse step gives. ``document_ids`` maps the parts of the page to the ids of their documents."""

    page: ParsedPage
    cleaning: Cleaning
    document_ids: dict[int, str]


@dataclass(slots=True)
class PageRows:
    """The published rows of one page; concepts follow from the records of all pages."""

    page: Page
    blocks: list[Block] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    symptoms: list[Symptom] = field(default_factory=list)
    treatments: list[Treatment] = field(default_factory=list)
    exercises: list[Exercise] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
