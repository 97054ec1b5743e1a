"""Which sentences tell a reader to move: instructions, descriptions, cautions, progressions."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from pipeline.extract.exercises.words import (
    BODY,
    GERUND,
    LEAD_IN,
    RU_BODY,
    RU_VERB,
    STRONG_VERBS,
    SUBORDINATE,
    VERBS,
)


class Role(StrEnum):
    """What a sentence is to an exercise."""

    MOVE = "move"  # an instruction that names a part of the body or a posture
    INSTRUCTION = "instruction"
    DESCRIPTION = "description"
    STOP = "stop"  # a caution about the exercise as a whole
    OTHER = "other"


_DESCRIPTION = re.compile(
    r"^(?:(?:(?:this|these|that|such)(?:\s+(?:\w+[\s-]){0,3}?\w+)?|it|(?:the|your)\s+(?:\w+[\s-]){0,3}?(?:exercise|stretch|stretches|move|movement|pose|workout|variation|activity|routine|goal|idea|purpose)s?)\s+"
    r"(?:is|are|was|can\s+be|will|helps?|targets?|works?|strengthens?|improves?|stretches|requires?|combines?|also|works\s+great|loosens|builds?|"
    r"activates?|mimics?|focus(?:es)?|engages?|opens?|promotes?|gives?|provides?|reduces?|increases?)\b"
    r"|it[’']s\b|that[’']s\b|why\b|benefits?\b|muscles?\s+(?:worked|targeted)|targets?\b|works?\s+(?:the|your)\s+\w+(?:\s+muscles)?\s*\.?$"
    r"|stretches\s+(?!your\b)|strengthens\b|improves\b|helps\b|good\s+for\b|great\s+for\b|почему|это\s+упражнение|упражнение\s+\w+(?:ет|ют)\b|помогает|снимает|укрепляет|улучшает|растягивает|эффективно)",
    re.I,
)
_PLACE = re.compile(
    r"^this\s+(?:will\s+be|is|should\s+be)\s+(?:your|the)\s+(?:start|begin|end|finish)\w*\s+(?:position|point)", re.I
)
_STOP = re.compile(
    r"\b(?:(?:avoid|stop|skip|discontinue)\s+(?:doing\s+)?(?:this|these|it|the\s+(?:exercise|stretch)|if|immediately|any\s+exercise|exercising)\b"
    r"|(?:do\s+not|don[’']t|never)\s+(?:do|perform|try|attempt)\s+(?:this|these|it|the\s+exercise|any)\b"
    r"|(?:consult|see|ask|talk\s+to|check\s+with|contact|speak\s+(?:to|with))\s+(?:your|a|an|the)\s+(?:\w+\s+){0,3}(?:doctor|physician|therapist|physiotherapist|provider|professional|gp)\b"
    r"|прекратите|не\s+выполняйте|проконсультируйтесь)",
    re.I,
)
_CAUTION = re.compile(
    r"\b(?:do\s+not|don[’']t|never|avoid|be\s+careful|careful\s+not|caution|warning|without\s+(?:pain|forcing|straining)|should\s+not|shouldn[’']t|"
    r"stop\s+if|make\s+sure|try\s+not|must\s+not|не\s+\w+(?:йте|ите)\b|избегайте|осторожно)\b",
    re.I,
)
_PROGRESSION = re.compile(
    r"\b(?:if\s+you\s+(?:want|wish|would\s+like)\s+to\s+(?:increase|make|progress|add|challenge|go)|to\s+(?:make\s+(?:this|it|the\s+\w+)\s+(?:\w+\s+){0,3}?(?:harder|more\s+(?:difficult|challenging|intense|advanced|demanding)|tougher|difficult)|increase\s+the\s+(?:load|difficulty|intensity|challenge|resistance|stretch)|"
    r"progress|deepen|intensify|challenge\s+yourself|advance)|for\s+(?:an?\s+|more\s+of\s+an?\s+|some\s+)?(?:extra|added|additional|greater|bigger|more)\s*(?:of\s+a\s+)?(?:challenge|difficulty|intensity|stretch)|"
    r"for\s+a\s+(?:challenge|deeper\s+stretch|harder)|work(?:ing)?(?:\s+your\s+way)?\s+up\s+to|build(?:ing)?\s+up\s+to|as\s+you\s+(?:get|become|grow)\s+(?:stronger|fitter|better|more)|"
    r"once\s+you(?:[’']ve|\s+have|\s+can|[’']re|\s+are|\s+feel|\s+get)|when\s+(?:this|it|you)\s+(?:becomes?|gets?|feels?|can)|gradually\s+increase|add(?:ing)?\s+(?:a\s+|some\s+|more\s+)?(?:weights?|resistance|reps)|"
    r"make\s+it\s+(?:harder|more)|harder\s+version|более\s+сложн\w+|усложн\w+|чтобы\s+увеличить\s+нагрузку|увелич\w+\s+нагрузку)\b",
    re.I,
)
_SHOULD = re.compile(
    r"^(?:your|the|both|each|one|all|knees?|feet|hands?|arms?|legs?|elbows?)\s+(?:\w+[\s-]){0,6}?(?:should|must|need\s+to|will|are|is|stays?|remains?|to\s+be\s+kept)\b",
    re.I,
)
_YOU = re.compile(
    r"^you\s+(?:should|will|may|can|might|ought)\s+(?:also\s+)?(?:feel|notice|be\s+able|place|use|do|imagine|sit|stand|lie|have)\b|^you(?:[’']ll|\s+should)\b|^you\s+can\s+\w+",
    re.I,
)


def _imperative(text: str) -> str | None:
    """The verb that commands, in lower case, or null."""
    rest = text
    for _ in range(3):
        lead = LEAD_IN.match(rest)
        rest = rest[lead.end() :] if lead else rest
        word = re.match(r"[A-Za-z’'-]+", rest)
        if word:
            verb = word.group().lower().replace("’", "'")
            if verb in VERBS and not re.match(r"\w+\s+(?:is|are|was|were|helps?|can|will|works?|has|means)\b", rest):
                return verb
        skipped = SUBORDINATE.match(rest)
        if skipped is None:
            return None
        rest = rest[skipped.end() :]
    return None


@lru_cache(maxsize=8192)
def role_of(text: str) -> Role:
    """The role of one sentence."""
    if _STOP.search(text):
        return Role.STOP
    if RU_BODY.search(text) or re.search(r"[а-яё]", text, re.I):
        return _russian(text)
    if _PLACE.match(text):
        return Role.INSTRUCTION
    if _DESCRIPTION.match(text):
        return Role.DESCRIPTION
    verb = _imperative(text)
    if verb is None:
        if GERUND.match(text) and BODY.search(text):
            return Role.MOVE
        should = _SHOULD.match(text)
        return Role.INSTRUCTION if (should and BODY.search(text, 0, should.end())) or _YOU.match(text) else Role.OTHER
    if BODY.search(text) and (
        verb in STRONG_VERBS
        or verb in ("place", "put", "keep", "rest", "relax", "return", "come", "move", "open", "plant", "position")
    ):
        return Role.MOVE
    return Role.INSTRUCTION


def _russian(text: str) -> Role:
    if _DESCRIPTION.match(text):
        return Role.DESCRIPTION
    if RU_VERB.match(text) or re.match(r"^на\s+(?:вдохе|выдохе)", text, re.I):
        return Role.MOVE if RU_BODY.search(text) else Role.INSTRUCTION
    if re.search(r"\b\w{3,}(?:ите|йте|ьте|итесь|йтесь|ьтесь)\b", text, re.I) and RU_BODY.search(text):
        return Role.MOVE
    return Role.OTHER


def is_caution(text: str) -> bool:
    """Whether a sentence says what not to do or when to stop."""
    return bool(_CAUTION.search(text) or _STOP.search(text))


def is_progression(text: str) -> bool:
    """Whether a sentence tells how to make the exercise harder."""
    return bool(_PROGRESSION.search(text))
