"""Composition and coordination."""

from __future__ import annotations

import pytest

from pipeline.vocabulary.compose import compose, expand


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("hip and butt pain", ["hip pain", "butt pain"]),
        ("ruptured or slipped disk", ["ruptured disk", "slipped disk"]),
        (
            "pain or stiffness in the shoulder or neck",
            ["pain in the shoulder", "pain in the neck", "stiffness in the shoulder", "stiffness in the neck"],
        ),
        ("lower back pain and stiffness", ["lower back pain", "lower back stiffness"]),
        ("nausea or vomiting", ["nausea", "vomiting"]),
        ("ankle, knee, or hip pain", ["ankle pain", "knee pain", "hip pain"]),
        ("bed rest", ["bed rest"]),
    ],
)
def test_shared_heads_and_modifiers(phrase: str, names: list[str]) -> None:
    assert expand(phrase) == names


@pytest.mark.parametrize(
    ("phrase", "parts"),
    [
        ("hip and butt pain", [("pain", ("hip",)), ("pain", ("buttock",))]),
        ("dull ache in the left hip", [("pain", ("hip",))]),
        ("stiff lower back", [("stiffness", ("lower back",))]),
        ("nausea or vomiting", []),
    ],
)
def test_quality_and_site(phrase: str, parts: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(one.quality, one.body_sites) for one in compose(phrase)] == parts
