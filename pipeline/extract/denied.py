"""What is denied of symptoms and treatments, set apart as negated records of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pipeline.extract.candidates import Phrase
from pipeline.extract.choose import Chosen
from pipeline.extract.found import Found, Mention
from pipeline.extract.negation import denial
from pipeline.extract.normal import normal_name
from pipeline.extract.reading import Reading, token_at
from schemas.enums import BlockKind, RecordKind

_OUTRIGHT = ("not_cause", "not_with", "not_there")  # what a condition does not do, whatever the scorer takes it for
_SURE = 0.8


def part_denied(reading: Reading, chosen: Iterable[Chosen]) -> list[Chosen]:
    """Symptoms and treatments with what is denied of them set apart, as a negated record of its own.

    A treatment in the head row of a table names a column and is left out.
    """
    out = []
    for item in chosen:
        kind = item.found.kind
        if kind not in (RecordKind.SYMPTOM, RecordKind.TREATMENT):
            out.append(item)
            continue
        stated = [p for p in item.phrases if not (kind is RecordKind.TREATMENT and _heads_column(reading, p))]
        refused = [p for p in stated if denial(reading, p, kind)]
        kept = [p for p in stated if p not in refused]
        if len(kept) == len(item.phrases):
            item.found.values["negated"] = False
            out.append(item)
            continue
        out += [_part(reading, item, part, part is refused) for part in (kept, refused) if part]
    out += _denied_terms(reading, out)
    return out


def _denied_terms(reading: Reading, chosen: Iterable[Chosen]) -> list[Chosen]:
    """Symptoms of the vocabulary that a sentence denies outright and that are no record yet: a denial is a finding."""
    taken = {(p.sentence, at) for item in chosen for p in item.phrases for at in range(p.first, p.last)}
    fresh: dict[str, Chosen] = {}
    for number, sentence in enumerate(reading.sentences):
        for match in sentence.matches:
            if all(entry.kind != RecordKind.SYMPTOM for entry in match.entries):
                continue
            phrase = Phrase(number, token_at(reading, match.start), token_at(reading, match.end), "denied")
            if any((number, at) in taken for at in range(phrase.first, phrase.last)):
                continue
            if denial(reading, phrase, RecordKind.SYMPTOM) not in _OUTRIGHT:
                continue
            name = reading.document.text[match.start : match.end]
            mention = Mention("name", match.start, match.end, "symptom.denied", _SURE)
            held = fresh.setdefault(
                normal_name(name),
                Chosen(Found(RecordKind.SYMPTOM, name, [], {"negated": True}), [], 0.0, normal_name(name)),
            )
            held.phrases.append(phrase)
            if name.lower() == held.found.name.lower():
                held.found.mentions.append(mention)
    return list(fresh.values())


def _heads_column(reading: Reading, phrase: Phrase) -> bool:
    block = reading.document.lines[reading.sentences[phrase.sentence].line].block
    return block.kind is BlockKind.TABLE_ROW and block.header


def _part(reading: Reading, item: Chosen, phrases: list[Phrase], negated: bool) -> Chosen:
    names = [reading.text(phrase.first, phrase.last) for phrase in phrases]
    counts = Counter(names)
    name = max(names, key=lambda text: (counts[text], -names.index(text)))
    sure = item.found.mentions[0].confidence
    kind = item.found.kind
    mentions = [
        Mention("name", reading.starts[p.first], reading.ends[p.last - 1], f"{kind.value}.{p.rule}", sure)
        for p, text in zip(phrases, names, strict=True)
        if text.lower() == name.lower()
    ]
    return Chosen(Found(kind, name, mentions, {**item.found.values, "negated": negated}), phrases, item.score, item.key)
