"""Gives the process its vocabulary: the table that ships with the project, or the user's compiled one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pipeline.vocabulary.store import TABLE_FILE, digest, unpack
from pipeline.vocabulary.vocabulary import CompiledVocabulary

SHIPPED = Path(__file__).parent / "data"


@cache
def load_vocabulary() -> CompiledVocabulary:
    """The vocabulary, read once a process. Same table, same answers, in any process."""
    packed = (SHIPPED / TABLE_FILE).read_bytes()
    return CompiledVocabulary(unpack(packed), digest(packed))
