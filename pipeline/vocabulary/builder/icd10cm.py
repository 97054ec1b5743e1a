"""Reads ICD-10-CM from the tabular list of simple-icd-10-cm; a code is used on exact text only."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from pipeline.vocabulary.builder.concept import Origin
from pipeline.vocabulary.folding import normal_form

_DATA = "simple_icd_10_cm/data"
_UNSPECIFIED = re.compile(r",? (?:unspecified(?: type| site)?|NOS|not otherwise specified)$")


def read_icd10cm(packages: Path) -> tuple[dict[str, str], Origin]:
    """Normal form of a title or inclusion term -> code. The broadest code wins; ambiguous text has none."""
    (path,) = sorted((packages / _DATA).glob("icd10c*-tabular-*.xml"))
    tree = etree.parse(path)
    titles: dict[str, str] = {}
    terms: dict[str, set[str]] = {}
    for entry in tree.iter("diag"):
        code = f"ICD10CM:{entry.findtext('name')}"
        title = normal_form(_UNSPECIFIED.sub("", entry.findtext("desc") or ""))
        if title and (title not in titles or len(code) < len(titles[title])):
            titles[title] = code
        for note in entry.findall("inclusionTerm/note"):
            text = _UNSPECIFIED.sub("", note.text or "")
            terms.setdefault(normal_form(text), set()).add(code)
    for text, codes in terms.items():
        if text and len(codes) == 1:
            titles.setdefault(text, next(iter(codes)))
    release = re.sub(r".*tabular-|\.xml$", "", path.name)
    return titles, Origin(
        "ICD10CM",
        "simple-icd-10-cm",
        release,
        "public domain (U.S. government)",
        "ICD-10-CM, CDC National Center for Health Statistics",
    )
