"""The cases and numbers of a Russian noun phrase, by rule: its adjectives and the noun they begin with.

``межпозвоночная грыжа`` is also written ``межпозвоночной грыжей``. The rules know endings, not words: a form
that no one uses is harmless, and nouns that lose a vowel (``кашель``, ``кашля``) are listed as they are.
"""

from __future__ import annotations

import re

_CASES = 6
# Endings that stand in place of the nominative's: singular, then plural; six cases each, from the nominative.
_ADJECTIVES: tuple[tuple[str, str, str], ...] = (
    (r"[гкх](?=ий$)|[жшчщ](?=ой$)", "ий ого ому ий им ом", "ие их им ие ими их"),
    (r"[жшчщн](?=ий$)", "ий его ему ий им ем", "ие их им ие ими их"),
    (r"(?=(?:ый|ой)$)", "ый ого ому ый ым ом", "ые ых ым ые ыми ых"),
    (r"[жшчщ](?=ая$)", "ая ей ей ую ей ей", "ие их им ие ими их"),
    (r"[гкх](?=ая$)", "ая ой ой ую ой ой", "ие их им ие ими их"),
    (r"(?=ая$)", "ая ой ой ую ой ой", "ые ых ым ые ыми ых"),
    (r"(?=яя$)", "яя ей ей юю ей ей", "ие их им ие ими их"),
    (r"(?=ее$)", "ее его ему ее им ем", "ие их им ие ими их"),
    (r"[гкх](?=ое$)", "ое ого ому ое им ом", "ие их им ие ими их"),
    (r"(?=ое$)", "ое ого ому ое ым ом", "ые ых ым ые ыми ых"),
    (r"(?=ые$)", "", "ые ых ым ые ыми ых"),
    (r"(?=ие$)", "", "ие их им ие ими их"),
)
_NOUNS: tuple[tuple[str, str, str], ...] = (
    (r"(?=ия$)", "ия ии ии ию ией ии", "ии ий иям ии иями иях"),
    (r"(?=ие$)", "ие ия ию ие ием ии", "ия ий иям ия иями иях"),
    (r"(?=ье$)", "ье ья ью ье ьем ье", "ья ий ьям ья ьями ьях"),
    (r"ц(?=а$)", "а ы е у ей е", "ы  ам ы ами ах"),
    (r"[жшчщ](?=а$)", "а и е у ей е", "и  ам и ами ах"),
    (r"[гкх](?=а$)", "а и е у ой е", "и  ам и ами ах"),
    (r"(?=а$)", "а ы е у ой е", "ы  ам ы ами ах"),
    (r"(?=я$)", "я и е ю ей е", "и й ям и ями ях"),
    (r"(?=ь$)", "ь и и ь ью и", "и ей ям и ями ях"),
    (r"(?=й$)", "й я ю й ем е", "и ев ям и ями ях"),
    (r"(?=о$)", "о а у о ом е", "а  ам а ами ах"),
    (r"(?=е$)", "е а у е ем е", "а  ам а ами ах"),
    (r"(?=ы$)", "", "ы ов ам ы ами ах"),
    (r"[гкхжшчщ](?=и$)", "", "и  ам и ами ах"),
    (r"(?=и$)", "", "и ей ям и ями ях"),
    (r"[гкх]$", " а у  ом е", "и ов ам и ами ах"),
    (r"[жшчщ]$", " а у  ем е", "и ей ам и ами ах"),
    (r"[бвдзлмнпрстфц]$", " а у  ом е", "ы ов ам ы ами ах"),
)
_ADJECTIVE = re.compile(r".{2,}(?:ый|ий|ой|ая|яя|ое|ее|ые|ие)")
_NOUN_LIKE = re.compile(r".+(?:ние|тие|вие|сие|зие|ой)")  # end like adjectives and are nouns
_LOSES_VOWEL = re.compile(r"(?<=[бвгджзлмнпрстфхцчшщьй])к$")


def _forms(word: str, rules: tuple[tuple[str, str, str], ...]) -> list[list[str]] | None:
    """Singular and plural of a word, six cases each; a number that it lacks is empty. None: no rule knows it."""
    for pattern, singular, plural in rules:
        if found := re.search(pattern, word):
            stem = word[: found.end()]
            one = [stem + ending for ending in singular.split(" ")] if singular else []
            return [one, [stem + ending if ending else _bare(stem) for ending in plural.split(" ")]]
    return None


def _bare(stem: str) -> str:
    """The genitive plural that has no ending: ``нагрузк`` is ``нагрузок``, ``точк`` is ``точек``."""
    return _LOSES_VOWEL.sub("ек" if stem[-2:-1] in "жшчщьй" else "ок", stem).replace("ьек", "ек").replace("йек", "ек")


def declined(phrase: str) -> list[str]:
    """Every case of the phrase in singular and plural, the phrase itself first; what follows the noun stays."""
    words = phrase.split(" ")
    head = 0
    while head + 1 < len(words) and _ADJECTIVE.fullmatch(words[head]) and not _NOUN_LIKE.fullmatch(words[head]):
        head += 1
    alone = len(words) == 1 and _ADJECTIVE.fullmatch(phrase) and not _NOUN_LIKE.fullmatch(phrase)
    tables = [_forms(word, _ADJECTIVES) for word in words[:head]]
    tables.append(_forms(words[head], _ADJECTIVES if alone else _NOUNS))
    rest = words[head + 1 :]
    found: dict[str, None] = {phrase: None}
    for number in (0, 1):
        columns = [table[number] for table in tables if table]
        if len(columns) == len(tables) and all(columns):
            for case in range(_CASES):
                found[" ".join([*(column[case] for column in columns), *rest])] = None
    if words[head].endswith(("и", "ы")) and len(tables) == 1:
        found[" ".join([_bare(words[head][:-1]), *rest])] = None  # судороги, судорог
    return list(found)
