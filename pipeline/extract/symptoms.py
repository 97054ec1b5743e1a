"""Symptoms: what else their words say of them."""

from __future__ import annotations

from pipeline.extract.choose import Chosen
from pipeline.extract.lexicon import rows
from pipeline.extract.reading import Reading
from schemas.enums import Laterality, RecordKind, Severity

_SLOTS = {word: (slot, value) for slot, value, words in rows("symptom_slots.tsv") for word in words.split()}
_NEGATIONS = frozenset(("no", "without"))


def fill_symptoms(reading: Reading, chosen: list[Chosen]) -> list[Chosen]:
    """Read body site, side, quality, severity, onset and course from the name; negated where all places deny it."""
    for item in chosen:
        if item.found.kind is not RecordKind.SYMPTOM:
            continue
        phrase = item.phrases[0]
        values = item.found.values
        for at in range(phrase.first, phrase.last):
            slot, value = _SLOTS.get(reading.words[at], ("", ""))
            if slot == "quality":
                values.setdefault("quality", []).append(value)
            elif slot == "severity":
                values.setdefault(slot, Severity(value))
            elif slot == "laterality":
                values.setdefault(slot, Laterality(value))
            elif slot:
                values.setdefault(slot, value)
        values["body_sites"] = [
            reading.document.text[match.start : match.end]
            for match in reading.sentences[phrase.sentence].matches
            if reading.starts[phrase.first] <= match.start
            and match.end <= reading.ends[phrase.last - 1]
            and any(entry.kind == "body_site" for entry in match.entries)
        ]
        values["negated"] = all(
            not _NEGATIONS.isdisjoint(reading.words[max(reading.sentences[p.sentence].first, p.first - 2) : p.first])
            for p in item.phrases
        )
    return chosen
