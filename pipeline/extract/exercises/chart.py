"""Chart one unit: its steps, dose, position and the rest, as a found record."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.dose import Claim, Dose, Field, Tier, find_claims, resolve
from pipeline.extract.dose.numbers import AMOUNT, DURATION, read_amount, read_duration
from pipeline.extract.exercises.equipment import find_equipment
from pipeline.extract.exercises.instructions import is_caution
from pipeline.extract.exercises.labels import Part
from pipeline.extract.exercises.position import position_in, start_position
from pipeline.extract.exercises.scope import speaks_of_all
from pipeline.extract.exercises.steps import Body, progressions
from pipeline.extract.exercises.units import Piece, Unit
from pipeline.extract.found import Found, Mention
from pipeline.structure.document import Document
from pipeline.vocabulary.terms import Vocabulary
from schemas.base import Range
from schemas.enums import RecordKind, RepsBasis

STATIC = re.compile(
    r"\b(?:stretch(?:es|ing)?|planks?|holds?|poses?|wall[-\s]+sits?|(?:dead\s+)?hangs?|asanas?|планк\w+|растяжк\w+|поза)\b",
    re.I,
)
_DYNAMIC = re.compile(
    r"\b(?:taps?|jacks?|walk\w*|rows?|rotations?|reach\w*|twists?|dips?|climb\w*|crawls?|lifts?|raises?|pulses?|kicks?|march\w*"
    r"|rocks?|up[-\s]?downs?|push-?ups?|drags?|saws?|hops?)\b",
    re.I,
)
_AMOUNT = re.compile(AMOUNT, re.I)
_DURATION = re.compile(DURATION, re.I)
_CONFIDENCE = {2: 0.95, 1: 0.8, 0: 0.6}


def unit_claims(document: Document, unit: Unit, body: Body) -> list[Claim]:
    """The dose claims of a unit, with offsets into the document."""
    name = document.text[unit.start : unit.end]
    claims = [shifted(claim, unit.start) for claim in find_claims(name) if claim.field is Field.ALTERNATE]
    for sentence, _, piece in body.sentences:
        if piece.part in (Part.MISTAKES, Part.PURPOSE) or piece.column is not None:
            continue
        if unit.layout != "listed" and speaks_of_all(sentence.text):
            continue
        tier = Tier.PROGRESSION if piece.part is Part.PROGRESSION else None
        claims += [shifted(claim, sentence.start, tier) for claim in find_claims(sentence.text)]
    for piece in unit.pieces:
        if piece.column is not None:
            claims += _column_claims(document.text, piece)
    return claims


def shifted(claim: Claim, by: int, tier: Tier | None = None) -> Claim:
    """A claim moved into the document."""
    return replace(claim, start=claim.start + by, end=claim.end + by, tier=tier or claim.tier)


def _column_claims(text: str, piece: Piece) -> list[Claim]:
    """What a table cell says under a heading that names the amount."""
    cell = text[piece.start : piece.end]
    found = find_claims(cell)
    wanted = {Field.REPS: (Field.REPS, Field.REPEATS), Field.HOLD: (Field.HOLD,)}.get(
        piece.column or Field.REST, (piece.column,)
    )
    if any(claim.field in wanted for claim in found):
        return [shifted(claim, piece.start) for claim in found]
    if piece.column in (Field.REST, Field.FREQUENCY):
        return [Claim(piece.column, piece.start, piece.end, "column")] if re.search(r"\w", cell) else []
    timed = _DURATION.search(cell)
    if timed and piece.column is not Field.SETS:
        field = Field.HOLD if piece.column is Field.HOLD else Field.DURATION
        return [
            Claim(field, piece.start + timed.start(), piece.start + timed.end(), "column", read_duration(timed.group()))
        ]
    counted = _AMOUNT.search(cell)
    if counted is None or piece.column is None:
        return [shifted(claim, piece.start) for claim in found]
    claim = Claim(
        piece.column, piece.start + counted.start(), piece.start + counted.end(), "column", read_amount(counted.group())
    )
    return [claim, *(shifted(other, piece.start) for other in found if other.field in (Field.SIDE, Field.ALTERNATE))]


def chart(document: Document, vocabulary: Vocabulary, unit: Unit, body: Body, claims: list[Claim]) -> Found:
    """The found exercise of a unit that was accepted."""
    text = document.text
    name = text[unit.start : unit.end]
    found = Found(
        RecordKind.EXERCISE,
        name,
        [Mention("name", unit.start, unit.end, f"exercise-{unit.layout}", _CONFIDENCE[unit.likeness])],
    )
    values = found.values
    values["number"] = unit.number
    values["steps"] = [sentence.text for sentence in body.steps]
    found.mentions += [Mention("steps", sentence.start, sentence.end, "instruction", 0.9) for sentence in body.steps]
    dose = resolve(text, claims)
    write_dose(found, dose)
    if unit.mirrored:
        values["per_side"] = True
    _write_position(found, text, unit, body)
    _write_equipment(found, document, unit)
    _write_terms(found, document, vocabulary, unit)
    harder = progressions(body)
    values["progressions"] = [sentence.text for sentence in harder]
    found.mentions += [
        Mention("progressions", sentence.start, sentence.end, "progression", 0.85) for sentence in harder
    ]
    cautions = [
        sentence
        for sentence, _, piece in body.sentences
        if piece.part is Part.CAUTION or (piece.column is None and is_caution(sentence.text))
    ]
    values["cautions"] = [sentence.text for sentence in cautions]
    found.mentions += [Mention("cautions", sentence.start, sentence.end, "caution", 0.85) for sentence in cautions]
    return found


_COLUMNS = {
    Field.REPS: "reps",
    Field.REPEATS: "reps",
    Field.MORE_REPS: "reps",
    Field.TOTAL: "reps",
    Field.SETS: "sets",
    Field.MORE_SETS: "sets",
    Field.HOLD: "hold_seconds",
    Field.DURATION: "duration_seconds",
    Field.REST: "rest",
    Field.FREQUENCY: "frequency",
    Field.SIDE: "per_side",
    Field.ALTERNATE: "alternating",
}


def write_dose(found: Found, dose: Dose, *, shared: bool = False) -> None:
    """Put a dose into the columns that are still open; ``shared`` marks one given for several exercises."""
    values = found.values
    written: set[str] = set()

    def put(column: str, value: object) -> None:
        if value is not None and values.get(column) is None:
            values[column] = value
            written.add(column)

    static = is_static(found.name)
    hold, duration = dose.hold_seconds, dose.duration_seconds
    if static and hold is None and duration is not None:
        hold, duration = duration, None
    if shared and static and hold is None:
        dose = replace(dose, reps=None)
    if values.get("reps") is None and dose.reps is not None:
        put("reps", as_dict(dose.reps))
        values["reps_basis"] = RepsBasis.PER_SIDE if dose.reps_per_side else RepsBasis.TOTAL
    put("sets", as_dict(dose.sets))
    put("hold_seconds", as_dict(hold))
    put("duration_seconds", as_dict(duration))
    put("rest", dose.rest)
    put("frequency", dose.frequency)
    if dose.per_side or (dose.alternating and not dose.in_total):
        put("per_side", True)
    if dose.alternating:
        put("alternating", True)
    for claim in dose.claims:
        column = _COLUMNS.get(claim.field)
        if column == "duration_seconds" and duration is None:
            column = "hold_seconds"
        if column in written:
            rule = f"shared-{claim.rule}" if shared else claim.rule
            found.mentions.append(Mention(str(column), claim.start, claim.end, rule, 0.85 if shared else 0.95))


def is_static(name: str) -> bool:
    """Whether an exercise is held still by its name: a plank is, a plank with shoulder taps is not."""
    return bool(STATIC.search(name)) and not _DYNAMIC.search(name)


def as_dict(value: Range | None) -> dict[str, int | None] | None:
    """A range as the column takes it."""
    return None if value is None else {"min": value.min, "max": value.max}


def _write_position(found: Found, text: str, unit: Unit, body: Body) -> None:
    labelled = [sentence for sentence, _, piece in body.sentences if piece.part is Part.POSITION]
    place = start_position([*labelled, *body.steps] if labelled else body.steps, found.name)
    if place is None:
        named = position_in(found.name, anywhere=True)
        if named is not None:
            place = named[0], unit.start + named[1], unit.start + named[2]
    if place is None and unit.layout == "listed":  # "Figure-4 stretch (supine)", "Dips, seated, rest 2 min"
        line_end = text.find("\n", unit.end)
        beside = position_in(text[unit.end : line_end if line_end >= 0 else len(text)], anywhere=True)
        place = (beside[0], unit.end + beside[1], unit.end + beside[2]) if beside else None
    if place is None and unit.intro is not None:
        told = position_in(text[unit.intro[0] : unit.intro[1]])
        place = (told[0], unit.intro[0] + told[1], unit.intro[0] + told[2]) if told else None
    if place is not None:
        found.values["position"] = place[0]
        found.mentions.append(Mention("position", place[1], place[2], "start-position", 0.9))


def _write_equipment(found: Found, document: Document, unit: Unit) -> None:
    stretches = [
        (unit.start, unit.end),
        *((piece.start, piece.end) for piece in unit.pieces if piece.part not in (Part.PROGRESSION, Part.MISTAKES)),
    ]
    names: list[str] = []
    for start, end in stretches:
        for name, low, high in find_equipment(document.text, start, end):
            if name not in names:
                names.append(name)
                found.mentions.append(Mention("equipment", low, high, "equipment", 0.9))
    found.values["equipment"] = names


def _write_terms(found: Found, document: Document, vocabulary: Vocabulary, unit: Unit) -> None:
    """Muscles and body regions that the text names, then muscles that the name alone tells."""
    muscles: list[str] = []
    regions: list[str] = []
    for start, end in ((unit.start, unit.end), *((piece.start, piece.end) for piece in unit.pieces)):
        for match in vocabulary.find(document.text[start:end]):
            for kind, names in (("muscle", muscles), ("body_site", regions)):
                entry = next((entry for entry in match.entries if entry.kind == kind), None)
                if entry is not None and entry.name not in names:
                    names.append(entry.name)
                    field = "muscles" if kind == "muscle" else "body_regions"
                    found.mentions.append(Mention(field, start + match.start, start + match.end, "vocabulary", 0.9))
    inferred = [name for name in _muscles_of(vocabulary, found.name) if name not in muscles]
    found.values |= {"muscles": muscles, "body_regions": regions, "muscles_inferred": inferred}


def _muscles_of(vocabulary: Vocabulary, name: str) -> list[str]:
    """The muscles of the exercise that a name names, else of the longest one within it ("barbell squat")."""
    entries = [entry for entry in vocabulary.lookup(name) if entry.kind == "exercise"]
    if not entries:
        within = [
            (match.end - match.start, entry)
            for match in vocabulary.find(name)
            for entry in match.entries
            if entry.kind == "exercise"
        ]
        entries = [max(within, key=lambda pair: pair[0])[1]] if within else []
    told = entries[0].attributes.get("muscles", ()) if entries else ()
    return [told] if isinstance(told, str) else list(dict.fromkeys(told))
