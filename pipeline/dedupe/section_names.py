"""Headings that many pages of a health site share because their articles are built alike: never a template."""

from __future__ import annotations

import re

_NAME = re.compile(
    r"\b(?:symptoms?|signs?|causes?|caused|risks?|risk factors?|complications?|diagnos\w+|tests?|treat\w*|therap\w+"
    r"|medic(?:ine|ation|ines|ations)|drugs?|surgery|self care|home remedies|prevent\w*|outlook|prognosis|recovery"
    r"|overview|definition|introduction|summary|background|what (?:is|are)|types?|stages?|side effects?|dos(?:e|age)"
    r"|contraindications?|warnings?|precautions?|interactions?|pregnan\w+"
    r"|when to (?:see|call|seek)|see (?:a|your) doctor"
    r"|exercises?|stretch(?:es|ing)?|instructions?|how to|steps?|equipment|muscles|benefits|tips|living with|coping"
    r"|who (?:is|gets)|key (?:facts|points|takeaways)|faqs?|frequently asked)\b"
)


def is_section_name(normal_text: str) -> bool:
    """Whether a heading's normal text names a part of an article on health ("signs and symptoms")."""
    return _NAME.search(normal_text) is not None
