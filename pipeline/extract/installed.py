"""Extractors that other packages bring: the entry point group ``healthsift.extractors``."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import entry_points

from pipeline.extract.found import Extractor

GROUP = "healthsift.extractors"


@lru_cache(maxsize=1)
def installed_extractors() -> tuple[Extractor, ...]:
    """One instance of every installed extractor, in the order of their names.

    An entry point names a class or function that is called without arguments and gives an ``Extractor``.
    """
    found: list[Extractor] = [point.load()() for point in entry_points(group=GROUP)]
    return tuple(sorted(found, key=lambda extractor: extractor.name))
