"""Edited copies are copies; texts of one mould on another subject are not."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.dedupe.alike import Text, is_copy
from pipeline.dedupe.normal import words_of
from pipeline.dedupe.shingles import hash_words

MOULD = [
    "{0} is a rare illness that runs in families and shows in early childhood.",
    "Children with {0} grow more slowly than others of their age and tire soon.",
    "A doctor who knows {0} can tell it by a blood test and an examination of the eyes.",
    "There is no cure for {0}, yet most people who live with {0} do well with regular care.",
]


def text(title: str, lines: list[str]) -> Text:
    words = [words_of(line) for line in [title, *lines]]
    return Text(
        hash_words(word for line in words for word in line),
        np.array([len(line) for line in words], dtype=np.int32),
        hash_words(words[0]),
    )


def about(name: str) -> Text:
    return text(name.capitalize(), [line.format(name) for line in MOULD])


def test_pages_of_one_mould_on_two_illnesses_are_no_copies() -> None:
    assert not is_copy(about("marbosis"), about("telvitis"), 0.7)


def test_a_retitled_copy_is_a_copy() -> None:
    lines = [line.format("marbosis") for line in MOULD]
    assert is_copy(text("Marbosis", lines), text("What parents should know about marbosis", lines), 0.8)


@pytest.mark.parametrize("kept", [2, 3])
def test_a_shortened_copy_is_a_copy(kept: int) -> None:
    lines = [line.format("marbosis") for line in MOULD]
    assert is_copy(text("Marbosis", lines[:kept]), text("Marbosis", lines), 0.5)


def test_half_a_text_in_common_is_no_copy() -> None:
    lines = [line.format("marbosis") for line in MOULD]
    other = [
        "Buses to the clinic leave from the station at every full hour.",
        "Bring your own slippers and a warm jumper.",
    ]
    assert not is_copy(text("Marbosis", lines), text("Marbosis", lines[:2] + other), 0.5)
