"""Treatments: their type, from the vocabulary, from their last word, else from their form."""

from __future__ import annotations

from pipeline.extract.choose import Chosen
from pipeline.extract.lexicon import rows
from pipeline.extract.normal import singular
from pipeline.extract.reading import Reading
from schemas.enums import RecordKind, TreatmentType

_BY_WORD = {word: TreatmentType(name) for name, words in rows("treatment_types.tsv") for word in words.split()}


def fill_treatments(reading: Reading, chosen: list[Chosen]) -> list[Chosen]:
    """Give each treatment its type."""
    for item in chosen:
        if item.found.kind is RecordKind.TREATMENT:
            item.found.values["type"] = _type(reading, item)
    return chosen


def _type(reading: Reading, item: Chosen) -> TreatmentType:
    phrase = item.phrases[0]
    begin, end = reading.starts[phrase.first], reading.ends[phrase.last - 1]
    for match in reading.sentences[phrase.sentence].matches:
        if begin <= match.start and match.end == end:
            for entry in match.entries:
                if entry.kind == "drug":
                    return TreatmentType.DRUG
                known = str(entry.attributes.get("type", ""))
                if entry.kind == "treatment" and known in set(TreatmentType):
                    return TreatmentType(known)
    for word in reversed(reading.words[phrase.first : phrase.last]):
        found = _BY_WORD.get(singular(word))
        if found is not None:
            return found
    return TreatmentType.SELF_CARE
