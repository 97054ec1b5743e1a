"""Which units are exercises: the evidence that a name and its instructions must give."""

from __future__ import annotations

import re

from pipeline.extract.dose import COUNTED, Claim, Field
from pipeline.extract.exercises.steps import Body
from pipeline.extract.exercises.units import Unit

_CONTEXT = re.compile(
    r"\b(?:exercises?|stretch(?:es|ing)?|workouts?|poses?|routine|circuit|yoga|pilates|drills?|moves|"
    r"упражнени\w+|растяжк\w+|тренировк\w+|комплекс\w*)\b",
    re.I,
)
_NOT_MOVEMENT = re.compile(
    r"\b(?:ice\s+pack|cream|lotion|ointment|gel|bandage|mattress|baby|infant|nipples?|breastfeed\w*|patient|"
    r"toothbrush|floss\s+between|stethoscope|medication|tablets?|capsules?|syringe|"
    r"chicken|meat|onions?|garlic|butter|sauce|dough|flour|skillet|(?:frying|baking|hot|sauce)\s*pan|whisk|"
    r"ingredients?|casualty|ambulance|yarn|needle|stitch\w*|fabric|"
    r"wrench|screws?|screwdriver|bolts?|engine|tyre\s+iron|lug\s+nuts?|guitar|chords?|strings?\s+of|"
    r"brush\s+(?:your|the)\s+hair|conditioner|lipstick|eyeliner|mascara|diaper|"
    r"oven|examiner|clinician|tester|newborn|toddler|tablespoons?|teaspoons?|salt|doctor\s+will|steering|mouse|"
    r"monitor|keyboard|seat\s*belt|condom|tampon|inhaler|spray|eye\s+drops?|bake|simmer|tweezers)\b",
    re.I,
)


def could_be(unit: Unit, body: Body) -> bool:
    """Whether a unit is worth reading for doses: the cheap half of :func:`is_exercise`."""
    if unit.layout in ("unnamed", "listed"):
        return True
    if unit.likeness == 2:
        return body.moves > 0 or any(
            re.search(r"\d|\b(?:times|sets?|reps?)\b", sentence.text) for sentence, _, _ in body.sentences
        )
    return body.moves >= 2 and body.moves * 3 >= len(body.sentences)


def is_exercise(unit: Unit, body: Body, claims: list[Claim], around: str) -> bool:
    """Whether a unit is an exercise.

    A name that looks like one needs one movement instruction, or a count; any other name needs two
    movement instructions and either a count or a title around it that speaks of exercises.
    """
    counted = sum(claim.field in COUNTED for claim in claims)
    strange = sum(bool(_NOT_MOVEMENT.search(sentence.text)) for sentence, _, _ in body.sentences)
    if strange * 3 > body.moves:
        return False
    if unit.layout == "unnamed":
        return body.moves == 1
    if unit.layout == "listed":
        return bool(counted) or any(claim.field is Field.REST for claim in claims)
    context = bool(_CONTEXT.search(around))
    if unit.likeness == 2:
        if body.moves >= 1 and (body.instructions >= 2 or counted or context):
            return True
        return (
            bool(counted)
            and (body.instructions >= 1 or any(claim.field in (Field.REPS, Field.SETS) for claim in claims))
            and len(body.sentences) <= 6
        )
    return bool(counted) or context


def fits_between(body: Body) -> bool:
    """Whether a unit in the midst of exercises of the same form is one too: it instructs, in nothing strange."""
    strange = sum(bool(_NOT_MOVEMENT.search(sentence.text)) for sentence, _, _ in body.sentences)
    return body.instructions >= 2 and body.instructions * 3 >= len(body.sentences) and not strange
