"""Readable features of a phrase: what stands in it, around it and above it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.candidates import Phrase
from pipeline.extract.lexicon import head_classes, lead_kind
from pipeline.extract.normal import normal_name, singular
from pipeline.extract.reading import CONTENT, PUNCTUATION, Reading, Sentence, is_item
from pipeline.extract.words import IMPERATIVES, ORGANISATIONS, PHRASE_PREPOSITIONS, SUFFIXES
from pipeline.structure.sections import heading_level

_NEAR = 3
_LINKED = 0.7
_JOINS = frozenset(("of", "and", "for", "the", "on", "&", "to", "in"))
_VERBS = frozenset(("verb", "aux"))


@dataclass(slots=True)
class Place:
    """Features that all phrases of a sentence share."""

    shared: list[str]
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
    return Place(shared, shape, kind, context, _organisations(reading, sentence))


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


def features_of(reading: Reading, phrase: Phrase, place: Place) -> list[str]:
    """The features of one phrase, without those that its sentence gives to all."""
    words, classes = reading.words, reading.classes
    first, last = phrase.first, phrase.last
    sentence = reading.sentences[phrase.sentence]
    out = [f"rule={phrase.rule}", f"rule={phrase.rule}&section={place.section}"]
    out.append(f"rule={phrase.rule}&context={place.context}")
    size = last - first
    out.append(f"size={size if size < 4 else '4-5' if size < 6 else '6-8' if size < 9 else '9+'}")
    core = first
    while core < last - 1 and not (words[core + 1] in PHRASE_PREPOSITIONS and core > first - 1):
        core += 1
    heads = head_classes()
    core_word, last_word = singular(words[core]), singular(words[last - 1])
    core_class, last_class = heads.get(core_word, "none"), heads.get(last_word, "none")
    out += [
        f"core={core_word}",
        f"core_class={core_class}",
        f"core_class={core_class}&section={place.section}",
        f"core_class={core_class}&shape={place.kind}",
        f"core_class={core_class}&context={place.context}",
        f"first_class={classes[first]}&context={place.context}",
        f"first={words[first]}",
        f"last={last_word}",
        f"last_class={last_class}",
        f"first_class={classes[first]}",
    ]
    if core < last - 1:
        out.append(f"joint={words[core + 1]}")
    for suffix in SUFFIXES:
        if core_word.endswith(suffix) and len(core_word) > len(suffix) + 2:
            out.append(f"suffix={suffix}")
            break
    if words[first] in IMPERATIVES:
        out += [
            "imperative",
            f"imperative&section={place.section}",
            f"imperative&shape={place.kind}",
            f"imperative&context={place.context}",
        ]
    if words[first].endswith("ing"):
        out += ["gerund", f"gerund&section={place.section}", f"gerund&context={place.context}"]
    _verbs(reading, first, last, sentence, out)
    if any(begin <= first and last <= end and (begin, end) != (first, last) for begin, end in place.organisations):
        out.append("in_organisation")
    _terms(reading, first, last, sentence, place, out)
    _around(reading, first, last, sentence, out)
    _cues(sentence, first, last, place, out)
    return out


def _terms(reading: Reading, first: int, last: int, sentence: Sentence, place: Place, out: list[str]) -> None:
    begin, end = reading.starts[first], reading.ends[last - 1]
    exact = False
    for match in sentence.matches:
        if match.end <= begin or match.start >= end:
            continue
        kinds = sorted({entry.kind for entry in match.entries})
        if match.start == begin and match.end == end:
            where, exact = "exact", True
            out += [f"exact={kind}&section={place.section}" for kind in kinds]
            out += [f"exact={kind}&context={place.context}" for kind in kinds]
            out += [f"type={t}" for t in sorted({str(e.attributes.get("type", "")) for e in match.entries} - {""})]
        elif match.end == end and match.start >= begin:
            where = "ends"
        elif match.start == begin and match.end <= end:
            where = "begins"
        elif match.start >= begin and match.end <= end:
            where = "holds"
        else:
            where = "cuts"
        out += [f"{where}={kind}" for kind in kinds]
        if len(kinds) > 1:
            out.append(f"{where}={'+'.join(kinds)}")
    if not exact:
        out += ["exact=none", f"exact=none&context={place.context}"]


def _around(reading: Reading, first: int, last: int, sentence: Sentence, out: list[str]) -> None:
    words, classes = reading.words, reading.classes
    if first == sentence.first:
        out.append("before=START")
    else:
        out += [f"before={words[first - 1]}", f"before_class={classes[first - 1]}"]
        if first - 1 > sentence.first:
            out.append(f"before2={words[first - 2]} {words[first - 1]}")
        if (
            "neg" in classes[max(sentence.first, first - 4) : first]
            or "no" in words[max(sentence.first, first - 3) : first]
        ):
            out.append("negated")
    if last >= sentence.last:
        out.append("after=END")
    else:
        after = words[last]
        out += [f"after_class={classes[last]}", f"after={after}"]
        if after in PHRASE_PREPOSITIONS:
            out.append("after.joint")
        if classes[last] == PUNCTUATION and first > sentence.first and words[first - 1] in (",", "and", "or"):
            out.append("enumerated")
    if reading.document.text[reading.starts[first]].isupper():
        out.append("capital.first" if first == sentence.first else "capital")
        if (
            reading.document.text[reading.starts[first] : reading.ends[first]].isupper()
            and reading.ends[first] - reading.starts[first] > 1
        ):
            out.append("acronym")
    if any(char.isdigit() for char in reading.text(first, last)):
        out.append("digits")
    if any(classes[k] in ("pron", "aux", "sub") for k in range(first, last)):
        out.append("clause")
    if any(classes[k] == "verb" for k in range(first + 1, last)):
        out.append("verb.inside")
    if classes[first] != CONTENT and words[first] not in IMPERATIVES:
        out.append("first.function")


def _verbs(reading: Reading, first: int, last: int, sentence: Sentence, out: list[str]) -> None:
    """The nearest verb before and after."""
    words, classes = reading.words, reading.classes
    before = next((k for k in range(first - 1, sentence.first - 1, -1) if classes[k] in _VERBS), None)
    after = next((k for k in range(last, sentence.last) if classes[k] in _VERBS), None)
    if before is not None:
        out.append(f"verb_before={words[before]}")
    if after is not None:
        out.append(f"verb_after={words[after]}")


def _cues(sentence: Sentence, first: int, last: int, place: Place, out: list[str]) -> None:
    nearest = None
    for cue in sentence.cues:
        if cue.last <= first:
            nearest = cue
            out.append(f"behind={cue.name}")
            if first - cue.last <= _NEAR:
                out.append(f"close_behind={cue.name}")
        elif cue.first >= last:
            out.append(f"ahead_of={cue.name}")
            if cue.first - last <= _NEAR:
                out.append(f"close_ahead_of={cue.name}")
        else:
            out.append(f"holds_cue={cue.name}")
    if nearest is not None:
        out += [f"last_cue={nearest.name}", f"last_cue={nearest.name}&section={place.section}"]


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
