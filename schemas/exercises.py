"""Exercises as a physiotherapist charts them, and the routines that order them."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from schemas.base import Name, Range, Row
from schemas.enums import Position, RepsBasis
from schemas.records import Record


class Exercise(Record):
    """One named movement with its instructions and dose. What is not stated is null, never one repetition."""

    number: Annotated[int, Field(ge=0)] | None = None
    position: Position | None = None
    position_inferred: bool
    steps: list[str]
    reps: Range | None = None
    reps_basis: RepsBasis | None = None
    sets: Range | None = None
    hold_seconds: Range | None = None
    duration_seconds: Range | None = None
    rest: str | None = None
    per_side: bool | None = None
    alternating: bool | None = None
    frequency: str | None = None
    equipment: list[str]
    muscles: list[str]
    muscles_inferred: list[str]
    body_regions: list[str]
    progressions: list[str]
    cautions: list[str]
    concept_id: str

    @model_validator(mode="after")
    def _basis_of_reps(self) -> Self:
        if (self.reps is None) != (self.reps_basis is None):
            raise ValueError("reps and reps_basis go together")
        if self.position_inferred and self.position is None:
            raise ValueError("only a given position can be inferred")
        return self


class Plan(Row):
    """A routine: exercises of one document in order."""

    plan_id: Name
    document_id: Name
    page_id: Name
    name: Name
    exercise_ids: list[str]
    minutes: Range | None = None
    frequency: str | None = None
    rounds: Range | None = None
