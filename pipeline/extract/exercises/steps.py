"""The steps of an exercise: its instruction sentences, in order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.extract.dose import COUNTED, find_claims
from pipeline.extract.exercises.instructions import Role, is_progression, role_of
from pipeline.extract.exercises.labels import Part
from pipeline.extract.exercises.sentences import Sentence, split_sentences
from pipeline.extract.exercises.units import Piece, Unit

_NOT_STEPS = (Part.PURPOSE, Part.MUSCLES, Part.EQUIPMENT, Part.MISTAKES, Part.PROGRESSION, Part.TIPS, Part.CAUTION)

_COUNTING = re.compile(
    r"\b(?:sets?|reps?|repetitions?|times|hold|seconds?|minutes?|x\s*\d+|each|подход\w*|повтор\w*|раза?|секунд\w*|минут\w*)\b",
    re.I,
)


@dataclass(slots=True)
class Body:
    """A unit's sentences with their roles; ``steps`` are those that instruct, in order."""

    sentences: list[tuple[Sentence, Role, Piece]] = field(default_factory=list)
    steps: list[Sentence] = field(default_factory=list)

    @property
    def moves(self) -> int:
        """How many sentences tell the reader to move a part of the body or take a posture."""
        return sum(role is Role.MOVE and piece.part not in _NOT_STEPS for _, role, piece in self.sentences)

    @property
    def instructions(self) -> int:
        """How many sentences instruct at all."""
        return sum(
            role in (Role.MOVE, Role.INSTRUCTION) and piece.part not in _NOT_STEPS for _, role, piece in self.sentences
        )


def read_body(text: str, unit: Unit) -> Body:
    """Split a unit's pieces into sentences and pick the steps.

    Where a list holds the instructions, its items are the steps (with paragraphs of instructions
    before it); else the stretch of each paragraph from its first instruction on, without description.
    """
    body = Body()
    runs: list[tuple[Piece, list[tuple[Sentence, Role]]]] = []
    for piece in unit.pieces:
        run = [(sentence, _role(sentence.text)) for sentence in split_sentences(text, piece.start, piece.end)]
        runs.append((piece, run))
        body.sentences += [(sentence, role, piece) for sentence, role in run]
    listed = [
        i for i, (piece, run) in enumerate(runs) if piece.item and piece.part not in _NOT_STEPS and _instructs(run)
    ]
    many = len(listed) >= 2
    for i, (piece, run) in enumerate(runs):
        if piece.column is not None or piece.part in _NOT_STEPS:
            continue
        if many and not piece.item and i > listed[-1] and piece.part is None:
            continue
        if many and not piece.item and i < listed[0] and piece.part is None and not _moves(run):
            continue
        if (piece.item and many and listed[0] <= i <= listed[-1]) or piece.part in (Part.POSITION, Part.HOW, Part.DOSE):
            body.steps += [sentence for sentence, role in run if role not in (Role.DESCRIPTION, Role.STOP)]
        elif _instructs(run):
            leads = many and not piece.item and run[-1][0].text.endswith(":")  # "... by doing the following:"
            if leads and not _moves(run[:-1]):
                continue
            body.steps += _from_first(run[:-1] if leads else run)
    return body


def _role(text: str) -> Role:
    """The role of a sentence; one that says little but a count instructs ("3 sets of 10, twice a day")."""
    role = role_of(text)
    if (
        role is Role.OTHER
        and _COUNTING.search(text)
        and len(text.split()) <= 12
        and any(claim.field in COUNTED for claim in find_claims(text))
    ):
        return Role.INSTRUCTION
    return role


def _instructs(run: list[tuple[Sentence, Role]]) -> bool:
    return any(role in (Role.MOVE, Role.INSTRUCTION) for _, role in run)


def _moves(run: list[tuple[Sentence, Role]]) -> bool:
    return any(role is Role.MOVE for _, role in run)


def _from_first(run: list[tuple[Sentence, Role]]) -> list[Sentence]:
    """From the first instruction to the last, what describes left out."""
    places = [i for i, (_, role) in enumerate(run) if role in (Role.MOVE, Role.INSTRUCTION)]
    return [sentence for sentence, role in run[places[0] : places[-1] + 1] if role not in (Role.DESCRIPTION, Role.STOP)]


def progressions(body: Body) -> list[Sentence]:
    """What makes the exercise harder, or a variant of it."""
    return [
        sentence
        for sentence, _, piece in body.sentences
        if piece.part is Part.PROGRESSION or (piece.part is not Part.PURPOSE and is_progression(sentence.text))
    ]
