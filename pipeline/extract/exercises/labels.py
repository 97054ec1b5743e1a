"""Labels within an exercise's text: "Starting position:", "Repetition:", "Tips:", or a sub-heading of such words."""

from __future__ import annotations

import re
from enum import StrEnum


class Part(StrEnum):
    """What a labelled stretch of an exercise holds."""

    HOW = "how"
    POSITION = "position"
    DOSE = "dose"
    TIPS = "tips"
    PROGRESSION = "progression"
    PURPOSE = "purpose"
    MUSCLES = "muscles"
    EQUIPMENT = "equipment"
    CAUTION = "caution"
    MISTAKES = "mistakes"


_WORDS: tuple[tuple[Part, str], ...] = (
    (Part.POSITION, r"start(?:ing)?\s+position|position|set[- ]?up|setup|preparation|исходное\s+положение|и\.\s?п\."),
    (
        Part.HOW,
        r"(?:step[-\s]by[-\s]step\s+)?(?:instructions?|directions?)|how\s+to\s+(?:do|perform)\s+(?:it|this(?:\s+\w+)?|them)|how\s+to|how\s+it[’']?s?\s+done|action|execution|steps?|method|technique|movement|the\s+move|do\s+it|what\s+to\s+do|"
        r"performance|как\s+(?:выполнять|делать)|техника(?:\s+выполнения)?|выполнение",
    ),
    (
        Part.DOSE,
        r"repetitions?|reps|sets|sets\s*(?:and|&|/|x)\s*reps|reps\s*(?:and|&|/)\s*sets|dosage|dose|duration|frequency|days\s+per\s+week|times\s+per\s+(?:day|week)|how\s+often|how\s+many|hold(?:\s+time)?|time|repeat|rest|"
        r"reps?\s+per\s+set|how\s+long|повторения|подходы|количество(?:\s+\w+)?",
    ),
    (
        Part.PROGRESSION,
        r"progressions?|variations?|variants?|make\s+it\s+(?:harder|easier)|modifications?|to\s+(?:progress|advance|modify)|harder|easier|advanced|beginners?|regressions?|level\s+up|challenge|options?|усложнение|варианты|вариант",
    ),
    (
        Part.CAUTION,
        r"cautions?|warnings?|precautions?|safety(?:\s+tips?)?|contraindications?|avoid|important|осторожно|противопоказания|предупреждение",
    ),
    (Part.MISTAKES, r"(?:common\s+)?(?:mistakes|errors)(?:\s+to\s+avoid)?|ошибки"),
    (
        Part.TIPS,
        r"(?:form\s+|pro\s+|coaching\s+|quick\s+|trainer[’']s\s+)?(?:tips?|cues?|notes?|pointers?|hints?)|remember|key\s+points?|советы?|примечание",
    ),
    (
        Part.PURPOSE,
        r"purpose|benefits?|why(?:\s+(?:it\s+works|do\s+it|this\s+helps|it[’']s\s+good|it\s+helps))?|goal|aim|good\s+for|what\s+it\s+does|почему\s+это\s+\w+|польза|цель|назначение",
    ),
    (
        Part.MUSCLES,
        r"(?:target(?:ed)?|primary|main|secondary|muscles?)\s*(?:muscles?|areas?|groups?)?(?:\s+(?:worked|targeted|used|involved))?|works|targets?|body\s+parts?|areas?|мышцы|работают(?:\s+мышцы)?",
    ),
    (
        Part.EQUIPMENT,
        r"equipment(?:\s+(?:needed|required))?|(?:what\s+)?you(?:[’']ll|\s+will)?\s+need|props?|gear|оборудование|инвентарь",
    ),
)
_INLINE = re.compile(
    r"^\s*(?:"
    + "|".join(f"(?P<{part.value}>{words})" for part, words in _WORDS)
    + r")\s*(?:\([^)]{0,30}\))?\s*[:：]\s*(?:\*\*)?\s*",
    re.I,
)
_WHOLE = re.compile(
    r"^\s*(?:the\s+)?(?:" + "|".join(f"(?P<{part.value}>{words})" for part, words in _WORDS) + r")\s*[:：.]?\s*$", re.I
)
_OF = re.compile(
    r"^\s*(?:(?P<purpose>(?:the\s+)?benefits?\s+of|why\s+(?:do|you\s+should\s+do))|(?P<mistakes>(?:common\s+)?mistakes\s+(?:with|in|of|when|to))|"
    r"(?P<muscles>(?:which\s+|what\s+)?muscles\s+(?:worked|used|does|do|are))|(?P<progression>variations?\s+(?:of|on)|how\s+to\s+(?:progress|modify)))\b",
    re.I,
)


def inline_label(text: str) -> tuple[Part, int] | None:
    """The label that begins a line and where the text after it starts."""
    match = _INLINE.match(text)
    return (Part(str(match.lastgroup)), match.end()) if match else None


def heading_label(text: str) -> Part | None:
    """The part that a sub-heading of an exercise introduces; null where it is no such label."""
    match = _WHOLE.match(text) or _OF.match(text)
    return Part(str(match.lastgroup)) if match else None
