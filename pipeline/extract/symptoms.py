"""Symptoms: what their words and their sentence say of them."""

from __future__ import annotations

from functools import lru_cache

from pipeline.extract.candidates import Phrase
from pipeline.extract.choose import Chosen
from pipeline.extract.found import Mention
from pipeline.extract.lexicon import rows
from pipeline.extract.normal import singular
from pipeline.extract.places import sites_in
from pipeline.extract.reading import CONTENT, Reading, is_item
from pipeline.extract.slot_rules import Stated, rules_of, stated
from schemas.enums import Laterality, RecordKind, Severity

_LINKS = frozenset((",", "and", "or", "to", "but", "(", "that", "which", "very", "more"))
_TOWARDS = frozenset(("to", "down", "into", "up", "along", "through", "across", "toward", "towards"))
_SEATS = frozenset(("in", "of", "on", "around", "behind", "under", "below", "near", "across", "over"))
_STRAY = 1  # words between two sites that are no preposition, article or "and": "one side of the leg"
_BACK, _AHEAD = 4, 10
_ENUMS = {"severity": Severity, "laterality": Laterality}


@lru_cache(maxsize=1)
def slot_words() -> dict[str, tuple[str, str]]:
    """Word -> column and value, from ``data/symptom_slots.tsv``."""
    return {word: (slot, value) for slot, value, words, _ in rows("symptom_slots.tsv") for word in words.split()}


@lru_cache(maxsize=1)
def radiating() -> tuple[frozenset[str], frozenset[str]]:
    """Verbs of pain that goes elsewhere, and the sorts of symptom that do."""
    table = {name: frozenset(words.split()) for name, words, _ in rows("radiation.tsv")}
    return table["verb"], table["head"]


def fill_symptoms(reading: Reading, chosen: list[Chosen]) -> list[Chosen]:
    """Read body sites, side, quality, severity, onset, course, frequency and where it spreads to.

    Looked for in the name, in the words next to it, and in its sentence; for a list item the sentence
    that leads in the list says how common it is.
    """
    for item in chosen:
        if item.found.kind is RecordKind.SYMPTOM:
            for phrase in item.phrases:
                _words(reading, item, phrase)
                _rules(reading, item, phrase)
                _sites(reading, item, phrase)
    return chosen


def _set(item: Chosen, slot: str, value: str, span: tuple[int, int], rule: str) -> None:
    """Write a value into its column (the first one stands, lists grow) with the words that state it."""
    values = item.found.values
    if slot in ("quality", "body_sites", "radiates_to"):
        held = values.setdefault(slot, [])
        if value in held:
            return
        held.append(value)
    elif slot in values:
        return
    else:
        values[slot] = _ENUMS[slot](value) if slot in _ENUMS else value.lower()
    item.found.mentions.append(Mention(slot, *span, rule, item.found.mentions[0].confidence))


def _words(reading: Reading, item: Chosen, phrase: Phrase) -> None:
    """Slot words in the name, right before it ("severe, sudden") and said of it ("is usually mild")."""
    sentence = reading.sentences[phrase.sentence]
    words, classes, table = reading.words, reading.classes, slot_words()
    places = list(range(phrase.first, phrase.last))
    at = phrase.first - 1
    while at >= max(sentence.first, phrase.first - _BACK) and (words[at] in table or words[at] in _LINKS):
        places.append(at)
        at -= 1
    at, spoken = phrase.last, False
    while at < min(sentence.last, phrase.last + _AHEAD):
        if classes[at] in ("aux", "adv") or words[at] in _LINKS:
            spoken = spoken or classes[at] == "aux" or words[at] == "("
        elif not (spoken and words[at] in table):
            break
        if spoken and words[at] in table:
            places.append(at)
        at += 1
    for at in places:
        slot, value = table.get(words[at], ("", ""))
        if slot:
            _set(item, slot, value, (reading.starts[at], reading.ends[at]), f"{slot}.word")


def _rules(reading: Reading, item: Chosen, phrase: Phrase) -> None:
    for rule in rules_of("symptom"):
        if rule.slot in item.found.values:
            continue
        hit = stated(reading, rule, phrase.sentence, phrase.first, phrase.last)
        if hit is None and rule.slot == "frequency":
            hit = _led_in(reading, phrase, rule.name)
        if hit is not None:
            _set(item, rule.slot, hit.value, (hit.start, hit.end), f"{rule.slot}.{rule.name}")


def _led_in(reading: Reading, phrase: Phrase, name: str) -> Stated | None:
    """How common a list item is by the sentence before its list ("Common symptoms include:")."""
    line = reading.sentences[phrase.sentence].line
    lead = reading.leads[line]
    last = reading.last_sentence.get(lead) if lead is not None else None
    if name != "commonness" or last is None or not is_item(reading.document.lines[line].block):
        return None
    rule = next(rule for rule in rules_of("symptom") if rule.name == name)
    sentence = reading.sentences[last]
    return stated(reading, rule, last, sentence.last - 1, sentence.last)


def _sites(reading: Reading, item: Chosen, phrase: Phrase) -> None:
    """Body sites of the name; those behind a verb of spreading are where it spreads to."""
    verbs, heads = radiating()
    words = reading.words
    last = reading.sentences[phrase.sentence].last
    spreads = next((at for at in range(phrase.first + 1, phrase.last) if words[at] in verbs), None)
    for site in sites_in(reading, phrase.first, spreads or phrase.last):
        _site(reading, item, "body_sites", site, "body_sites.name")
    if spreads is None:
        _seated(reading, item, phrase, last)
    if spreads is None and any(singular(word) in heads for word in words[phrase.first : phrase.last]):
        at = phrase.last
        while at < last and words[at] not in ".;:!?" and words[at] not in verbs:
            at += 1
        spreads = at if at < last and words[at] in verbs and at - phrase.last <= _AHEAD + _BACK else None
    if spreads is None:
        return
    at = spreads + 1
    if at < last and words[at] == "from":  # "from the lower back down one leg"
        while at < last and words[at] not in _TOWARDS and words[at] not in ".;:!?":
            at += 1
    strange = 0
    while at < last and strange <= _STRAY:
        sites = [site for site in sites_in(reading, at, min(last, at + 3)) if site[0] == at]
        if sites:
            _site(reading, item, "radiates_to", sites[0], "radiates_to.verb")
            at, strange = sites[0][1], 0
            continue
        joins = words[at] in _LINKS or reading.classes[at] in ("prep", "det", "conj")
        strange += not joins
        if words[at] in ".;:!?)":
            return
        at += 1


def _seated(reading: Reading, item: Chosen, phrase: Phrase, last: int) -> None:
    """Sites right behind the name: "aches or discomfort in your hip, back and groin"."""
    words, classes = reading.words, reading.classes
    at = phrase.last
    if at + 1 < last and words[at] in ("or", "and") and classes[at + 1] == CONTENT:
        at += 2
        while at < last and classes[at] == CONTENT and at - phrase.last < _BACK:
            at += 1
    if at >= last or words[at] not in _SEATS:
        return
    at += 1
    while at < last:
        while at < last and (classes[at] in ("det", "conj") or words[at] == ","):
            at += 1
        sites = [site for site in sites_in(reading, at, min(last, at + 3)) if site[0] == at]
        if not sites:
            return
        _site(reading, item, "body_sites", sites[0], "body_sites.seat")
        at = sites[0][1]
        if at < last and words[at] == "area":
            at += 1


def _site(reading: Reading, item: Chosen, slot: str, site: tuple[int, int], rule: str) -> None:
    first, last = site
    span = (reading.starts[first], reading.ends[last - 1])
    _set(item, slot, reading.text(first, last).lower(), span, rule)
