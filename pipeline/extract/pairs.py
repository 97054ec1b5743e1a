"""Which conditions a symptom or treatment may belong to, and readable features of each such pair.

A pair is one mention of a symptom or treatment with one condition that stands where a reader would look
for a subject: in the sentence, in the words that lead in a list, earlier in the paragraph, in the headings
above, or as the topic. ``relations.py`` weighs the features; nothing is decided here.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.extract.candidates import Phrase
from pipeline.extract.choose import Chosen
from pipeline.extract.features import Place, place_of
from pipeline.extract.normal import normal_name
from pipeline.extract.reading import Reading, Sentence
from pipeline.structure.document import Section
from pipeline.structure.sections import heading_level
from schemas.enums import ConditionRole, RecordKind

_NEAR, _FAR = 4, 12
_NEAREST = 8  # conditions to each side in the sentence; a list of hundreds names no subject
_CARRIED = frozenset(("it", "this", "these", "they", "its"))
_OUTER = ("subject@1", "subject@2", "heading", "section")
_SURE, _LIKELY = 0.8, 0.5


@dataclass(slots=True)
class Pair:
    """A mention, the condition it may belong to, and why that condition comes into question."""

    item: Chosen
    phrase: Phrase
    condition: Chosen
    features: list[str]


@dataclass(slots=True)
class _Standing:
    """Where the accepted conditions stand: token order, and by sentence."""

    firsts: list[int] = field(default_factory=list)
    mentions: list[tuple[int, int, int]] = field(default_factory=list)  # first, last, index of the condition
    by_sentence: dict[int, list[tuple[int, int, int]]] = field(default_factory=lambda: defaultdict(list))
    topic: int | None = None


class Pairs:
    """The pairs of one document."""

    def __init__(self, reading: Reading, chosen: Sequence[Chosen]) -> None:
        self.reading = reading
        self.conditions = [item for item in chosen if item.found.kind is RecordKind.CONDITION]
        self.others = [item for item in chosen if item.found.kind in (RecordKind.SYMPTOM, RecordKind.TREATMENT)]
        self.standing = _Standing()
        for index, item in enumerate(self.conditions):
            if item.found.values.get("role") is ConditionRole.TOPIC:
                self.standing.topic = index
            for phrase in item.phrases:
                place = (phrase.first, phrase.last, index)
                self.standing.mentions.append(place)
                self.standing.by_sentence[phrase.sentence].append(place)
        self.standing.mentions.sort()
        for there in self.standing.by_sentence.values():
            there.sort()
        self.standing.firsts = [first for first, _, _ in self.standing.mentions]
        self.heading_sentence: dict[int, int] = {}  # section -> the sentence that is its heading
        self.by_name = {item.key: index for index, item in enumerate(self.conditions)}
        document = reading.document
        starts = {section.start: section.index for section in document.sections if section.heading}
        for number, sentence in enumerate(reading.sentences):
            line = document.lines[sentence.line]
            if sentence.index == 0 and line.start in starts:
                self.heading_sentence[starts[line.start]] = number
        self.headings = frozenset(self.heading_sentence.values())
        self.sentence_firsts = [sentence.first for sentence in reading.sentences]
        self.places: dict[int, Place] = {}

    def __iter__(self) -> Iterator[Pair]:
        for item in self.others:
            for phrase in item.phrases:
                yield from self._pairs(item, phrase)

    def _place(self, sentence: int) -> Place:
        if sentence not in self.places:
            self.places[sentence] = place_of(self.reading, self.reading.sentences[sentence])
        return self.places[sentence]

    def _pairs(self, item: Chosen, phrase: Phrase) -> Iterator[Pair]:
        reasons: dict[int, list[str]] = {}
        self._in_sentence(phrase, reasons)
        self._in_lead(phrase, reasons)
        self._before(phrase, reasons)
        self._in_headings(phrase, reasons)
        topic = self.standing.topic
        if topic is not None:
            reasons.setdefault(topic, []).append("topic")
        if self._section(phrase).heading is None:
            _without_outer(reasons)
        if not reasons:
            return
        shared = self._shared(item, phrase)
        places = {reason.split("=")[0].split("@")[0] for found in reasons.values() for reason in found}
        for index, found in sorted(reasons.items()):
            condition = self.conditions[index]
            if condition.key == item.key:
                continue
            own = {reason.split("=")[0].split("@")[0] for reason in found}
            rivals = {
                reason.split("=")[0].split("@")[0]
                for other, theirs in reasons.items()
                if other != index
                for reason in theirs
            }
            features = [*found, "&".join(sorted(own)), f"reasons={min(len(own), 4)}"]
            features += [f"rival={place}" for place in sorted(rivals - own)]
            features += [f"{place}&context={self._place(phrase.sentence).context}" for place in sorted(own)]
            if places == {"topic"}:
                features.append("topic.alone")
            sure = condition.found.mentions[0].confidence
            features.append(f"condition={'sure' if sure > _SURE else 'likely' if sure > _LIKELY else 'unsure'}")
            if f" {condition.key} " in f" {item.key} " or f" {item.key} " in f" {condition.key} ":
                features.append("names.overlap")
            yield Pair(item, phrase, condition, features + shared)

    def _in_sentence(self, phrase: Phrase, reasons: dict[int, list[str]]) -> None:
        words = self.reading.words
        there = self.standing.by_sentence.get(phrase.sentence, [])
        at = bisect_left(there, (phrase.first, 0, 0)) if len(there) > _NEAREST else 0
        standing = [
            place
            for place in there[max(at - _NEAREST, 0) : at + _NEAREST]
            if place[1] <= phrase.first or place[0] >= phrase.last
        ]
        sentence = self.reading.sentences[phrase.sentence]
        several = len({index for _, _, index in standing})
        for first, last, index in standing:
            before = last <= phrase.first
            begin, end = (last, phrase.first) if before else (phrase.last, first)
            side = "left" if before else "right"
            found = reasons.setdefault(index, [])
            gap = end - begin
            found.append(f"{side}={'near' if gap <= _NEAR else 'middle' if gap <= _FAR else 'far'}")
            if several > 1:
                found.append(f"{side}.several")
            between = [f for f, _, i in standing if begin <= f < end and i != index]
            if between:
                found.append(f"{side}.other_between")
            names = {cue.name for cue in sentence.cues if cue.first >= begin and cue.last <= end}
            found += [f"{side}.cue={name}" for name in sorted(names)]
            if not names:
                found.append(f"{side}.no_cue")
            if gap:
                edge = words[begin] if before else words[end - 1]
                found.append(f"{side}.word={edge}")
            if gap <= _NEAR:
                found.append(f"{side}.words={' '.join(words[begin:end])}")
            if first > sentence.first:
                found.append(f"{side}.before={words[first - 1]}")
            if any(self.reading.classes[k] == "neg" for k in range(begin, end)):
                found.append(f"{side}.neg")

    def _in_lead(self, phrase: Phrase, reasons: dict[int, list[str]]) -> None:
        """Conditions in the line before a list, in the last sentence first of all, and in the item's own head."""
        reading = self.reading
        lead = reading.leads[reading.sentences[phrase.sentence].line]
        if lead is None or heading_level(reading.document.lines[lead].block) is not None:
            return
        last = reading.last_sentence.get(lead)
        if last is None:
            return
        for _, _, index in self.standing.by_sentence.get(last, ()):
            _add(reasons, index, "lead")

    def _before(self, phrase: Phrase, reasons: dict[int, list[str]]) -> None:
        """Conditions named earlier in the line, and the last one before the line in the same section."""
        reading = self.reading
        sentence = reading.sentences[phrase.sentence]
        section = reading.document.lines[sentence.line].section
        back = phrase.sentence - 1
        steps = 1
        while back >= 0 and reading.sentences[back].line == sentence.line:
            for place, _, index in self.standing.by_sentence.get(back, ()):
                _add(reasons, index, f"line@{min(steps, 3)}")
                if place == reading.sentences[back].first:
                    _add(reasons, index, "line.first")
            if self.standing.by_sentence.get(back):
                break
            back, steps = back - 1, steps + 1
        at = bisect_right(self.standing.firsts, sentence.first - 1) - 1
        seen = 0
        while at >= 0 and seen < 2:
            first, _, index = self.standing.mentions[at]
            where = self._sentence_of(first)
            line = reading.sentences[where].line
            if reading.document.lines[line].section != section:
                break
            if line != sentence.line and where not in self.headings:
                _add(reasons, index, f"section@{seen}")
                _add(reasons, index, f"section.lines={min(sentence.line - line, 5)}")
                seen += 1
            at -= 1

    def _sentence_of(self, token: int) -> int:
        return bisect_right(self.sentence_firsts, token) - 1

    def _section(self, phrase: Phrase) -> Section:
        document = self.reading.document
        return document.sections[document.lines[self.reading.sentences[phrase.sentence].line].section]

    def _in_headings(self, phrase: Phrase, reasons: dict[int, list[str]]) -> None:
        document = self.reading.document
        section = self._section(phrase)
        depth = 0
        while section.level > 0:
            heading = self.heading_sentence.get(section.index)
            found = (
                {index for _, _, index in self.standing.by_sentence.get(heading, ())} if heading is not None else set()
            )
            for name in (section.subject, section.heading):
                index = self.by_name.get(normal_name(name)) if name else None
                if index is not None:
                    found.add(index)
                    whole = "subject" if name == section.subject else "heading.whole"
                    _add(reasons, index, f"{whole}@{min(depth, 2)}")
            for index in found:
                _add(reasons, index, f"heading@{min(depth, 2)}")
            depth += bool(found)
            section = document.sections[section.parent or 0]

    def _shared(self, item: Chosen, phrase: Phrase) -> list[str]:
        """What the mention itself says, whichever condition is meant."""
        reading = self.reading
        sentence = reading.sentences[phrase.sentence]
        place = self._place(phrase.sentence)
        sure = item.found.mentions[0].confidence
        out = [
            f"section={place.section}",
            f"context={place.context}",
            f"shape={place.kind}",
            f"item={'sure' if sure > _SURE else 'likely' if sure > _LIKELY else 'unsure'}",
        ]
        out += _words(reading, sentence, phrase)
        return out


def _without_outer(reasons: dict[int, list[str]]) -> None:
    """Where a paragraph opened its own subject, what stands further out is not meant as well.

    Under a heading of its own the topic often is: "Asthma attacks" are treated as asthma is.
    """
    if any("subject@0" in found for found in reasons.values()):
        for index, found in list(reasons.items()):
            if all(reason == "topic" or reason.startswith(_OUTER) for reason in found):
                del reasons[index]


def _words(reading: Reading, sentence: Sentence, phrase: Phrase) -> list[str]:
    words, classes = reading.words, reading.classes
    out = []
    cues = {cue.name for cue in sentence.cues}
    out += [f"cue={name}" for name in sorted(cues)]
    behind = [cue for cue in sentence.cues if cue.last <= phrase.first]
    if behind:
        out.append(f"last_cue={behind[-1].name}")
    ahead = next((cue for cue in sentence.cues if cue.first >= phrase.last), None)
    if ahead:
        out.append(f"next_cue={ahead.name}")
    head = words[phrase.first]
    if classes[phrase.first] in ("verb", "neg"):
        out.append(f"head={head}")
    window = range(max(sentence.first, phrase.first - 5), phrase.first)
    if any(classes[k] == "neg" or words[k] == "no" for k in window):
        out.append("negated")
    out += [f"near={words[k]}" for k in window if classes[k] in ("verb", "neg", "aux") or words[k] == "no"]
    if any(words[k] in _CARRIED for k in range(sentence.first, min(sentence.first + 3, sentence.last))):
        out.append("carried")
    return out


def _add(reasons: dict[int, list[str]], index: int, reason: str) -> None:
    found = reasons.setdefault(index, [])
    if reason not in found:
        found.append(reason)
