"""Whether a claim is the base dose, a goal to work up to, or belongs to an easier or harder variant."""

from __future__ import annotations

import re

from pipeline.extract.dose.claims import Tier

_GOAL = re.compile(
    r"\b(?:work(?:ing)?(?:\s+your\s+way)?\s+(?:up\s+)?(?:to|towards?)|build(?:ing)?\s+(?:up\s+)?to|progress(?:ing)?\s+to|"
    r"increas\w+\s+(?:\w+\s+){0,3}?to|until\s+you\s+can|aim\s+to\s+(?:reach|hold|work)|eventually|with\s+time|"
    r"постепенно\s+(?:увелич\w+|довед\w+)|довед\w+\s+до|увелич\w+\s+до)\b",
    re.I,
)
_VARIANT = re.compile(
    r"\b(?:if\s+you\s+(?:want|wish|would\s+like|need|feel\s+(?:able|ready|strong)|find\s+(?:this|it)|can(?:no|'|’)?t?\s+manage|are\s+(?:a\s+beginner|advanced))|"
    r"if\s+(?:this|it|that)\s+(?:is|feels|becomes|gets|seems)|too\s+(?:easy|hard|difficult)|"
    r"to\s+(?:make\s+(?:this|it|the\s+\w+)\s+(?:a\s+(?:bit|little)\s+)?(?:harder|easier|more)|increase\s+(?:the\s+)?(?:load|difficulty|intensity|challenge|resistance)|progress|advance)|"
    r"for\s+(?:an?\s+|more\s+of\s+an?\s+|some\s+)?(?:extra|added|additional|greater|bigger|more)?\s*(?:challenge|difficulty)|"
    r"as\s+(?:you|it|the\s+\w+|your\s+\w+)\s+(?:get|gets|become|becomes|grow|grows|improve|improves|progress)|"
    r"when\s+(?:this|it|you|that)\s+(?:becomes?|gets?|feels?|can|are)|once\s+(?:you|this|it|that)|after\s+(?:a\s+few|several)\s+weeks|"
    r"(?:progression|advanced|harder|easier|variation|variations|modification|make\s+it\s+harder|make\s+it\s+easier|beginners?)\s*[:–—-]|"
    r"если\s+(?:вы\s+)?(?:хотите|нужно|слишком|легко|трудно)|чтобы\s+(?:увеличить|усложнить|усилить)\s*(?:нагрузк\w+)?|для\s+усложнения|усложнение|прогрессия)",
    re.I,
)
_BREAK = re.compile(r"[.!?;\n](?=\s|$)")


def tier_of(text: str, start: int) -> Tier:
    """How binding a claim is that starts at ``start``, by the words before it in its sentence."""
    begin = 0
    for match in _BREAK.finditer(text, 0, start):
        begin = match.end()
    before = text[begin:start]
    if _VARIANT.search(before):
        return Tier.PROGRESSION
    return Tier.GOAL if _GOAL.search(text[begin : start + 25]) and _goal_leads(text[begin : start + 25]) else Tier.BASE


def _goal_leads(window: str) -> bool:
    """Whether the last goal words stand before the claim or at its head ("up to" belongs to the amount)."""
    matches = list(_GOAL.finditer(window))
    return bool(matches) and matches[-1].start() < max(len(window) - 25, 1)
