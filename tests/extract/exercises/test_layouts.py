"""The same exercises in every layout that pages use."""

from __future__ import annotations

import pytest

from pipeline.extract.exercises import extract_exercises
from pipeline.extract.found import Found
from schemas.enums import Position, RecordKind
from tests.extract.exercises.documents import NoVocabulary, document_of

HEADINGS = """
# Two stretches

## Wall calf stretch

Stand facing a wall with one foot behind the other. Lean forward until you feel a stretch. Hold for 30 seconds.

## Heel raises

Stand behind a chair. Rise onto your toes, then lower your heels slowly. Repeat 12 times.
"""
NUMBERED = """
Stretches for runners

1. Wall calf stretch

Stand facing a wall with one foot behind the other. Lean forward until you feel a stretch. Hold for 30 seconds.

2. Heel raises

Stand behind a chair. Rise onto your toes, then lower your heels slowly. Repeat 12 times.
"""
BOLD_ITEMS = """
# Stretches for runners

- **Wall calf stretch:** Stand facing a wall with one foot behind the other. Lean forward until you feel a stretch. Hold for 30 seconds.
- **Heel raises:** Stand behind a chair. Rise onto your toes, then lower your heels slowly. Repeat 12 times.
"""
STEP_LISTS = """
# Stretches for runners

**Wall calf stretch**

1) Stand facing a wall with one foot behind the other.
2) Lean forward until you feel a stretch.
3) Hold for 30 seconds.

**Heel raises**

1) Stand behind a chair.
2) Rise onto your toes, then lower your heels slowly.
3) Repeat 12 times.
"""
TABLE = """
# Stretches for runners

|= Exercise | How to do it | Dose |
| Wall calf stretch | Stand facing a wall with one foot behind the other. Lean forward until you feel a stretch. | Hold for 30 seconds. |
| Heel raises | Stand behind a chair. Rise onto your toes, then lower your heels slowly. | Repeat 12 times. |
"""
PROSE = """
# After a run

Start with the wall calf stretch: stand facing a wall with one foot behind the other. Lean forward until you feel a stretch. Hold for 30 seconds. Next, try heel raises. Stand behind a chair. Rise onto your toes, then lower your heels slowly. Repeat 12 times.
"""
LABELS = """
# Stretches for runners

## Wall calf stretch

Purpose: Loosens the calf.
Starting position: Stand facing a wall with one foot behind the other.
Action: Lean forward until you feel a stretch.
Repetition: Hold for 30 seconds.

## Heel raises

Starting position: Stand behind a chair.
Action: Rise onto your toes, then lower your heels slowly.
Repetition: Repeat 12 times.
Progression: Repeat 30 times on one leg.
"""


def charts(source: str) -> list[Found]:
    records = extract_exercises(document_of(source, title="Stretches for runners"), NoVocabulary()).records
    return [found for found in records if found.kind is RecordKind.EXERCISE]


@pytest.mark.parametrize("source", [HEADINGS, NUMBERED, BOLD_ITEMS, STEP_LISTS, TABLE, PROSE, LABELS])
def test_layout(source: str) -> None:
    stretch, raises = charts(source)
    assert [stretch.name.lower(), raises.name.lower()] == ["wall calf stretch", "heel raises"]
    assert stretch.values["hold_seconds"] == {"min": 30, "max": 30}
    assert stretch.values["position"] is Position.STANDING
    assert [len(stretch.values["steps"]), len(raises.values["steps"])] == [3, 3]
    assert stretch.values["steps"][-1] == "Hold for 30 seconds."
    assert raises.values["reps"] == {"min": 12, "max": 12}
    assert raises.values["position"] is Position.STANDING
    assert raises.values["equipment"] == ["chair"]


def test_a_table_of_amounts_reads_its_columns() -> None:
    rows = charts(
        "# Strength\n\n|= Exercise | Sets | Reps | Rest |\n| Goblet squat | 3 | 8-12 | 90 s |\n| Dead hang | 2 | 30 sec | |\n"
    )
    squat, hang = rows
    assert squat.values["sets"] == {"min": 3, "max": 3}
    assert squat.values["reps"] == {"min": 8, "max": 12}
    assert squat.values["rest"] == "90 s"
    assert hang.values["hold_seconds"] == {"min": 30, "max": 30}
    assert hang.values.get("reps") is None


def test_names_with_a_dose_each() -> None:
    squats, rows = charts("# My workout\n\n- Goblet squats: 3 sets of 10 reps\n- Band rows x 15\n")
    assert (squats.name, squats.values["sets"]) == ("Goblet squats", {"min": 3, "max": 3})
    assert (rows.name, rows.values["reps"]) == ("Band rows", {"min": 15, "max": 15})


def test_a_dose_for_a_list_of_names() -> None:
    found = charts("# Hip stretches\n\n- Pigeon stretch\n- Seated twist stretch\n- Hold 20 seconds, repeat 4 times\n")
    assert [one.name for one in found] == ["Pigeon stretch", "Seated twist stretch"]
    assert all(one.values["hold_seconds"] == {"min": 20, "max": 20} for one in found)
    assert found[1].values["position"] is Position.SITTING


def test_a_dose_for_all_exercises_leaves_their_own_alone() -> None:
    own, open_ = charts(
        "# Morning moves\n\nDo 15 reps of each exercise.\n\n## Bridges\n\nLie on your back. Lift your hips. Repeat 8 times.\n\n"
        "## Squats\n\nStand tall. Bend your knees and sit your hips back.\n"
    )
    assert own.values["reps"] == {"min": 8, "max": 8}
    assert open_.values["reps"] == {"min": 15, "max": 15}


def test_movements_without_names_are_named_by_their_words() -> None:
    found = charts(
        "# Back care\n\nTry these movements in the morning.\n\nWhile standing:\n\n- Reach your right hand down your right leg\n"
        "- Reach your left hand down your left leg\n- Bend your trunk backwards over your hips\n"
    )
    assert [one.name for one in found][2] == "Bend your trunk backwards over your hips"
    assert [one.values["position"] for one in found] == [Position.STANDING] * 3
    assert [bool(one.values.get("per_side")) for one in found] == [True, True, False]


@pytest.mark.parametrize(
    "source",
    [
        "# Related\n\n- Plank variations\n- 10 best glute stretches\n- Squats for beginners\n",
        "# Timetable\n\n|= Class | Monday | Tuesday |\n| Yoga | 10:00 | 18:30 |\n| Pilates | 9:00 | 20:00 |\n",
        "# Sleeping\n\n## Side sleepers\n\nLie on your side. Draw your legs up towards your chest. Put a pillow between your knees.\n",
        "# First aid\n\n## Nosebleeds\n\nSit up straight. Lean your head forward. Pinch your nose for ten minutes.\n",
        "# Soup\n\n## Method\n\nStir the pot for 10 minutes. Turn off the heat. Repeat with the other half.\n",
    ],
    ids=["menu", "timetable", "sleep", "first aid", "recipe"],
)
def test_no_exercise(source: str) -> None:
    assert extract_exercises(document_of(source), NoVocabulary()).records == []
