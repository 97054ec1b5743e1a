"""Composition and coordination: a body site and a quality make one symptom; shared heads and modifiers.

``hip and butt pain`` is ``hip pain`` and ``butt pain``; ``ruptured or slipped disk`` is ``ruptured disk``
and ``slipped disk``; ``pain or stiffness in the shoulder or neck`` is four symptoms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.vocabulary.folding import normal_form
from pipeline.vocabulary.handwritten import qualities
from pipeline.vocabulary.sites import site_name

_JOIN = re.compile(r"\s*(?:,\s*(?:and|or|and/or)\s+|,\s*|\s+(?:and/or|and|or|as well as|plus)\s+|\s*[/&]\s*)", re.I)
_IN = re.compile(r"\s+(?:in|of|around|at|on|to|near|inside|along|across|over|down|through)\s+", re.I)
_ARTICLE = re.compile(r"^(?:(?:the|your|my|his|her|their|one|both|either|a|an|one or both|area of|areas of)\s+)+", re.I)
_ADJECTIVE_ENDS = ("ed", "ing", "en", "al", "ic", "ive", "ous", "ar", "ary", "torn")
_SIDE = re.compile(r"^(?:left|right|affected|injured|entire|whole|sides? of|other)\s+", re.I)


@dataclass(frozen=True, slots=True)
class Composed:
    """One symptom made of a quality and body sites, with the name that it is published under."""

    name: str
    quality: str
    body_sites: tuple[str, ...]


def _bare(part: str) -> str:
    return _ARTICLE.sub("", part.strip())


def quality_of(word: str) -> str | None:
    """The quality that a word or phrase names, under its own name ("sore" -> "pain"); None if it is none."""
    return qualities().get(normal_form(word))


def _site(phrase: str) -> str | None:
    bare = _bare(phrase)
    return site_name(bare) or site_name(_SIDE.sub("", bare))


def split_coordination(phrase: str) -> list[str]:
    """The parts of ``a, b and c``; a phrase without coordination is its own only part."""
    return [part for part in _JOIN.split(phrase.strip()) if part]


def expand(phrase: str) -> list[str]:
    """The names in a coordinated noun phrase, each with the head or modifier that they share.

    Body sites before one head ("hip and butt pain"), modifiers before one head ("ruptured or slipped
    disk"), and heads with sites after a preposition ("pain or stiffness in the shoulder or neck") are
    handed out; parts that stand on their own ("nausea or vomiting") stay as they are.
    """
    place = _IN.search(phrase)
    if place:
        heads = split_coordination(phrase[: place.start()])
        tail = phrase[place.start() : place.end()]
        sites = split_coordination(phrase[place.end() :])
        if all(_head_quality(head) for head in heads) and all(_site(site) for site in sites):
            article = _ARTICLE.match(sites[0])
            lead = article.group() if article else ""
            full = [site if _ARTICLE.match(site) else lead + site for site in sites]
            return [f"{head}{tail}{site}" for head in heads for site in full]
        return [phrase.strip()]
    parts = split_coordination(phrase)
    if len(parts) == 1:
        return parts
    *first, last = parts
    modifier, _, head = last.rpartition(" ")
    if modifier and all(_shares_head(part, modifier) for part in first):
        return [*(f"{part} {head}" for part in first), last]
    site, _, quality = parts[0].rpartition(" ")
    if site and _site(site) and quality_of(quality) and all(quality_of(part) for part in parts[1:]):
        return [parts[0], *(f"{site} {part}" for part in parts[1:])]
    return parts


def _head_quality(phrase: str) -> str | None:
    """The quality that a phrase ends with ("dull pain" -> "pain")."""
    words = phrase.split()
    for start in range(len(words)):
        if found := quality_of(" ".join(words[start:])):
            return found
    return None


def _shares_head(part: str, modifier: str) -> bool:
    """Whether a part lacks a head and is of the sort of the last part's modifier: both sites, or both adjectives."""
    if _site(part) and _site(modifier):
        return True
    return (
        len(part.split()) == 1 and part.lower().endswith(_ADJECTIVE_ENDS) and modifier.lower().endswith(_ADJECTIVE_ENDS)
    )


def compose(phrase: str) -> list[Composed]:
    """The symptoms in a phrase that are a quality at body sites; empty where a part is anything else."""
    found = []
    for name in expand(phrase):
        place = _IN.search(name)
        if place:
            quality, site = _head_quality(name[: place.start()]), _site(name[place.end() :])
        else:
            quality, site = _split_site(name)
        if not quality or not site:
            return []
        found.append(Composed(name, quality, (site,)))
    return found


def _split_site(name: str) -> tuple[str | None, str | None]:
    """Quality and site of ``stiff lower back`` or ``lower back pain``."""
    words = _bare(name).split()
    for cut in range(1, len(words)):
        left, right = " ".join(words[:cut]), " ".join(words[cut:])
        if (site := _site(left)) and (quality := quality_of(right)):
            return quality, site
        if (quality := quality_of(left)) and (site := _site(right)):
            return quality, site
    return None, None


def composed_names(normal: str) -> Iterator[str]:
    """Other normal forms under which the table may have a composed symptom ("sore hips" -> "hip pain")."""
    for one in compose(normal)[:1]:
        for site in one.body_sites:
            form = normal_form(f"{site} {one.quality}")
            if form != normal:
                yield form
