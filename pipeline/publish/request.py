"""What publishing takes and gives: the contract between the flows and the publisher."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.publish.limits import Limits
from pipeline.publish.terms import PAGES_OWN_TERMS, VocabularyTerms
from schemas import Quarantined


class PublishError(Exception):
    """Nothing was published; the message is one line that says why."""


class DatasetLockedError(PublishError):
    """Another publisher works on the dataset."""


@dataclass(frozen=True, slots=True)
class CheckFigure:
    """The figure of one check. A check with bad rows fails; ``examples`` names up to five of them.

    ``value`` is what was measured where the check is one of a rate or a count, ``limit`` what it may be.
    """

    check: str
    bad: int
    examples: tuple[str, ...] = ()
    value: float | None = None
    limit: float | None = None

    def __str__(self) -> str:
        if self.value is not None:
            return f"{self.check} is {self.value:g}, limit {self.limit:g}"
        more = ", ..." if self.bad > len(self.examples) else ""
        return f"{self.check}: {self.bad} bad" + (f" ({', '.join(self.examples)}{more})" if self.examples else "")


class ChecksFailedError(PublishError):
    """The tables break a rule of the dataset; ``figures`` says which rule and which rows."""

    def __init__(self, figures: Sequence[CheckFigure]) -> None:
        self.figures = tuple(figures)
        super().__init__("checks failed: " + "; ".join(map(str, figures)))


@dataclass(frozen=True, slots=True)
class Part:
    """A sealed part folder (see ``parts.write_part``) and which of its pages are live.

    ``page_ids`` null takes all pages of the part. A page that was extracted again lies in a newer part
    and is left out of the old one.
    """

    folder: Path
    page_ids: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A page that breaks a rule by itself: it is written nowhere and belongs in quarantine (stage publish)."""

    page_id: str
    source: str
    message: str


@dataclass(frozen=True, slots=True)
class PartResult:
    """What ``write_part`` wrote: rows by table, the ids of the pages written, and the pages refused.

    ``contacts_removed`` counts the values, rows and quotes that held contact data.
    """

    counts: Mapping[str, int]
    page_ids: tuple[str, ...]
    refused: tuple[Refusal, ...] = ()
    contacts_removed: int = 0


@dataclass(frozen=True, slots=True)
class PublishRequest:
    """Everything that goes into one version.

    ``dataset`` is the folder of the dataset (``output/<name>``), ``parts`` the sealed parts in any order,
    ``quarantine`` the inputs that failed. ``configuration`` and ``inputs`` go into the manifest as they
    are and must be plain JSON values. ``vocabularies`` are cited in the dataset card. ``accept_drift``
    publishes in spite of drift against the last version. ``terms`` is the licence of the dataset as a whole
    (a name or a URL), ``url`` where it is to be found.
    """

    dataset: Path
    parts: Sequence[Part]
    quarantine: Sequence[Quarantined] = ()
    configuration: Mapping[str, object] = field(default_factory=dict)
    inputs: Mapping[str, object] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    vocabularies: Sequence[VocabularyTerms] = ()
    accept_drift: bool = False
    terms: str = PAGES_OWN_TERMS
    url: str | None = None


@dataclass(frozen=True, slots=True)
class PublishResult:
    """``path`` is the version that ``CURRENT`` names now; ``changed`` is false where it stood already."""

    path: Path
    changed: bool
    counts: Mapping[str, int]

    @property
    def version(self) -> str:
        """The name of the version."""
        return self.path.name
