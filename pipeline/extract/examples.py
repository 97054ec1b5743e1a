"""Examples of a treatment: "painkillers such as ibuprofen" names two treatments."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pipeline.extract.candidates import Phrase
from pipeline.extract.choose import Chosen
from pipeline.extract.found import Found, Mention
from pipeline.extract.lexicon import rows
from pipeline.extract.listed import listed
from pipeline.extract.normal import normal_name
from pipeline.extract.reading import Reading
from schemas.enums import RecordKind, TreatmentType

_SURENESS = 0.9  # of an example, as a share of the treatment's that it stands for
_SURE = 0.7  # below it a treatment is too doubtful to make its examples records
_GAP = 6
_STRICT = frozenset(("like", "including", "("))
_GAP_ENDS = frozenset((".", ";", ":", "and", "or"))
_KINDS = ("drug", "treatment")


@lru_cache(maxsize=1)
def example_cues() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Rule names with the words of the cue, the longest first."""
    cues = [(name, tuple(words.split())) for name, words, _, _ in rows("example_cues.tsv")]
    return tuple(sorted(cues, key=lambda cue: -len(cue[1])))


def add_examples(reading: Reading, treatments: list[Chosen]) -> list[Chosen]:
    """Set each treatment's ``examples``; gives the records of examples that are none yet."""
    known = {item.key: item for item in treatments}
    taken = {(phrase.sentence, at) for item in treatments for phrase in item.phrases for at in _tokens(phrase)}
    fresh: list[Chosen] = []
    for item in treatments:
        for phrase in item.phrases:
            brand = item.found.values["type"] is TreatmentType.DRUG
            for first, last, rule in _examples(reading, phrase, taken, brand):
                name = reading.text(first, last)
                key = normal_name(name)
                if key in ("", item.key) or not _is_treatment(reading, phrase.sentence, first, last, key, known, item):
                    continue
                held = item.found.values.setdefault("examples", [])
                if key not in map(normal_name, held):
                    held.append(name)
                    span = (reading.starts[first], reading.ends[last - 1])
                    sure = item.found.mentions[0].confidence
                    item.found.mentions.append(Mention("examples", *span, f"examples.{rule}", sure))
                denied = item.found.values.get("negated")
                if key not in known and not denied and item.found.mentions[0].confidence >= _SURE:
                    known[key] = _record(reading, item, Phrase(phrase.sentence, first, last, "example"), name, key)
                    fresh.append(known[key])
    return fresh


def _tokens(phrase: Phrase) -> range:
    return range(phrase.first, phrase.last)


def _examples(
    reading: Reading, phrase: Phrase, taken: set[tuple[int, int]], brand: bool
) -> Iterator[tuple[int, int, str]]:
    """Token spans of what a cue after the name lists; the gap before the cue holds no other treatment."""
    words = reading.words
    last = reading.sentences[phrase.sentence].last
    for at in range(phrase.last, min(last, phrase.last + _GAP)):
        for rule, cue in example_cues():
            if tuple(words[at : at + len(cue)]) == cue:
                near = at == phrase.last or (at == phrase.last + 1 and words[phrase.last] in ",(")
                if rule == "bracket" and brand:
                    return  # "ibuprofen (Nurofen)" is one drug under two names
                if near or cue[0] not in _STRICT:
                    for first, end in listed(reading, at + len(cue), last):
                        yield first, end, rule
                return
        if (phrase.sentence, at) in taken or words[at] in _GAP_ENDS:
            return


def _is_treatment(
    reading: Reading, sentence: int, first: int, last: int, key: str, known: dict[str, Chosen], item: Chosen
) -> bool:
    """A record already, a drug or treatment by the vocabulary, or a proper name after a class of drugs."""
    if key in known:
        return True
    if reading.words[first] == "aka":
        return False
    begin, end = reading.starts[first], reading.ends[last - 1]
    for match in reading.sentences[sentence].matches:
        if begin <= match.start and match.end == end:
            return any(entry.kind in _KINDS for entry in match.entries)
        if match.start < end and begin < match.end and not any(entry.kind in _KINDS for entry in match.entries):
            return False
    name = reading.document.text[begin:end]
    if name.rstrip("s").isupper():  # "(NSAIDs)" is the class itself
        return False
    return item.found.values.get("type") is TreatmentType.DRUG_CLASS and name[0].isupper() and " " not in name


def _record(reading: Reading, item: Chosen, phrase: Phrase, name: str, key: str) -> Chosen:
    sure = item.found.mentions[0].confidence * _SURENESS
    span = (reading.starts[phrase.first], reading.ends[phrase.last - 1])
    found = Found(RecordKind.TREATMENT, name, [Mention("name", *span, "treatment.example", sure)])
    kind = item.found.values["type"]
    found.values["type"] = TreatmentType.DRUG if kind is TreatmentType.DRUG_CLASS else kind
    return Chosen(found, [phrase], item.score * _SURENESS, key)
