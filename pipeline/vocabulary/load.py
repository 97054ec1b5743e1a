"""Gives the process its vocabulary."""

from __future__ import annotations

from functools import cache

from pipeline.vocabulary.handwritten import handwritten, stop_words
from pipeline.vocabulary.matcher import CompiledVocabulary, build_automaton
from pipeline.vocabulary.table import compile_table
from pipeline.vocabulary.terms import Vocabulary


@cache
def load_vocabulary() -> Vocabulary:
    """The vocabulary, read once a process."""
    table = compile_table(handwritten(), stop_words())
    return CompiledVocabulary(table, "handwritten", build_automaton(table))
