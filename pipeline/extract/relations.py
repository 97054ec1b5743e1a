"""How records of one document relate: each symptom and treatment to the conditions that its places speak of.

The weights of ``data/pair_weights.tsv`` are written by ``benchmarks/train_relations.py``; nothing here learns.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.candidates import Phrase
from pipeline.extract.causes import listed_causes
from pipeline.extract.choose import Chosen
from pipeline.extract.features import context_of
from pipeline.extract.found import Found, FoundRelation, Mention
from pipeline.extract.lexicon import rows
from pipeline.extract.negation import advised_against, denial, withheld
from pipeline.extract.normal import normal_name
from pipeline.extract.overrule import antecedent, warned_off
from pipeline.extract.pairs import Pair, Pairs
from pipeline.extract.predicates import certainty_of, clause_of, refined, when_of
from pipeline.extract.reading import Reading
from schemas.enums import ConditionRole, Predicate, RecordKind

COLUMNS = (Predicate.SYMPTOM_OF, Predicate.TREATS, Predicate.PREVENTS, Predicate.CONTRAINDICATED)
OF_KIND = {RecordKind.SYMPTOM: (0,), RecordKind.TREATMENT: (1, 2, 3)}
_CONTRAINDICATED = COLUMNS.index(Predicate.CONTRAINDICATED)
_WARNED = 2.0  # log odds above the threshold of what a sentence says in so many words
_NONE = (0.0,) * len(COLUMNS)


@dataclass(frozen=True, slots=True)
class PairWeights:
    """Feature -> weight for each of ``COLUMNS``; ``@bias`` is added, ``@threshold`` is what a pair must exceed."""

    table: Mapping[str, tuple[float, ...]]

    def score(self, features: list[str], column: int) -> float:
        """How far above the threshold a pair stands, in log odds."""
        table = self.table
        total = table["@bias"][column] - table["@threshold"][column]
        return total + sum(table.get(feature, _NONE)[column] for feature in features)

    def confidence(self, score: float, column: int) -> float:
        """The probability that a score stands for."""
        return 1.0 / (1.0 + math.exp(-max(min(score + self.table["@threshold"][column], 30.0), -30.0)))


@lru_cache(maxsize=1)
def shipped_pair_weights() -> PairWeights:
    """The weights that the project ships."""
    return PairWeights({row[0]: tuple(map(float, row[1:])) for row in rows("pair_weights.tsv")})


def relate(reading: Reading, chosen: list[Chosen], weights: PairWeights | None = None) -> list[FoundRelation]:
    """Relations of every accepted symptom and treatment, each quoting the sentence that states it best.

    Causes and complications relate to the topic by their role; causes that are no records by their text.
    """
    conditions = [item for item in chosen if item.found.kind is RecordKind.CONDITION]
    topic = next((c.found for c in conditions if c.found.values.get("role") is ConditionRole.TOPIC), None)
    relations = listed_causes(reading, chosen)
    if topic is not None:
        for item in conditions:
            if item.found is not topic:
                relations += _between(reading, item, topic)
    weights = weights or shipped_pair_weights()
    best: dict[tuple[int, int, int], tuple[float, Pair]] = {}
    warned: set[tuple[int, int]] = set()
    pairs = Pairs(reading, chosen)
    for pair in pairs:
        ends = (id(pair.item), id(pair.condition))
        if warned_off(reading, pair):
            warned.add(ends)
            best[(*ends, _CONTRAINDICATED)] = (_WARNED, pair)
            continue
        if pair.item.found.values.get("negated") or _void(reading, pairs, pair):
            continue
        columns = OF_KIND[pair.item.found.kind]
        if pair.item.found.kind is RecordKind.TREATMENT and advised_against(reading, pair.phrase):
            columns = (_CONTRAINDICATED,)
        for column in columns:
            score = weights.score(pair.features, column)
            key = (*ends, column)
            if score > 0 and (key not in best or score > best[key][0]):
                best[key] = (score, pair)
    for (*pair_ends, column), (score, pair) in best.items():
        if column != _CONTRAINDICATED and tuple(pair_ends) in warned:
            continue
        confidence = weights.confidence(score, column)
        relations.append(_relation(reading, pair.phrase, pair.item, COLUMNS[column], pair.condition.found, confidence))
    return relations


def _void(reading: Reading, pairs: Pairs, pair: Pair) -> bool:
    """Whether a mention tells nothing of this condition: it only warns, or its clause speaks of another."""
    kind = pair.item.found.kind
    if kind is RecordKind.SYMPTOM:
        return withheld(reading, pair.phrase, kind)
    meant = antecedent(reading, pairs, pair.phrase)
    return meant is not None and meant is not pair.condition


def _between(reading: Reading, item: Chosen, topic: Found) -> list[FoundRelation]:
    role = item.found.values.get("role")
    if f" {item.key} " in f" {normal_name(topic.name)} ":
        return []  # a part of the topic's name is no cause of it
    phrase = next((p for p in item.phrases if not denial(reading, p, RecordKind.CONDITION)), None)
    if phrase is None:
        return []  # "not caused by heel spurs"
    confidence = min(item.found.mentions[0].confidence, topic.mentions[0].confidence)
    if role is ConditionRole.CAUSE:
        context = context_of(reading, reading.sentences[phrase.sentence])
        predicate = Predicate.RISK_FACTOR_OF if context.endswith("risk_factors") else Predicate.CAUSE_OF
        return [_relation(reading, phrase, item, predicate, topic, confidence)]
    if role is ConditionRole.COMPLICATION:
        return [_relation(reading, phrase, item, Predicate.COMPLICATION_OF, topic, confidence)]
    return []


def _relation(
    reading: Reading, phrase: Phrase, item: Chosen, predicate: Predicate, subject: Found, confidence: float
) -> FoundRelation:
    sentence = reading.sentences[phrase.sentence]
    clause = clause_of(reading, phrase)
    predicate = refined(predicate, clause, subject.name)
    start, end = reading.starts[sentence.first], reading.ends[sentence.last - 1]
    return FoundRelation(
        predicate,
        item.found,
        subject,
        [Mention("relation", start, end, f"relation.{predicate.value}", confidence)],
        certainty_of(clause),
        when=when_of(reading.document.text[start:end]) if item.found.kind is RecordKind.TREATMENT else None,
    )
