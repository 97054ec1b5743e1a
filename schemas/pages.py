"""What came in: pages, and the blocks that they were cut into."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Self

from pydantic import Field, model_validator

from schemas.base import Name, Row
from schemas.enums import BlockKind, DropReason, Verdict


class Page(Row):
    """One page as it came: where from, what it is, and its own dates and names."""

    page_id: Name
    source: Name
    url: str | None = None
    site: str
    verdict: Verdict
    fetched_at: datetime | None = None
    status: int | None = None
    media_type: str
    encoding: str
    language: str
    title: str | None = None
    author: str | None = None
    published_on: date | None = None
    modified_on: date | None = None
    reviewed_on: date | None = None
    license: str | None = None
    raw_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    bytes: Annotated[int, Field(ge=0)]
    duplicate_of: str | None = None


class Block(Row):
    """One visible block of a page, kept in a document or dropped with a reason."""

    block_id: Name
    page_id: Name
    document_id: str | None = None
    ordinal: Annotated[int, Field(ge=0)]
    kind: BlockKind
    level: Annotated[int, Field(ge=1)] | None = None
    text: Name
    heading_path: list[str]
    kept: bool
    reason: DropReason | None = None
    duplicate_of: str | None = None
    source_start: Annotated[int, Field(ge=0)] | None = None
    source_end: Annotated[int, Field(ge=0)] | None = None

    @model_validator(mode="after")
    def _dropped_with_a_reason(self) -> Self:
        if self.kept == (self.reason is not None):
            raise ValueError("a block is either kept or dropped with a reason")
        if self.document_id is not None and not self.kept:
            raise ValueError("a dropped block stands in no document")
        return self
