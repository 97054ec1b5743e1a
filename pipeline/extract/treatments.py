"""Treatments: their type, from the vocabulary, from their last word, else from their form."""

from __future__ import annotations

from functools import lru_cache

from pipeline.extract.choose import Chosen
from pipeline.extract.examples import add_examples
from pipeline.extract.lexicon import rows
from pipeline.extract.normal import singular
from pipeline.extract.precautions import add_precautions
from pipeline.extract.reading import Reading
from schemas.enums import RecordKind, TreatmentType


@lru_cache(maxsize=1)
def type_words() -> dict[str, TreatmentType]:
    """Word of a treatment's name -> the type that it tells, from ``data/treatment_types.tsv``."""
    return {word: TreatmentType(name) for name, words, _ in rows("treatment_types.tsv") for word in words.split()}


def fill_treatments(reading: Reading, chosen: list[Chosen]) -> list[Chosen]:
    """Give each treatment its type, examples, dose, cautions and side effects; examples become records too."""
    treatments = [item for item in chosen if item.found.kind is RecordKind.TREATMENT]
    if not treatments:
        return chosen
    for item in treatments:
        item.found.values["type"] = _type(reading, item)
    fresh = add_examples(reading, treatments)
    add_precautions(reading, [*treatments, *fresh])
    return [*chosen, *fresh]


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
    table = type_words()
    for word in reversed(reading.words[phrase.first : phrase.last]):
        found = table.get(word) or table.get(singular(word))
        if found is not None:
            return found
    return TreatmentType.SELF_CARE
