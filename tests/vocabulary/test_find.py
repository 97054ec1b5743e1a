"""The matcher over the shipped vocabulary."""

from __future__ import annotations

import pytest

from pipeline.vocabulary.load import load_vocabulary


def spans(text: str) -> list[str]:
    return [text[match.start : match.end] for match in load_vocabulary().find(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Her slipped disc hurts less after a warm bath.", ["slipped disc", "hurts", "warm bath"]),
        ("knee\u00a0pain and  hip   pain", ["knee\u00a0pain", "hip   pain"]),
        ("back pain neck pain", ["back pain", "neck pain"]),
        ("High-\u200bﬁbre meals", ["High-\u200bﬁbre"]),
        ("İ knee pain", ["knee pain"]),
        ("Parkinson’s disease", ["Parkinson’s disease"]),
        ("the knee. Pain", ["knee", "Pain"]),
        ("heart\nattack", ["heart"]),
        ("It can be a severe and common problem.", []),
        ("MS is not ms", ["MS"]),
    ],
)
def test_spans_are_whole_words_of_the_original_text(text: str, found: list[str]) -> None:
    assert spans(text) == found


def test_no_text_no_matches() -> None:
    assert list(load_vocabulary().find("")) == []
