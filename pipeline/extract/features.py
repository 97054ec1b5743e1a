"""Readable features of a phrase: what stands in it, around it and above it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.candidates import Phrase
from pipeline.extract.lexicon import head_classes, lead_kind
from pipeline.extract.normal import normal_name, singular
from pipeline.extract.reading import CONTENT, PUNCTUATION, Reading, Sentence, is_item
from pipeline.extract.words import IMPERATIVES, ORGANISATIONS, PHRASE_PREPOSITIONS, SUFFIXES
from pipeline.structure.sections import heading_level

Features = tuple[str, ...]
"""Features that go together."""

_KEPT = 1 << 15  # groups of one sort that are remembered
_NEAR = 3
_REACH = 40  # words in which the nearest verb is looked for: sentences have no bound
_DIGIT = re.compile(r"\d")
_SEPARATORS = frozenset((",", "and", "or"))
_LINKED = 0.7
_JOINS = frozenset(("of", "and", "for", "the", "on", "&", "to", "in"))
_VERBS = frozenset(("verb", "aux"))


@dataclass(slots=True)
class Place:
    """Features that all phrases of a sentence share."""

    shared: Features
    kind: str
    section: str
    context: str  # what is announced: by a list's lead-in, else by the section
    organisations: list[tuple[int, int]]  # token spans of names such as "Institute of Neurological Disorders"


def place_of(reading: Reading, sentence: Sentence) -> Place:
    """Section, line and lead-in of a sentence as features."""
    document = reading.document
    line = document.lines[sentence.line]
    section = document.sections[line.section]
    kind = section.kind.value
    if heading_level(line.block) is not None:
        shape = "heading"
        # A heading is about its section, and stands in the section above.
        parent = document.sections[section.parent].kind.value if section.parent is not None else "none"
        shared = [f"under={parent}", f"level={min(line.block.level or 7, 7)}"]
    else:
        shape = "item" if is_item(line.block) else "paragraph"
        shared = []
    shared += [f"section={kind}", f"shape={shape}", f"shape={shape}&section={kind}"]
    if section.parent is not None:
        shared.append(f"parent={document.sections[section.parent].kind.value}")
    if shape == "item":
        shared.append(f"list={line.block.list_kind}")
        shared += _lead(reading, sentence.line)
        if sentence.index:
            shared.append("item.later_sentence")
    if reading.words[sentence.last - 1] == "?":
        shared.append("question")
    names = sorted({cue.name for cue in sentence.cues})
    shared += [f"cue={name}" for name in names]
    context = kind
    if shape == "item":
        announced = _announced(reading, sentence.line)
        context = f"list:{announced or kind}"
        if announced:
            shared.append(f"announced={announced}")
    shared.append(f"context={context}")
    if line.block.features.link_chars > _LINKED * len(line.block.text):
        shared.append("linked")
    return Place(tuple(shared), shape, kind, context, _organisations(reading, sentence))


def _organisations(reading: Reading, sentence: Sentence) -> list[tuple[int, int]]:
    """Runs of capitalised words, joined by "of" and the like, that hold a word for an organisation."""
    words = reading.words
    if ORGANISATIONS.isdisjoint(words[sentence.first : sentence.last]):
        return []
    text, spans = reading.document.text, []
    at = sentence.first
    while at < sentence.last:
        end = at
        while end < sentence.last and (text[reading.starts[end]].isupper() or (end > at and words[end] in _JOINS)):
            end += 1
        if end - at > 1 and not ORGANISATIONS.isdisjoint(words[at:end]):
            spans.append((at, end))
        at = max(end, at + 1)
    return spans


def _lead(reading: Reading, line: int) -> list[str]:
    lead = reading.leads[line]
    if lead is None:
        return ["lead=none"]
    block = reading.document.lines[lead].block
    if heading_level(block) is not None:
        return ["lead=heading"]
    last = reading.last_sentence.get(lead)
    out = ["lead=colon" if block.text.endswith(":") else "lead=text"]
    if last is not None:
        out += [f"lead={name}" for name in sorted({cue.name for cue in reading.sentences[last].cues})]
    return out


def _announced(reading: Reading, line: int) -> str | None:
    """The section kind that the sentence before a list announces, null where a heading leads it in."""
    lead = reading.leads[line]
    last = reading.last_sentence.get(lead) if lead is not None else None
    if lead is None or last is None or heading_level(reading.document.lines[lead].block) is not None:
        return None
    sentence = reading.sentences[last]
    return lead_kind(reading.text(sentence.first, sentence.last))


def context_of(reading: Reading, sentence: Sentence) -> str:
    """What announces a sentence: a list's lead-in ("list:symptoms"), else its section ("symptoms")."""
    return place_of(reading, sentence).context


def features_of(reading: Reading, phrase: Phrase, place: Place) -> list[Features]:
    """The features of one phrase in groups, without those that its sentence gives to all.

    A group follows from few things (a word, its class, the kind of section), so that its features and the
    sum of their weights are put together once and found again.
    """
    words, classes = reading.words, reading.classes
    first, last = phrase.first, phrase.last
    sentence = reading.sentences[phrase.sentence]
    core = first
    while core < last - 1 and words[core + 1] not in PHRASE_PREPOSITIONS:
        core += 1
    out = [
        _of_rule(phrase.rule, place.section, place.context),
        _of_size(last - first, words[core + 1] if core < last - 1 else ""),
        _of_core(words[core], place.section, place.kind, place.context),
        _of_first(words[first], classes[first], place.section, place.kind, place.context),
        _of_last(words[last - 1]),
        _of_before(*_before(reading, first, sentence.first)),
        _of_after(*_after(reading, first, last, sentence)),
        _of_form(*_form(reading, first, last, sentence, place)),
    ]
    _terms(reading, first, last, sentence, place, out)
    _cues(sentence, first, last, place, out)
    return out


@lru_cache(maxsize=_KEPT)
def _of_rule(rule: str, section: str, context: str) -> Features:
    return (f"rule={rule}", f"rule={rule}&section={section}", f"rule={rule}&context={context}")


@lru_cache(maxsize=_KEPT)
def _of_size(size: int, joint: str) -> Features:
    told = f"size={size if size < 4 else '4-5' if size < 6 else '6-8' if size < 9 else '9+'}"
    return (told, f"joint={joint}") if joint else (told,)


@lru_cache(maxsize=_KEPT)
def _of_core(word: str, section: str, shape: str, context: str) -> Features:
    core = singular(word)
    sort = head_classes().get(core, "none")
    suffix = next((end for end in SUFFIXES if core.endswith(end) and len(core) > len(end) + 2), None)
    out = (
        f"core={core}",
        f"core_class={sort}",
        f"core_class={sort}&section={section}",
        f"core_class={sort}&shape={shape}",
        f"core_class={sort}&context={context}",
    )
    return out if suffix is None else (*out, f"suffix={suffix}")


@lru_cache(maxsize=_KEPT)
def _of_first(word: str, sort: str, section: str, shape: str, context: str) -> Features:
    out = [f"first={word}", f"first_class={sort}", f"first_class={sort}&context={context}"]
    if word in IMPERATIVES:
        out += [
            "imperative",
            f"imperative&section={section}",
            f"imperative&shape={shape}",
            f"imperative&context={context}",
        ]
    elif sort != CONTENT:
        out.append("first.function")
    if word.endswith("ing"):
        out += ["gerund", f"gerund&section={section}", f"gerund&context={context}"]
    return tuple(out)


@lru_cache(maxsize=_KEPT)
def _of_last(word: str) -> Features:
    last = singular(word)
    return (f"last={last}", f"last_class={head_classes().get(last, 'none')}")


def _before(reading: Reading, first: int, begin: int) -> tuple[str, str, str, str, bool]:
    """The word before with its class, the word before that, the nearest verb, and whether a "no" is near."""
    words, classes = reading.words, reading.classes
    if first == begin:
        return "", "", "", "", False
    at, begin_verbs = first - 1, max(begin, first - _REACH)
    while at >= begin_verbs and classes[at] not in _VERBS:
        at -= 1
    negated = "neg" in classes[max(begin, first - 4) : first] or "no" in words[max(begin, first - 3) : first]
    second = words[first - 2] if first - 1 > begin else ""
    return words[first - 1], classes[first - 1], second, words[at] if at >= begin_verbs else "", negated


@lru_cache(maxsize=_KEPT)
def _of_before(word: str, sort: str, second: str, verb: str, negated: bool) -> Features:
    if not word:
        return ("before=START",)
    out = [f"before={word}", f"before_class={sort}"]
    if second:
        out.append(f"before2={second} {word}")
    if negated:
        out.append("negated")
    if verb:
        out.append(f"verb_before={verb}")
    return tuple(out)


def _after(reading: Reading, first: int, last: int, sentence: Sentence) -> tuple[str, str, str, bool]:
    """The word after with its class, the nearest verb, and whether commas stand on both sides."""
    words, classes = reading.words, reading.classes
    if last >= sentence.last:
        return "", "", "", False
    at, end_verbs = last, min(sentence.last, last + _REACH)
    while at < end_verbs and classes[at] not in _VERBS:
        at += 1
    listed = classes[last] == PUNCTUATION and first > sentence.first and words[first - 1] in _SEPARATORS
    return words[last], classes[last], words[at] if at < end_verbs else "", listed


@lru_cache(maxsize=_KEPT)
def _of_after(word: str, sort: str, verb: str, listed: bool) -> Features:
    if not word:
        return ("after=END",)
    out = [f"after_class={sort}", f"after={word}"]
    if word in PHRASE_PREPOSITIONS:
        out.append("after.joint")
    if listed:
        out.append("enumerated")
    if verb:
        out.append(f"verb_after={verb}")
    return tuple(out)


def _form(
    reading: Reading, first: int, last: int, sentence: Sentence, place: Place
) -> tuple[str, bool, bool, bool, bool, bool]:
    """Capitals, digits, function words and verbs within, and whether it is part of an organisation's name."""
    text, begin, end = reading.document.text, reading.starts[first], reading.ends[first]
    capital = ""
    if text[begin].isupper():
        capital = "capital.first" if first == sentence.first else "capital"
    inside = reading.classes[first:last]
    return (
        capital,
        end - begin > 1 and bool(capital) and text[begin:end].isupper(),
        _DIGIT.search(text, begin, reading.ends[last - 1]) is not None,
        "pron" in inside or "aux" in inside or "sub" in inside,
        "verb" in inside[1:],
        any(a <= first and last <= b and (a, b) != (first, last) for a, b in place.organisations),
    )


@lru_cache(maxsize=_KEPT)
def _of_form(capital: str, acronym: bool, digits: bool, clause: bool, verb: bool, organisation: bool) -> Features:
    names = ("acronym", "digits", "clause", "verb.inside", "in_organisation")
    told = zip(names, (acronym, digits, clause, verb, organisation), strict=True)
    return ((capital,) if capital else ()) + tuple(name for name, true in told if true)


def _terms(reading: Reading, first: int, last: int, sentence: Sentence, place: Place, out: list[Features]) -> None:
    begin, end = reading.starts[first], reading.ends[last - 1]
    exact = False
    for match in sentence.matches:
        if match.end <= begin:
            continue
        if match.start >= end:
            break
        if match.start == begin and match.end == end:
            where, exact = "exact", True
        elif match.end == end and match.start >= begin:
            where = "ends"
        elif match.start == begin and match.end <= end:
            where = "begins"
        elif match.start >= begin and match.end <= end:
            where = "holds"
        else:
            where = "cuts"
        kinds = tuple(sorted({entry.kind for entry in match.entries}))
        types = tuple(sorted({str(e.attributes.get("type", "")) for e in match.entries} - {""})) if exact else ()
        out.append(_of_term(where, kinds, types, place.section, place.context))
    if not exact:
        out.append(_of_no_term(place.context))


@lru_cache(maxsize=_KEPT)
def _of_term(where: str, kinds: tuple[str, ...], types: tuple[str, ...], section: str, context: str) -> Features:
    out = []
    if where == "exact":
        out += [f"exact={kind}&section={section}" for kind in kinds]
        out += [f"exact={kind}&context={context}" for kind in kinds]
        out += [f"type={one}" for one in types]
    out += [f"{where}={kind}" for kind in kinds]
    if len(kinds) > 1:
        out.append(f"{where}={'+'.join(kinds)}")
    return tuple(out)


@lru_cache(maxsize=_KEPT)
def _of_no_term(context: str) -> Features:
    return ("exact=none", f"exact=none&context={context}")


def _cues(sentence: Sentence, first: int, last: int, place: Place, out: list[Features]) -> None:
    behind, ahead = [], []
    for cue in sentence.cues:
        if cue.last <= first:
            behind.append((cue.name, first - cue.last <= _NEAR))
        elif cue.first >= last:
            ahead.append((cue.name, cue.first - last <= _NEAR))
        else:
            out.append(_of_held_cue(cue.name))
    if behind:
        out.append(_of_cues("behind", tuple(behind)))
        out.append(_of_nearest(behind[-1][0], place.section))
    if ahead:
        out.append(_of_cues("ahead_of", tuple(ahead)))


@lru_cache(maxsize=_KEPT)
def _of_held_cue(name: str) -> Features:
    return (f"holds_cue={name}",)


@lru_cache(maxsize=_KEPT)
def _of_cues(side: str, cues: tuple[tuple[str, bool], ...]) -> Features:
    out = []
    for name, close in cues:
        out.append(f"{side}={name}")
        if close:
            out.append(f"close_{side}={name}")
    return tuple(out)


@lru_cache(maxsize=_KEPT)
def _of_nearest(name: str, section: str) -> Features:
    return (f"last_cue={name}", f"last_cue={name}&section={section}")


def topic_features(reading: Reading, name: str) -> list[str]:
    """How a name stands to the document's topic and title."""
    document = reading.document
    key = normal_name(name)
    out = []
    topic = normal_name(document.topic) if document.topic else ""
    if topic and key == topic:
        out.append("topic")
    elif topic and len(key) > 3 and (f" {key} " in f" {topic} "):
        out.append("in_topic")
    elif topic and f" {topic} " in f" {key} ":
        out.append("holds_topic")
    title = normal_name(document.title) if document.title else ""
    if title and len(key) > 2 and f" {key} " in f" {title} ":
        out.append("in_title")
    return out
