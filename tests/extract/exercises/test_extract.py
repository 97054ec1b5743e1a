from __future__ import annotations

from pipeline.extract.exercises import extract_exercises
from pipeline.extract.found import Found
from schemas.enums import Position, RepsBasis
from tests.extract.exercises.documents import NoVocabulary, document_of

HEADINGS = """
# Three moves for a stiff back

Do these in the evening.

## 1. Knee rocks

Lie on your back with both feet on the floor. Let your knees sink to the left, then to the right. Repeat 12 times.

## 2. Child's pose

Kneel on a mat. Sink your hips back towards your heels and stretch your arms forward. Hold for 20 to 30 seconds.

## When to see a doctor

See a doctor if the pain lasts longer than a week.
"""


def charts(source: str, title: str | None = None) -> list[Found]:
    return extract_exercises(document_of(source, title=title), NoVocabulary()).records


def test_exercises_under_numbered_headings() -> None:
    rocks, pose = charts(HEADINGS)
    assert (rocks.name, rocks.values["number"]) == ("Knee rocks", 1)
    assert rocks.values["position"] is Position.SUPINE
    assert rocks.values["reps"] == {"min": 12, "max": 12}
    assert rocks.values["reps_basis"] is RepsBasis.TOTAL
    assert rocks.values["steps"] == [
        "Lie on your back with both feet on the floor.",
        "Let your knees sink to the left, then to the right.",
        "Repeat 12 times.",
    ]
    assert (pose.name, pose.values["position"]) == ("Child's pose", Position.KNEELING)
    assert pose.values["hold_seconds"] == {"min": 20, "max": 30}
    assert pose.values.get("reps") is None
    assert pose.values["equipment"] == ["mat"]


def test_every_mention_is_the_text_it_points_at() -> None:
    document = document_of(HEADINGS)
    for found in extract_exercises(document, NoVocabulary()).records:
        for mention in found.mentions:
            assert 0 <= mention.start < mention.end <= len(document.text)
        assert document.text[found.mentions[0].start : found.mentions[0].end] == found.name


def test_a_menu_of_names_holds_no_exercise() -> None:
    assert charts("# Our classes\n\n- Planks and bridges\n- Squats\n- Lunges\n- Yoga for backs\n") == []
