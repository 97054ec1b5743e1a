"""Doses, cautions and side effects of treatments, as the page states them."""

from __future__ import annotations

from functools import lru_cache

from pipeline.extract.choose import Chosen
from pipeline.extract.found import Mention
from pipeline.extract.lexicon import lead_kind, rows
from pipeline.extract.listed import listed
from pipeline.extract.reading import Reading, is_item
from pipeline.extract.slot_rules import rules_of, stated
from pipeline.structure.sections import heading_level
from schemas.enums import SectionKind, TreatmentType

_DRUGS = frozenset(
    (
        TreatmentType.DRUG,
        TreatmentType.DRUG_CLASS,
        TreatmentType.TOPICAL,
        TreatmentType.INJECTION,
        TreatmentType.SUPPLEMENT,
        TreatmentType.VACCINE,
    )
)
_SURGICAL = frozenset((TreatmentType.SURGERY, TreatmentType.PROCEDURE))
_EFFECTS = frozenset(("effect", "effects", "side-effects", "reaction", "reactions"))
_NEAR = 6  # tokens from "side effects" to the verb or "such as"
_FAR = 3  # sentences between a treatment and what is said of its side effects
_LONGEST_EFFECT = 12


def add_precautions(reading: Reading, treatments: list[Chosen]) -> None:
    """Set ``dose``, ``cautions`` and ``side_effects``, each value with the words that state it."""
    for item in treatments:
        drug = item.found.values["type"] in _DRUGS
        for phrase in item.phrases:
            sentence = reading.sentences[phrase.sentence]
            if heading_level(reading.document.lines[sentence.line].block) is not None:
                continue
            for rule in rules_of("treatment"):
                timed = rule.name == "time_after"
                if rule.slot == "dose" and (
                    "dose" in item.found.values or drug is timed or item.found.values["type"] in _SURGICAL
                ):
                    continue
                hit = stated(reading, rule, phrase.sentence, phrase.first, phrase.last)
                if hit is None:
                    continue
                if rule.slot == "dose":
                    item.found.values["dose"] = hit.value
                    _note(item, "dose", hit.start, hit.end, rule.name)
                else:
                    span = reading.starts[sentence.first], reading.ends[sentence.last - 1]
                    _add(reading, item, rule.slot, *span, rule.name)
    _side_effects(reading, treatments)


def _note(item: Chosen, field: str, start: int, end: int, rule: str) -> None:
    item.found.mentions.append(Mention(field, start, end, f"{field}.{rule}", item.found.mentions[0].confidence))


def _add(reading: Reading, item: Chosen, field: str, start: int, end: int, rule: str) -> None:
    held = item.found.values.setdefault(field, [])
    value = reading.document.text[start:end]
    if value not in held:
        held.append(value)
        _note(item, field, start, end, rule)


@lru_cache(maxsize=1)
def side_effect_cues() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Rule names with the words that list side effects."""
    return tuple((name, tuple(words.split())) for name, words, _, _ in rows("side_effect_cues.tsv"))


def _cue_after(reading: Reading, at: int, last: int) -> tuple[str, int] | None:
    """The first cue behind "side effects", with the token where its list begins."""
    for begin in range(at, min(last, at + _NEAR)):
        for name, cue in side_effect_cues():
            if tuple(reading.words[begin : begin + len(cue)]) == cue:
                return name, begin + len(cue)
        if reading.classes[begin] == "punct" and reading.words[begin] not in ",(":
            return None
    return None


def _side_effects(reading: Reading, treatments: list[Chosen]) -> None:
    """What "side effects include" lists, and the items of such lists, go to the treatment named last before."""
    if "effect" not in reading.document.text and "reaction" not in reading.document.text:
        return
    named: list[tuple[int, int, Chosen]] = sorted(
        ((phrase.sentence, phrase.first, item) for item in treatments for phrase in item.phrases),
        key=lambda entry: entry[:2],
    )
    words = reading.words
    for index, sentence in enumerate(reading.sentences):
        announced = _announced(reading, index)
        for at in range(sentence.first, sentence.last):
            if words[at] not in _EFFECTS:
                continue
            owner = _owner(named, index, sentence.last)
            cue = _cue_after(reading, at + 1, sentence.last)
            if owner is None or cue is None:
                continue
            for first, last in listed(reading, cue[1], sentence.last):
                _add(reading, owner, "side_effects", reading.starts[first], reading.ends[last - 1], cue[0])
            break
        if announced is not None and (owner := _owner(named, announced, reading.sentences[announced].last)):
            first, last = sentence.first, sentence.last
            while last > first and reading.classes[last - 1] in ("punct", "conj"):
                last -= 1
            if 0 < last - first <= _LONGEST_EFFECT:
                _add(reading, owner, "side_effects", reading.starts[first], reading.ends[last - 1], "list")


def _announced(reading: Reading, index: int) -> int | None:
    """The sentence that leads in the list of side effects that an item stands in; null where it stands in none."""
    sentence = reading.sentences[index]
    line = reading.document.lines[sentence.line]
    lead = reading.leads[sentence.line]
    if sentence.index or lead is None or not is_item(line.block):
        return None
    last = reading.last_sentence.get(lead)
    if last is None:
        return None
    leading = reading.sentences[last]
    heads = heading_level(reading.document.lines[lead].block) is not None
    kind = reading.document.sections[line.section].kind if heads else None
    if kind is not SectionKind.SIDE_EFFECTS and _EFFECTS.isdisjoint(reading.words[leading.first : leading.last]):
        return None
    says = lead_kind(reading.text(leading.first, leading.last))
    return last if kind is SectionKind.SIDE_EFFECTS or says == SectionKind.SIDE_EFFECTS.value else None


def _owner(named: list[tuple[int, int, Chosen]], sentence: int, before: int) -> Chosen | None:
    """The treatment named last before a token, at most a few sentences back."""
    for place, first, item in reversed(named):
        if place <= sentence and first < before:
            return item if sentence - place <= _FAR else None
    return None
