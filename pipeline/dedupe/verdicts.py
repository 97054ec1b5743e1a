"""What the compare pass decides about one page, seen beside all others."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemas.enums import DuplicateKind


@dataclass(frozen=True, slots=True)
class DocumentDuplicate:
    """The document that is kept in place of this one, and how alike they are (0 to 1)."""

    duplicate_of: str
    kind: DuplicateKind
    similarity: float


@dataclass(frozen=True, slots=True)
class PageVerdicts:
    """Verdict rows of one page, keyed so that equal verdicts serialise to equal bytes.

    ``duplicate_of`` is the page kept in place of this byte copy. ``templates`` are block ordinals that
    are the site's template. ``passages`` maps block ordinals to the block id of the copy kept in
    another document. ``documents`` maps document ids of this page to the document kept instead.
    """

    duplicate_of: str | None = None
    templates: frozenset[int] = frozenset()
    passages: dict[int, str] = field(default_factory=dict)
    documents: dict[str, DocumentDuplicate] = field(default_factory=dict)


NOTHING = PageVerdicts()
