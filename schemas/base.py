"""What all rows share: strict models, ranges and codes."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Confidence = Annotated[float, Field(ge=0.0, le=1.0)]
Name = Annotated[str, Field(min_length=1)]


class Row(BaseModel):
    """One row of a published table. Unknown fields are refused and rows never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Range(Row):
    """A stated quantity with both of its ends.

    ``{10, 10}`` is an exact number; a null end is open ("up to a minute" is ``{null, 60}``).
    A quantity that the page does not state is no range at all, so one end must be set.
    """

    min: Annotated[int, Field(ge=0)] | None = None
    max: Annotated[int, Field(ge=0)] | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.min is None and self.max is None:
            raise ValueError("a range needs at least one end; use null for an unstated quantity")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"min {self.min} is greater than max {self.max}")
        return self

    @classmethod
    def exactly(cls, value: int) -> Self:
        """The range that holds one number."""
        return cls(min=value, max=value)


class Span(Row):
    """A stretch of ``documents.text``: Unicode code points, end exclusive."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"span {self.start}..{self.end} is empty")
        return self
