"""Which mentions a sentence denies: "gout does not cause numbness", "without surgery", "magnets do not help".

In the manner of NegEx (Chapman et al. 2001) and ConText (Harkema et al. 2009): cues with a scope, and
expressions that only look like cues. A cue reaches no further than its clause. ``data/negation.tsv`` holds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.candidates import Phrase
from pipeline.extract.lexicon import rows
from pipeline.extract.reading import Reading
from schemas.enums import RecordKind

MARK = "§"  # stands for the name in a clause
_WINDOW = 240  # code points of the sentence on either side of a name
_BORDER = re.compile(r"[;?!]|\b(?:but|however|although|though|whereas|except|apart from|unlike)\b|\s[-–—]\s|[—]")
_SIGN = re.compile(
    r"\b(?:no|not|never|without|nor|neither|cannot|avoid\w*|absen\w+|free|den(?:y|ies|ied)|instead|rather)\b"
    r"|n't\b|\bin place of\b|\b(?:rarely|seldom|hardly)\b|\b(?:stop|pause|discontinue|ease off)\b"
)
_SUPPOSED = re.compile(r"\b(?:if|when|whether|unless|until|once|in case)\b")
_SUPPOSING = re.compile(r"\b(?:if|when|unless)(?: (?:you|they|your child|the person))?\s*:?\s*$", re.IGNORECASE)
_CONTRAST = re.compile(
    r"but (?:it |they |this |these )?(?:can|may|might|do|does|will|is|are|help|eas|reliev|reduc|sooth|treat)"
)
_STOP = (
    r"is|are|was|were|be|been|can|could|may|might|will|would|has|have|had|do|does|did|should|must|because|until"
    r"|unless|if|when|which|who|that|where|while|so|to|not|then"
)
_PIECES = {
    "{not}": r"\b(?:(?:do|does|did|will|would|should|can|could)(?: not|n't)|cannot|can't|won't|never|not)",
    "{adverb}": r"(?: (?:usually|normally|typically|generally|often|actually|really|ever|also|directly|themselves"
    r"|itself|currently|routinely|commonly|be|known to|likely to|thought to(?: be)?))?",
    # Words between a cue and what it denies: no finite verb, no new subject, no bracket.
    "{gap}": rf"(?:(?!\b(?:{_STOP})\b|, (?:and|so|yet|it|you|they|he|she|we|there|this|these|some|most)\b)[^;:()\[\]§])"
    r"{0,70}?",
    "{near}": "(?:{word},? |or |and ){0,4}",
    "{word}": rf"(?!(?:{_STOP}|and|or|on|with|for|of|in|from|about|between|over|than|by|at|it|you|they|just"
    r"|only|like|such|including|as|trying|reduced|less|improved|relief)\b)[\w'/-]+",
    # Between a name and the verb behind it: a coordination, an aside, one more word.
    "{behind}": rf"(?:,? (?:and|or|such as|like) [\w' -]{{2,40}}?| \([^()]{{0,60}}\)| (?!(?:{_STOP}|alone)\b)[\w'-]+)?",
    "{unless}": r"(?![^;]{0,80}\b(?:if|for|in|when|while|during|with|at|before|after|more|longer|unless|until"
    r"|without|on|to|directly|than|together|straight|by|as|every|alone)\b)",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NegationRule:
    """A cue: its role (see the table), the record kinds it denies (none named: any), and its pattern."""

    name: str
    role: str
    kinds: frozenset[str]
    pattern: re.Pattern[str]
    examples: tuple[str, ...]


@lru_cache(maxsize=1)
def negation_rules() -> tuple[NegationRule, ...]:
    """The rows of ``data/negation.tsv`` with their pieces filled in."""
    out = []
    for name, role, kinds, pattern, examples in rows("negation.tsv"):
        filled = pattern
        for piece, text in _PIECES.items():
            filled = filled.replace(piece, text)
        out.append(
            NegationRule(name, role, frozenset(kinds.split()), re.compile(filled), tuple(examples.split(" || ")))
        )
    return tuple(out)


def _rules(role: str, kind: RecordKind) -> Iterator[NegationRule]:
    return (r for r in negation_rules() if r.role == role and (kind.value in r.kinds or "any" in r.kinds))


_DENIES = ("before", "after")


def denied_by(sentence: str, kind: RecordKind, roles: tuple[str, ...] = _DENIES) -> str | None:
    """The rule by which a lower-cased sentence denies the name that is written ``MARK`` in it; null without one.

    With other ``roles`` the rule of such a role that the name stands under.
    """
    at = sentence.find(MARK)
    if at < 0 or not _SIGN.search(sentence) or sentence.rstrip().endswith("?"):
        return None
    first = max((hit.end() for hit in _BORDER.finditer(sentence, 0, at)), default=0)
    border = _BORDER.search(sentence, at)
    clause = sentence[first : border.start() if border else len(sentence)].strip(" .")
    for rule in _rules("pseudo", kind):
        clause = rule.pattern.sub(lambda hit: MARK if MARK in hit[0] else "~", clause)
    for role in roles:
        for rule in _rules(role, kind):
            hit = rule.pattern.search(clause)
            if hit is None:
                continue
            lead = clause[: hit.start()]
            whole = role != "before" or kind is RecordKind.TREATMENT
            if _SUPPOSED.search(lead if whole else lead.rpartition(",")[2]):
                continue  # "if rest does not help" supposes, and denies nothing
            if role == "after" and border and _CONTRAST.match(sentence, border.start()):
                continue  # "does not treat flu but eases it"
            return rule.name
    return None


def marked(reading: Reading, phrase: Phrase) -> str:
    """The lower-cased sentence of a phrase (at most ``_WINDOW`` on either side), the phrase written as ``MARK``."""
    sentence = reading.sentences[phrase.sentence]
    text = reading.document.text
    begin, end = reading.starts[sentence.first], reading.ends[sentence.last - 1]
    left, right = reading.starts[phrase.first], reading.ends[phrase.last - 1]
    before, after = text[max(begin, left - _WINDOW) : left], text[right : min(end, right + _WINDOW)]
    return f"{before.replace(MARK, ' ')}{MARK}{after.replace(MARK, ' ')}".lower().replace("’", "'").replace("\n", " ")


def denial(reading: Reading, phrase: Phrase, kind: RecordKind) -> str | None:
    """The name of the rule by which its sentence denies a phrase; null where it stands as stated."""
    rule = denied_by(marked(reading, phrase), kind)
    return None if rule is None or _in_supposition(reading, phrase) else rule


def _in_supposition(reading: Reading, phrase: Phrase) -> bool:
    """Whether a phrase stands in a list of suppositions ("Surgery is done if:")."""
    lead = reading.leads[reading.sentences[phrase.sentence].line]
    return (
        lead is not None
        and _SUPPOSING.search(
            reading.document.text[max(0, reading.document.lines[lead].end - 40) : reading.document.lines[lead].end]
        )
        is not None
    )


def advised_against(reading: Reading, phrase: Phrase) -> bool:
    """Whether a sentence tells readers not to take a treatment: it is named, but not as what helps."""
    return denied_by(marked(reading, phrase), RecordKind.TREATMENT, ("against",)) is not None


def withheld(reading: Reading, phrase: Phrase, kind: RecordKind) -> bool:
    """Whether a mention only warns ("stop if you feel sharp pain") and so tells nothing of a condition."""
    text = marked(reading, phrase)
    return any(rule.pattern.search(text) for rule in _rules("withhold", kind))
