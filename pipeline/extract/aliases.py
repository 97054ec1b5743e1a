"""Other names of a condition: "also called", "also known as", "or", brackets, abbreviations."""

from __future__ import annotations

from functools import lru_cache

from pipeline.extract.candidates import Phrase
from pipeline.extract.choose import Chosen
from pipeline.extract.found import Mention
from pipeline.extract.lexicon import rows
from pipeline.extract.listed import listed
from pipeline.extract.normal import normal_name
from pipeline.extract.reading import Reading, Sentence
from pipeline.vocabulary.compose import expand
from schemas.enums import RecordKind

# What may stand between a name and its cue: "X (which is sometimes also called Y)".
_SIGNS = frozenset((",", "(", "—", "–", "-"))
_VERBS = frozenset(("is", "are", "was", "which", "that", "may", "can", "be", "it", "this"))
_ADVERBS = frozenset(("sometimes", "also", "often", "commonly", "usually", "more", "most"))
_BETWEEN = _SIGNS | _VERBS | _ADVERBS
_PRONOUNS = frozenset(("it", "this", "they", "these"))
_GENUS = frozenset(("condition", "disease", "disorder", "syndrome", "infection", "illness", "problem", "injury"))
_LONGEST_GAP = 5
_LONGEST_ABBREVIATION = 8
_BARE = frozenset(("called", "known_as", "referred_to_as"))
_QUOTES = '"“”‘’ '
_CLOSED = {",": frozenset(",)"), "(": frozenset(")")}


@lru_cache(maxsize=1)
def alias_cues() -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """First word of a cue -> rule names with the cue's words, the longest first."""
    table: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for name, phrase, _, _ in rows("alias_cues.tsv"):
        words = tuple(phrase.split())
        table.setdefault(words[0], []).append((name, words))
    return {first: tuple(sorted(cues, key=lambda cue: -len(cue[1]))) for first, cues in table.items()}


def add_aliases(reading: Reading, conditions: list[Chosen]) -> None:
    """Give each condition the other names that its sentences state, each with the words that state it."""
    starting: dict[int, list[tuple[Phrase, Chosen]]] = {}
    for item in conditions:
        for phrase in item.phrases:
            starting.setdefault(phrase.sentence, []).append((phrase, item))
    for index, here in starting.items():
        sentence = reading.sentences[index]
        for phrase, item in here:
            at = _bracket(reading, sentence, phrase, item)
            _after(reading, sentence, phrase, at, item)
    for index, sentence in enumerate(reading.sentences):
        _opening(reading, index, sentence, starting)


def _bracket(reading: Reading, sentence: Sentence, phrase: Phrase, item: Chosen) -> int:
    """Read "(CTS)" or "(urticaria)" right after a name; gives where reading may go on."""
    at, words = phrase.last, reading.words
    if at >= sentence.last or words[at] != "(":
        return at
    end = at + 1
    while end < sentence.last and words[end] != ")" and end - at < _LONGEST_GAP:
        end += 1
    if end >= sentence.last or words[end] != ")" or end == at + 1:
        return at
    inside = reading.text(at + 1, end)
    short = end == at + 2 and is_abbreviation(inside, item.found.name)
    if short or _same_concept(reading, sentence, phrase, at + 1, end):
        _note(reading, item, at + 1, end, [inside], "abbreviation" if short else "bracket")
        return end + 1
    return at


def is_abbreviation(short: str, name: str) -> bool:
    """Whether the capitals of ``short`` stand in this order in the name, the first one at its start."""
    letters = [char.lower() for char in short if char.isupper() or char.isdigit()]
    if len(letters) < 2 or len(short) > _LONGEST_ABBREVIATION or len(letters) < len(short.rstrip("s")) - 1:
        return False
    rest = iter(name.lower())
    return name.lower().startswith(letters[0]) and all(letter in rest for letter in letters)


def _same_concept(reading: Reading, sentence: Sentence, phrase: Phrase, first: int, last: int) -> bool:
    spans = ((phrase.first, phrase.last), (first, last))
    concepts: list[set[str]] = [
        {
            entry.concept_id
            for match in sentence.matches
            if match.start == reading.starts[a] and match.end == reading.ends[b - 1]
            for entry in match.entries
            if entry.kind == "condition"
        }
        for a, b in spans
    ]
    return bool(concepts[0] & concepts[1])


def _cue(reading: Reading, at: int, last: int) -> tuple[str, int] | None:
    for name, words in alias_cues().get(reading.words[at], ()):
        if at + len(words) <= last and tuple(reading.words[at : at + len(words)]) == words:
            return name, at + len(words)
    return None


def _after(reading: Reading, sentence: Sentence, phrase: Phrase, at: int, item: Chosen) -> None:
    words = reading.words
    for _ in range(_LONGEST_GAP):
        if at >= sentence.last:
            return
        cue = _cue(reading, at, sentence.last)
        if cue is not None:
            name, begin = cue
            names = listed(reading, begin, sentence.last)
            closing = _CLOSED.get(words[at])
            if at == phrase.last and name in _BARE:
                return  # "a mental illness called bipolar disorder" names one of them
            if closing is not None:
                # A bare "or" names the same thing only where it is set off on both sides, at the start.
                end = names[-1][1] if names else begin
                begins = all(reading.classes[k] == "det" for k in range(sentence.first, phrase.first))
                if len(names) != 1 or end >= sentence.last or words[end] not in closing or not begins:
                    return
            _names(reading, item, names, name)
            return
        if words[at] not in _BETWEEN:
            return
        at += 1


def _opening(
    reading: Reading, index: int, sentence: Sentence, starting: dict[int, list[tuple[Phrase, Chosen]]]
) -> None:
    """Read "Also called Y, X occurs when" and "It is also called Y": the subject stands elsewhere."""
    words, at = reading.words, sentence.first
    if at + 1 < sentence.last and (cue := _cue(reading, at, sentence.last)):
        names = listed(reading, cue[1], sentence.last)
        end = names[-1][1] if names else sentence.last
        near = [item for phrase, item in starting.get(index, ()) if end < phrase.first <= end + 3]
        if near:
            _names(reading, near[0], names, cue[0])
        return
    if words[at] not in _PRONOUNS or index == 0:
        return
    at += 1
    while at < sentence.last and at - sentence.first < _LONGEST_GAP:
        if (cue := _cue(reading, at, sentence.last)) is not None:
            before = reading.sentences[index - 1]
            near = [item for phrase, item in starting.get(index - 1, ()) if phrase.first - before.first <= 2]
            if near:
                _names(reading, near[0], listed(reading, cue[1], sentence.last), cue[0])
            return
        if words[at] not in _BETWEEN and words[at] not in _GENUS:
            return
        at += 1


def _names(reading: Reading, item: Chosen, names: list[tuple[int, int]], rule: str) -> None:
    if names:
        first, last = names[0][0], names[-1][1]
        whole = reading.text(first, last)
        parts = [part.strip(_QUOTES) for part in expand(whole)] if len(names) > 1 else [whole]
        _note(reading, item, first, last, parts, rule)


def _note(reading: Reading, item: Chosen, first: int, last: int, names: list[str], rule: str) -> None:
    found = item.found
    if found.kind is not RecordKind.CONDITION:
        return
    held = found.values.setdefault("aliases", [])
    known = {item.key, *map(normal_name, held)}
    fresh = [name for name in names if normal_name(name) not in known]
    if fresh:
        held += fresh
        found.mentions.append(
            Mention(
                "aliases",
                reading.starts[first],
                reading.ends[last - 1],
                f"alias.{rule}",
                found.mentions[0].confidence,
            )
        )
