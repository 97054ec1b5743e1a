"""Which language a page is in: what it declares, held against what it says."""

from __future__ import annotations

import re

UNKNOWN = "und"
_SAMPLE = 1_500  # characters; more changes the answer on no page that was looked at
_LEAST = 40  # letters; fewer tell nothing
_CODE = re.compile(r"^([a-zA-Z]{2})(?:$|[-_])")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_LETTER = re.compile(r"[^\W\d_]")
# Languages that are not written in Latin letters; a page that declares one of the others must be mostly Latin.
_OTHER_SCRIPTS = frozenset(
    [
        "ru",
        "uk",
        "be",
        "bg",
        "mk",
        "sr",
        "kk",
        "ky",
        "mn",
        "tg",
        "el",
        "ar",
        "fa",
        "ur",
        "he",
        "yi",
        "hi",
        "bn",
        "pa",
        "gu",
        "ta",
        "te",
        "kn",
        "ml",
        "mr",
        "ne",
        "si",
        "th",
        "lo",
        "km",
        "my",
        "ka",
        "hy",
        "am",
        "zh",
        "ja",
        "ko",
        "ug",
        "ps",
    ]
)
# The commonest words of English prose: enough of them and no model is asked.
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "is",
        "that",
        "for",
        "it",
        "with",
        "as",
        "are",
        "on",
        "be",
        "this",
        "or",
        "by",
        "can",
        "your",
        "you",
        "from",
        "not",
        "have",
    ]
)


def language_of(texts: list[str], declared: str | None) -> str:
    """The ISO 639-1 code of the texts' language, or "und".

    A declared language is believed where its script is the text's and, for English, its common words are
    there; otherwise the text is classified.

    Args:
        texts: the page's blocks, running text first.
        declared: the page's ``lang`` attribute, or nothing.
    """
    sample = _sample(texts)
    letters = len(_LETTER.findall(sample))
    code = _CODE.match(declared.strip()) if declared else None
    named = code.group(1).lower() if code else None
    if letters < _LEAST:
        return named or UNKNOWN
    latin = len(_LATIN.findall(sample)) * 2 > letters
    words = sample.lower().split()
    english = sum(word in _ENGLISH for word in words) > 0.15 * len(words)
    if english and latin and named in (None, "en"):
        return "en"
    if named not in (None, "en") and (named in _OTHER_SCRIPTS) != latin and not english:
        return str(named)
    return _classify(sample)


def _sample(texts: list[str]) -> str:
    pieces: list[str] = []
    size = 0
    for text in sorted(texts, key=len, reverse=True)[:8]:
        pieces.append(text[: _SAMPLE - size])
        size += len(pieces[-1])
        if size >= _SAMPLE:
            break
    return " ".join(pieces)


def _classify(sample: str) -> str:
    import py3langid  # its model takes 0.3 s to load: only where a page leaves a doubt

    return str(py3langid.classify(sample)[0])
