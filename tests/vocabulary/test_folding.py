"""Folding loses no place: spans lead back to the original text."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.vocabulary.folding import fold, normal_form


@pytest.mark.parametrize(
    ("phrase", "normal"),
    [
        ("Parkinson’s disease", "parkinsons disease"),
        ("high-ﬁbre  diet", "high fibre diet"),
        ("STRASSE, Straße", "strasse strasse"),
        ("Sjögren", "sjogren"),
        ("x\u00adray", "xray"),
        ("Guillain–Barré", "guillain barre"),
        ("İstanbul", "istanbul"),
    ],
)
def test_normal_form(phrase: str, normal: str) -> None:
    assert normal_form(phrase) == normal


@given(st.text(max_size=200))
def test_each_word_comes_from_its_own_span(text: str) -> None:
    folded = fold(text)
    count = len(folded.words)
    assert len(folded.starts) == len(folded.ends) == count
    if not count:
        return
    numbers = np.arange(count, dtype=np.int64)
    starts, ends = folded.spans(numbers, numbers + 1)
    for word, start, end in zip(folded.words, starts, ends, strict=True):
        assert 0 <= start < end <= len(text)
        assert word in " ".join(fold(text[start:end]).words)


@given(st.lists(st.sampled_from(["knee", "PAIN", "ﬁbre", "Straße", "it’s", "é", "İ"]), min_size=1, max_size=20))
def test_words_between_spaces_keep_their_places(words: list[str]) -> None:
    text = " ".join(words)
    folded = fold(text)
    numbers = np.arange(len(folded.words), dtype=np.int64)
    starts, ends = folded.spans(numbers, numbers + 1)
    assert [text[start:end] for start, end in zip(starts, ends, strict=True)] == words
