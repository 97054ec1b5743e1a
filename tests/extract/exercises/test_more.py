"""References, purposes, routines, positions and the rest of the chart."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.extract.exercises import extract_exercises
from pipeline.extract.exercises.equipment import find_equipment
from pipeline.extract.exercises.instructions import Role, role_of
from pipeline.extract.exercises.position import position_in
from pipeline.extract.exercises.sentences import split_sentences
from pipeline.vocabulary.terms import Entry, Match
from schemas.enums import Position, Predicate
from tests.extract.exercises.documents import NoVocabulary, document_of


class Small(NoVocabulary):
    """A vocabulary of one condition, one muscle and one exercise."""

    ENTRIES = (
        Entry("condition", "sciatica", "c1", (), "preferred"),
        Entry("muscle", "glutes", "m1", (), "preferred"),
        Entry("exercise", "clamshell", "e1", (), "preferred", {"muscles": ("abductors", "glutes")}),
    )

    def find(self, text: str) -> Sequence[Match]:
        found = []
        for entry in self.ENTRIES:
            start = text.lower().find(entry.name)
            if start >= 0:
                found.append(Match(start, start + len(entry.name), (entry,)))
        return sorted(found, key=lambda match: match.start)

    def lookup(self, phrase: str) -> Sequence[Entry]:
        return [entry for entry in self.ENTRIES if entry.name == phrase.lower()]


def test_muscles_of_the_text_and_of_the_name_are_kept_apart() -> None:
    text = "# Hips\n\n## Clamshell\n\nLie on your side with your knees bent. Squeeze your glutes and lift the upper knee. Repeat 10 times.\n"
    (found,) = extract_exercises(document_of(text), Small()).records
    assert found.values["muscles"] == ["glutes"]
    assert found.values["muscles_inferred"] == ["abductors"]
    assert found.values["position"] is Position.SIDE_LYING


def test_a_step_points_at_an_earlier_exercise() -> None:
    text = (
        "# Back\n\n## 1. Cobra\n\nLie on your stomach. Push your chest up. Hold for 10 seconds.\n\n"
        "## 2. Swimmer lifts\n\nFrom the same position as in the first exercise, lift one arm and the other leg. Repeat 5 times.\n"
    )
    document = document_of(text)
    lifts = extract_exercises(document, NoVocabulary()).records[1]
    quotes = [document.text[m.start : m.end] for m in lifts.mentions if m.field == "reference"]
    assert quotes == ["as in the first exercise"]
    assert lifts.values["position"] is Position.PRONE
    assert lifts.values["position_inferred"] is True


def test_a_title_says_what_the_exercises_are_for() -> None:
    text = "# Exercises for sciatica\n\n## Clamshell\n\nLie on your side. Lift the upper knee. Repeat 10 times.\n"
    extraction = extract_exercises(document_of(text), Small())
    (relation,) = extraction.relations
    assert relation.predicate is Predicate.TREATS
    assert relation.object is extraction.records[1]
    assert extraction.records[1].name == "sciatica"


def test_a_sentence_of_the_exercise_says_what_it_relieves() -> None:
    text = "# Hips\n\n## Clamshell\n\nLie on your side. Lift the upper knee. This move eases sciatica.\n\nRepeat 10 times.\n"
    (relation,) = extract_exercises(document_of(text), Small()).relations
    assert relation.predicate is Predicate.RELIEVES


ROUTINE = """
# A gentle back routine

The whole routine takes about 8 to 10 minutes. Do it every morning.

## Bridge

Lie on your back. Lift your hips. Repeat 10 times.

## Bird dog

Get on all fours. Reach one arm and the other leg out. Hold for 5 seconds.
"""


def test_a_routine_is_a_plan() -> None:
    extraction = extract_exercises(document_of(ROUTINE, title="A gentle back routine"), NoVocabulary())
    (plan,) = extraction.plans
    assert [found.name for found in plan.exercises] == ["Bridge", "Bird dog"]
    assert plan.values["minutes"] == {"min": 8, "max": 10}
    assert plan.name == "A gentle back routine"


def test_harder_variants_and_cautions_stay_out_of_the_dose() -> None:
    text = (
        "# Core\n\n## Side plank\n\nLie on your side. Lift your hips off the floor. Hold for 10 seconds. Do not let your hips sag. "
        "As you get stronger, hold for 60 seconds.\n"
    )
    (found,) = extract_exercises(document_of(text), NoVocabulary()).records
    assert found.values["hold_seconds"] == {"min": 10, "max": 10}
    assert found.values["progressions"] == ["As you get stronger, hold for 60 seconds."]
    assert found.values["cautions"] == ["Do not let your hips sag."]


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("Lie on your back with your knees bent.", Position.SUPINE),
        ("Lie flat on the floor, face down.", Position.PRONE),
        ("Lie on your stomach and rest your hands on the floor.", Position.PRONE),
        ("Lie on your left side.", Position.SIDE_LYING),
        ("Get down on all fours.", Position.QUADRUPED),
        ("Kneel on your right knee.", Position.HALF_KNEELING),
        ("Kneel on a soft mat.", Position.KNEELING),
        ("Sit tall on a chair.", Position.SITTING),
        ("You can sit or stand.", Position.SITTING),
        ("Stand with your feet apart.", Position.STANDING),
        ("Start in a push-up position.", Position.PLANK),
        ("Hang from a bar.", Position.HANGING),
        ("Лягте на спину, согните колени.", Position.SUPINE),
        ("Встаньте на четвереньки.", Position.QUADRUPED),
        ("Kneel, sit, or stand.", None),
        ("Find a mat to sit or lie down.", None),
        ("Raise your arm as if you were sitting at a desk.", None),
        ("Then sit back on your heels.", None),
    ],
)
def test_position(text: str, position: Position | None) -> None:
    found = position_in(text)
    assert (found[0] if found else None) is position


def test_equipment_by_the_words_of_the_text() -> None:
    text = "Loop a resistance band around the chair and hold a dumbbell; no bench is needed. Sit as if in a chair."
    assert [name for name, _, _ in find_equipment(text, 0, len(text))] == ["bands", "chair", "dumbbell"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Slowly lift your leg.", Role.MOVE),
        ("With your knees bent, lower your hips.", Role.MOVE),
        ("Lying on your back, bend one knee.", Role.MOVE),
        ("Hold for ten seconds.", Role.INSTRUCTION),
        ("Your knees should stay over your toes.", Role.INSTRUCTION),
        ("This stretch targets the hips.", Role.DESCRIPTION),
        ("Stop the exercise if it hurts.", Role.STOP),
        ("Many people sit all day.", Role.OTHER),
        ("Поднимите руки вверх.", Role.MOVE),
    ],
)
def test_role(text: str, role: Role) -> None:
    assert role_of(text) is role


def test_sentences_of_instructions() -> None:
    text = "Hold for 10 sec. and relax. keep breathing. Use a towel (approx. 10 cm). Done?"
    assert [one.text for one in split_sentences(text)] == [
        "Hold for 10 sec. and relax.",
        "keep breathing.",
        "Use a towel (approx. 10 cm).",
        "Done?",
    ]


def test_minutes_of_another_routine_are_not_the_plans() -> None:
    text = (
        ROUTINE.replace("The whole routine takes about 8 to 10 minutes. ", "")
        + "\n## More\n\nNext week try our 7-minute workout.\n"
    )
    (plan,) = extract_exercises(document_of(text, title="A gentle back routine"), NoVocabulary()).plans
    assert "minutes" not in plan.values


def test_muscles_of_an_exercise_within_the_name() -> None:
    text = "# Hips\n\n## Banded clamshell\n\nLie on your side. Lift the upper knee. Repeat 10 times.\n"
    (found,) = extract_exercises(document_of(text), Small()).records
    assert found.values["muscles_inferred"] == ["abductors", "glutes"]
