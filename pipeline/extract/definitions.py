"""The sentence that says what a condition is, and the body sites that its name and definition hold."""

from __future__ import annotations

from pipeline.extract.candidates import Phrase
from pipeline.extract.choose import Chosen
from pipeline.extract.found import Mention
from pipeline.extract.lexicon import rows
from pipeline.extract.places import sites_in
from pipeline.extract.reading import CONTENT, PUNCTUATION, Reading, Sentence, is_item
from pipeline.structure.sections import heading_level

_SETS = {name: frozenset(words.split()) for name, words, *_ in rows("definition_words.tsv")}
_COPULA, _ARTICLES = _SETS["copula"], _SETS["article"]
_EVENT, _WHEN, _SAYS = _SETS["event"], _SETS["when"], _SETS["says"]
_COMMON, _PROBLEM = _SETS["common"], _SETS["problem"]
_NO_GENUS, _GENUS_BORDER = _SETS["no_genus"], _SETS["genus_border"]
_DASHES = frozenset("–—")
_PRONOUNS = frozenset(("it", "this", "they"))
_NEAR = 6
_LONGEST_APPOSITION = 14


def add_definition(reading: Reading, item: Chosen) -> None:
    """Set ``definition`` from the first sentence that defines the condition, and ``body_sites``."""
    found, values = item.found, item.found.values
    sites: dict[str, tuple[int, int]] = {}
    for phrase in item.phrases:
        span = _defining(reading, phrase)
        if span is not None:
            first, last, rule = span
            values["definition"] = reading.text(first, last)
            found.mentions.append(_mention(reading, "definition", first, last, f"definition.{rule}", item))
            break
    else:
        span = None
    name = item.phrases[0]
    spans = [(name.first, name.last), *([span[:2]] if span else [])]
    for first, last in spans:
        for site in sites_in(reading, first, last):
            sites.setdefault(reading.text(*site).lower(), site)
    values["body_sites"] = list(sites)
    for site in sites.values():
        found.mentions.append(_mention(reading, "body_sites", *site, "body_sites.term", item))


def _mention(reading: Reading, field: str, first: int, last: int, rule: str, item: Chosen) -> Mention:
    return Mention(field, reading.starts[first], reading.ends[last - 1], rule, item.found.mentions[0].confidence)


def _defining(reading: Reading, phrase: Phrase) -> tuple[int, int, str] | None:
    """Token span and rule of the defining clause of a name's sentence, or of the next sentence's "It occurs when"."""
    sentence = reading.sentences[phrase.sentence]
    block = reading.document.lines[sentence.line].block
    if reading.words[sentence.last - 1] == "?":
        return None
    begin = phrase.first
    while begin > sentence.first and reading.classes[begin - 1] == "det":
        begin -= 1
    opens = begin == sentence.first
    if heading_level(block) is not None or not (opens or reading.words[begin - 1] == ","):
        return None
    at = _past_apposition(reading, phrase.last, sentence.last)
    rule = _says_what(reading, at, sentence.last)
    if rule is None and opens and at < sentence.last and reading.words[at] in _DASHES and is_item(block) is False:
        rule = "dash" if _noun_of(reading, at + 1, sentence.last) else None
    if rule is not None:
        return begin, sentence.last, rule
    return _carried(reading, phrase.sentence + 1, sentence) if opens else None


def _past_apposition(reading: Reading, at: int, last: int) -> int:
    """Past a bracket or ", also called ...," after the name."""
    words = reading.words
    for opening, closing in (("(", ")"), (",", ",")):
        if at < last and words[at] == opening:
            end = at + 1
            while end < last and words[end] != closing and end - at < _LONGEST_APPOSITION:
                end += 1
            if end < last and words[end] == closing:
                at = end + 1
    return at


def _says_what(reading: Reading, at: int, last: int) -> str | None:
    words = reading.words
    if at + 2 >= last:
        return None
    if words[at] in _EVENT and words[at + 1] in _WHEN:
        return "occurs_when"
    if words[at] in _SAYS:
        return "means"
    if words[at] not in _COPULA:
        return None
    if words[at + 1] in _WHEN:
        return "is_when"
    near = words[at + 1 : min(last, at + 1 + _NEAR)]
    if not _NO_GENUS.isdisjoint(near) or not (_COMMON.isdisjoint(near) or _PROBLEM.isdisjoint(near)):
        return None
    if words[at + 1] in _ARTICLES:
        return "is_a"
    return "is_of" if _noun_of(reading, at + 1, last) else None


def _noun_of(reading: Reading, at: int, last: int) -> bool:
    """A noun phrase that goes on with "of", "that" or the like begins at ``at``: no adjective or participle."""
    end = at
    while end < last and reading.classes[end] == CONTENT and end - at < _NEAR:
        end += 1
    if end == at or end >= last or reading.words[end - 1].endswith(("ed", "ing")):
        return False
    return reading.words[end] in _GENUS_BORDER and _NO_GENUS.isdisjoint(reading.words[at:end])


def _carried(reading: Reading, index: int, before: Sentence) -> tuple[int, int, str] | None:
    if index >= len(reading.sentences):
        return None
    sentence = reading.sentences[index]
    near = sentence.line == before.line or sentence.line == before.line + 1
    if not near or reading.words[sentence.first] not in _PRONOUNS or sentence.last - sentence.first < _NEAR:
        return None
    at = sentence.first + 1
    if reading.classes[at] == PUNCTUATION:
        return None
    rule = _says_what(reading, at, sentence.last)
    return (sentence.first, sentence.last, "carried") if rule in ("occurs_when", "is_when", "means", "is_a") else None
