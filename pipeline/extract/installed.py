"""Extractors that other packages bring: the entry point group ``healthsift.extractors``."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points

from pipeline.extract.found import Extractor

GROUP = "healthsift.extractors"


@lru_cache(maxsize=1)
def installed_extractors() -> tuple[Extractor, ...]:
    """One instance of every installed extractor, in the order of their names.

    An entry point names a class or function that is called without arguments and gives an ``Extractor``.
    """
    found: list[Extractor] = [point.load()() for point in entry_points(group=GROUP)]
    return tuple(sorted(found, key=lambda extractor: extractor.name))


def installed_versions() -> tuple[str, ...]:
    """What identifies every installed extractor: entry point, package with version, and its own name and version.

    Any change here means other records from the same page. An extractor that is a class is not made for this.
    """
    return tuple(sorted(_identity(point) for point in entry_points(group=GROUP)))


def _identity(point: EntryPoint) -> str:
    made = point.load()
    told = made if isinstance(made, type) and hasattr(made, "name") and hasattr(made, "version") else made()
    package = f"{point.dist.name}=={point.dist.version}" if point.dist else ""
    return f"{point.name} {point.value} {package} {told.name} {told.version}"
