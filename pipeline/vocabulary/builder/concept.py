"""A concept as one source states it, before sources are joined."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Sourced:
    """One concept of one system.

    ``code`` is a CURIE. ``exact`` are names that mean just this; ``lay`` everyday ones. ``ancestors``
    are codes of broader concepts, as far as the source tells.
    """

    code: str
    name: str
    exact: list[str] = field(default_factory=list)
    lay: list[str] = field(default_factory=list)
    ancestors: frozenset[str] = frozenset()

    @property
    def names(self) -> list[str]:
        """All names, the preferred one first."""
        return [self.name, *self.exact, *self.lay]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a system's rows come from and on what terms, for the manifest."""

    system: str
    package: str
    release: str
    licence: str
    attribution: str


def package_version(packages: Path, package: str) -> str:
    """The installed version of a data package, read from its metadata without importing it.

    Raises:
        FileNotFoundError: the package is not in the folder.
    """
    pattern = f"{package.replace('-', '_')}-*.dist-info/METADATA"
    for metadata in sorted(packages.glob(pattern)):
        for line in metadata.read_text(encoding="utf-8").splitlines():
            if line.startswith("Version: "):
                return line.removeprefix("Version: ")
    raise FileNotFoundError(f"{package} is not installed in {packages}")
