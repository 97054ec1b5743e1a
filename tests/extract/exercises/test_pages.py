"""Layouts of real pages, what stands among exercises, and pages that instruct in something else."""

from __future__ import annotations

import pytest

from pipeline.extract.exercises import extract_exercises
from pipeline.extract.found import Extraction, Found
from schemas.enums import Position, RecordKind
from tests.extract.exercises.documents import NoVocabulary, document_of


def extracted(source: str, title: str | None = None) -> Extraction:
    return extract_exercises(document_of(source, title=title), NoVocabulary())


def charts(source: str, title: str | None = None) -> list[Found]:
    return [found for found in extracted(source, title).records if found.kind is RecordKind.EXERCISE]


def test_a_numbered_label_is_not_the_name() -> None:
    source = "Exercise 1: Ankle pumps. Lie on your back. Move your feet up and down. Repeat 20 times.\nExercise 2 - Heel slides. Press the back of your knee down. Hold for 5 seconds."
    assert [(found.name, found.values["number"]) for found in charts(source)] == [
        ("Ankle pumps", 1),
        ("Heel slides", 2),
    ]


def test_rows_of_labels_belong_to_the_exercise_above() -> None:
    source = """
# Knee programme

## Half squats

| Repetitions | 3 sets of 10 |
| Days per week | 4 to 5 |

**Step-by-step directions**

- Stand with your feet apart.
- Lower your hips slowly and push back up through your heels.
"""
    (found,) = charts(source)
    assert found.name == "Half squats"
    assert (found.values["reps"], found.values["sets"]) == ({"min": 10, "max": 10}, {"min": 3, "max": 3})
    assert found.values["frequency"] == "4 to 5"
    assert len(found.values["steps"]) == 2


def test_a_line_that_leads_into_a_list_is_neither_title_nor_step() -> None:
    source = """
# Exercises for the foot

## Towel curls

You can curl your toes by doing the following:

- Sit with both feet flat on the floor.
- Curl the towel toward you with your toes.
- Repeat five times.
"""
    (found,) = charts(source)
    assert found.values["steps"][0] == "Sit with both feet flat on the floor."
    assert len(found.values["steps"]) == 3


def test_what_stands_among_exercises_of_its_form_is_one_too() -> None:
    named = ["Wall squat", "Calf raise", "Side plank"]
    parts = [f"## {name}\n\nBend your knees and lower your hips. Hold for 10 seconds." for name in named]
    cocoon = "## Cocoon\n\nBring the knees in. Return slowly."
    assert "Cocoon" in [found.name for found in charts("\n\n".join([*parts[:2], cocoon, parts[2]]))]
    assert "Cocoon" not in [found.name for found in charts(cocoon)]
    assert "Cocoon" not in [found.name for found in charts("\n\n".join([*parts, cocoon]))]


def test_a_plank_that_moves_is_not_held() -> None:
    source = "Do each move for 40 seconds.\n\n- **Plank** – Lift your hips off the floor.\n- **Plank shoulder tap** – Reach up and tap your left shoulder."
    still, moving = charts(source, "Core circuit")
    assert still.values["hold_seconds"] == {"min": 40, "max": 40}
    assert moving.values["duration_seconds"] == {"min": 40, "max": 40}


def test_rounds_and_minutes_of_the_whole() -> None:
    source = "# Morning circuit\n\nThis circuit wakes you up. It takes about 10 minutes. Complete three rounds.\n\n## Squat\n\nBend your knees. Repeat 10 times.\n\n## Lunge\n\nStep forward and bend your knees. Repeat 10 times."
    (plan,) = extracted(source, "Morning circuit").plans
    assert plan.values == {"minutes": {"min": 10, "max": 10}, "rounds": {"min": 3, "max": 3}}


def test_hands_that_hang_are_no_position() -> None:
    source = "## Wrist curl\n\nRest your forearm on a table with your hand hanging off the edge. Bend your wrist. Repeat 10 times."
    assert charts(source)[0].values.get("position") is not Position.HANGING


def test_a_russian_title_of_several_exercises_is_none() -> None:
    source = "# Упражнения для шеи\n\nВыполняйте медленно. Весь комплекс занимает 5 минут.\n\n## Наклоны головы\n\nСядьте прямо. Наклоните голову к плечу. Повторите 5 раз.\n\n## Круги плечами\n\nВстаньте. Вращайте плечами назад. Повторите 10 раз."
    extraction = extracted(source, "Упражнения для шеи")
    assert [found.name for found in extraction.records] == ["Наклоны головы", "Круги плечами"]
    assert extraction.plans[0].values["minutes"] == {"min": 5, "max": 5}


@pytest.mark.parametrize(
    "source",
    [
        "## Loosen the nuts\n\nPush down with your foot and turn the wrench with your arms. Repeat on each nut.\n\n## Pull off the wheel\n\nGrab it with both hands and pull it toward your chest. Bend your knees.",
        "## Roll the dough\n\nRoll out the dough with your hands. Fold the sides toward the centre. Repeat three times.",
        "## Chest compressions\n\nPlace the heel of your hand on the chest. Push down 30 times. Keep your arms straight.",
        "## The football hold\n\nSit upright and tuck your baby under your arm. Support the head with your hand.",
        "## Step-down check\n\nStand on one leg and bend your knee. Repeat 5 times. The examiner watches your hip.",
        "| = |\n\n|= Class | Description | Time |\n| Yoga stretch | Stretch your whole body. | 45 min |\n| Body pump | Lift weights 3 times a week. | 60 min |",
        "- Plank: how to hold it for 2 minutes\n- Squats: why 3 sets of 10 are enough",
        "## Chair height\n\nSit back and adjust the height so your feet are flat on the floor. Keep your knees at hip level. Repeat twice a day.",
    ],
)  # fmt: skip
def test_pages_that_instruct_in_something_else_give_none(source: str) -> None:
    assert charts(source) == []
