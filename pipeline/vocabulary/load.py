"""Gives the process its vocabulary: the table that ships with the project, and those that the user has added."""

from __future__ import annotations

import hashlib
import sys
from functools import cache

from pipeline.vocabulary.layers import Layers
from pipeline.vocabulary.store import TABLE_FILE, TableError, digest, unpack
from pipeline.vocabulary.terms import Vocabulary
from pipeline.vocabulary.user import SHIPPED, user_tables
from pipeline.vocabulary.vocabulary import CompiledVocabulary


@cache
def load_vocabulary() -> Vocabulary:
    """The vocabulary, read once a process. Same tables, same answers, in any process.

    A user's table that is damaged is told on standard error and left out.
    """
    packed = (SHIPPED / TABLE_FILE).read_bytes()
    shipped = CompiledVocabulary(unpack(packed), digest(packed))
    layers = []
    for name, own in user_tables():
        try:
            layers.append(CompiledVocabulary(unpack(own), digest(own)))
        except TableError as error:
            sys.stderr.write(f"healthsift: vocabulary {name} is left out: {error}\n")
    if not layers:
        return shipped
    version = hashlib.sha256(" ".join(layer.version for layer in (shipped, *layers)).encode()).hexdigest()[:12]
    return Layers([*layers, shipped], version)
