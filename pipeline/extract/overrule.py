"""What a sentence settles of a pair whatever its weights: whom a treatment is not for, and what "which" refers to."""

from __future__ import annotations

import re

from pipeline.extract.candidates import Phrase
from pipeline.extract.choose import Chosen
from pipeline.extract.negation import MARK
from pipeline.extract.pairs import Pair, Pairs
from pipeline.extract.predicates import OTHER, contraindicates
from pipeline.extract.reading import Reading
from schemas.enums import RecordKind

# "gout, which is treated with colchicine": what stands between the condition and the treatment.
_RELATIVE = re.compile(
    r"\s*(?:\([^()]{0,60}\))?,? ?(?:which|that|who) (?:\w+ ){0,4}"
    r"(?:treated|relieved|managed|controlled|eased|cured|helped|treat|relieve|respond|need|require)s?\b[^;:]{0,60}$"
)


def warned_off(reading: Reading, pair: Pair) -> bool:
    """Whether the sentence says that the treatment is not for those with the condition."""
    if pair.item.found.kind is not RecordKind.TREATMENT:
        return False
    sentence = reading.sentences[pair.phrase.sentence]
    spans = [(p.first, p.last) for p in pair.condition.phrases if p.sentence == pair.phrase.sentence]
    return any(contraindicates(_marked(reading, sentence.first, sentence.last, pair.phrase, span)) for span in spans)


def antecedent(reading: Reading, pairs: Pairs, phrase: Phrase) -> Chosen | None:
    """The condition that a relative clause around a treatment speaks of ("..., which is treated with"); else null."""
    before = [place for place in pairs.standing.by_sentence.get(phrase.sentence, ()) if place[1] <= phrase.first]
    if not before:
        return None
    _, last, index = max(before)
    between = reading.document.text[reading.ends[last - 1] : reading.starts[phrase.first]].lower()
    return pairs.conditions[index] if _RELATIVE.match(between) else None


def _marked(reading: Reading, first: int, last: int, phrase: Phrase, other: tuple[int, int]) -> str:
    """Tokens ``first`` to ``last`` lower-cased, the treatment as ``MARK`` and the condition as ``OTHER``."""
    text, starts, ends = reading.document.text, reading.starts, reading.ends
    if phrase.first < other[1] and other[0] < phrase.last:
        return ""
    cuts = sorted(((phrase.first, phrase.last, MARK), (*other, OTHER)))
    at, out = starts[first], ""
    for begin, end, sign in cuts:
        out += text[at : starts[begin]] + sign
        at = ends[end - 1]
    return (out + text[at : ends[last - 1]]).lower().replace("’", "'").replace("\n", " ")
