"""What a version says of itself in every description."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from schemas import SCHEMA_VERSION

KEYWORDS = ("health", "conditions", "symptoms", "treatments", "exercises", "information extraction")


@dataclass(frozen=True, slots=True)
class Identity:
    """Name, version and terms of one version; ``created`` is ISO 8601, UTC."""

    name: str
    version: str
    created: str
    license: str
    url: str | None
    creator: str = "healthsift"
    keywords: tuple[str, ...] = KEYWORDS
    schema_version: str = SCHEMA_VERSION

    @property
    def slug(self) -> str:
        """The name as Data Package names must be: lower case, no white space."""
        return re.sub(r"[^a-z0-9._-]+", "-", self.name.lower()).strip("-") or "dataset"

    @property
    def description(self) -> str:
        """One sentence."""
        return (
            f"Conditions, symptoms, treatments and exercises read from health web pages, each grounded in a quote "
            f"({self.name}, version {self.version})."
        )

    @property
    def cite_as(self) -> str:
        """How to cite the version."""
        return f"{self.creator}: {self.name}, version {self.version}, {self.created[:4]}"


def identify(name: str, version: str, created: datetime, terms: str, url: str | None) -> Identity:
    """The identity of a version made at ``created`` under the given terms, to be found at ``url``."""
    return Identity(name, version, created.isoformat(timespec="seconds").replace("+00:00", "Z"), terms, url)
