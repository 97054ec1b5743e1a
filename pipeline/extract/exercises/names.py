"""Names of exercises: where the name lies in a title, and how much it looks like one."""

from __future__ import annotations

import re

from pipeline.extract.exercises.words import NAME_HEADS, POSTURE, RU_HEADS
from pipeline.vocabulary.terms import Vocabulary

MAX_WORDS = 12
# "Plank: how to hold it for two minutes" points at another page.
TEASER = re.compile(r"(?:how|why|what|when|which|where|is|are|does|do\s+you|\d+\s+(?:ways|reasons|tips))\b", re.I)
_NUMBER = re.compile(
    r"^\s*(?:(?:exercise|stretch|move|pose|step|упражнение|no\.?|#|"
    r"№)\s*(?:no\.?\s*)?)?#?(?P<n>\d{1,2})\s*(?:[.):]|[-–—](?=\s)|\s(?=[A-ZА-ЯЁ]))\s*",
    re.I,
)
_LABEL = re.compile(
    r"^\s*(?:exercise|stretch|move|упражнение)\s+(?P<n>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|"
    r"ten)\s*[:.–—-]\s*",
    re.I,
)
_HOW = re.compile(
    r"^(?:how\s+(?:do\s+i|do\s+you|to|can\s+i|should\s+i|should\s+you)\s+(?:do|perform|practi[cs]e|execute)\s+|"
    r"to\s+(?:do|perform)\s+|try\s+(?:the|a|an|this)\s+|doing\s+|"
    r"instructions\s+for\s+|step-by-step\s+)(?:the\s+|a\s+|an\s+)?",
    re.I,
)
_TAIL = re.compile(r"\s*(?:[:.!?–—-]+|\((?:[^)]*)\)?|[,;]\s*(?:\d+.*)?)\s*$")
_EDGE = "\"'“”‘’«»*_ \t"
_GENERIC = re.compile(
    r"^(?:(?:the\s+)?(?:top|best|\d+)\s.*|.*(?<![/\d])\b\d+\s+(?:[\w-]+\s+){0,3}?(?:exercises|stretches|poses|"
    r"moves|workouts|упражнени\w+|поз|движени\w+)\b.*|.*\b(?:exercises|stretches|workouts?|moves|poses|"
    r"routines?|программ\w+|упражнени[яй]|комплекс\w*|тренировк[аи]|заряд\w+)\s+(?:for|to|that|you|and|at|in|"
    r"during|after|before|от|для|при)\b.*"
    r"|(?:while|if|from|for|with|before|after|during)\b.*|(?:how|what|when|why|who|where|which|is|are|can|"
    r"should|does|do|will|if|because|как|что|почему|когда|зачем|можно|какие)\b.*"
    r"|(?:the\s+)?(?:benefits?|conclusion|introduction|summary|overview|tips?|instructions?|steps?|equipment|"
    r"muscles?|warm[- ]?ups?|cool[- ]?downs?|takeaway|the\s+takeaway|bottom\s+line|faqs?|resources|references|"
    r"variations?|modifications?|common\s+mistakes|mistakes|repetitions?|reps|sets|frequency|duration|purpose|"
    r"action|precautions?|safety|getting\s+started|before\s+you\s+(?:start|begin)|note|notes|"
    r"workouts?|exercises?|stretches|stretching(?:\s+exercises)?|strength(?:ening)?(?:\s+(?:training|"
    r"exercises))?|cardio|flexibility|balance|aerobics?|aerobic\s+exercises?|physical\s+(?:therapy|activity)|"
    r"treatment|symptoms|causes|diagnosis|"
    r"prevention|recovery|rest|ice|heat|posture|walking|swimming|running|cycling|yoga|pilates|tai\s+chi|"
    r"meditation|massage|sitting|standing|lying|sleeping|driving|lifting|hydration|nutrition|sleep|"
    r"(?:day|week|phase|level|part|stage|section|chapter|round|set|circuit|step)\s+(?:\d+|one|two|three|four|"
    r"five|six|seven|eight|nine|ten|[a-d]|i+)\b.*|routine|the\s+routine|contents|table\s+of\s+contents|share|"
    r"related\s+\w+|more\s+\w+|read\s+more|contact.*|about.*|"
    r"подробнее|заключение|вывод|польза|противопоказания|разминка|заминка|упражнения|введение)$)",
    re.I,
)
_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|will|there|you|we|they|because|this|these|if|have|has|which|who|should|each|every|"
    r"than|too|это|которые|чтобы|если)\b",
    re.I,
)
_ALONE = frozenset(
    [
        "hold",
        "rest",
        "repeat",
        "release",
        "relax",
        "turn",
        "push",
        "pull",
        "step",
        "steps",
        "start",
        "move",
        "moves",
        "lift",
        "raise",
        "set",
        "sets",
        "circle",
        "roll",
        "breathe",
        "breathing",
        "stretch",
        "walk",
        "press",
        "reach",
        "drop",
        "carry",
        "hop",
        "jump",
        "kick",
        "swing",
        "tilt",
        "slide",
        "squeeze",
        "drill",
        "drills",
        "split",
        "bound",
        "exercise",
        "exercises",
        "pulse",
        "tap",
        "pass",
        "toss",
        "cross",
        "fly",
        "bug",
        "dog",
        "cat",
        "morning",
        "stand",
        "circuit",
        "warmup",
        "cooldown",
        "extend",
        "flex",
        "yoga",
        "grip",
        "rock",
        "punch",
        "isometric",
    ]
)
# Alone before a preposition these command: "Stand behind a chair", "Pull off the wheel".
_COMMANDS = frozenset(
    f"{POSTURE} pull push lift turn hold move reach raise lower drop spread slide carry throw toss pass".split()
)
_TELLS = re.compile(
    r"^(?:pick|choose|find|select|add|use|do|perform|performing|take|make|get|keep|avoid|start|begin|try|warm|"
    r"cool|doing|using|include|learn|see(?!-)|watch|read|check|join|know|listen|talk|set\s+(?:a|your)|give|"
    r"hold(?!\s*-?\s*relax)|repeat|rest|stay|relax|sets|reps|seconds|minutes|(?:turn|switch|log|plug|sign|"
    r"set)\s+(?:on|off|up|in|the))\b|\b(?:for|to|of|with|and|or|in|on|the|a|your|at|by)$",
    re.I,
)
_NOT_EXERCISE = re.compile(
    r"\b(?:tests?|exam(?:ination)?|sign|scan|surgery|pillows?|mattress|sleep(?:ing)?|cpr|heimlich|injections?|"
    r"cream|ice\s+pack|medicat\w+|doctor|recipe|diet|shoes|brace|recipe|smoothie|"
    r"breastfeed\w*|latch|nipples?|mistakes?|compressions?|rescue|recovery\s+position|first\s+aid|self-exam\w*|"
    r"check-?list|dough|(?:chair|desk|monitor)\s+height|(?:monitor|desk|keyboard|mouse)(?:\s+(?:set-?up|"
    r"placement|position\w*))?$|wrong|worst|dangerous)\b",
    re.I,
)


def name_span(text: str, start: int, end: int) -> tuple[int, int, int | None]:
    """Where the name lies in the title ``text[start:end]``, and the number before it if one is written."""
    number: int | None = None
    for pattern in (_LABEL, _NUMBER):
        match = pattern.match(text[start:end])
        if match and match.end() < end - start:
            number = int(match["n"]) if match["n"].isdigit() else None
            start += match.end()
            break
    how = _HOW.match(text[start:end])
    if how and how.end() < end - start:
        start += how.end()
    while True:
        tail = _TAIL.search(text[start:end])
        if tail is None or tail.start() == 0:
            break
        end = start + tail.start()
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end, number


def likeness(name: str, vocabulary: Vocabulary) -> int:
    """How much a name looks like an exercise's: 2 known or headed by an exercise word, 0 a name it cannot be.

    1 is any other short phrase, which needs clear instructions below it.
    """
    words = name.split()
    if not words or len(words) > MAX_WORDS or len(name) > 90 or _GENERIC.match(name) or _NOT_EXERCISE.search(name):
        return 0
    if _SENTENCE.search(name) or _TELLS.match(name) or (len(words) == 1 and name.lower() in _ALONE):
        return 0
    return 2 if known(name, vocabulary) or headed(name) else 1


def known(name: str, vocabulary: Vocabulary) -> bool:
    """Whether the vocabulary knows the name as an exercise, or most of it."""
    if any(entry.kind == "exercise" for entry in vocabulary.lookup(name)):
        return True
    return any(
        (match.end - match.start) * 2 >= len(name) and any(entry.kind == "exercise" for entry in match.entries)
        for match in vocabulary.find(name)
    )


def headed(name: str) -> bool:
    """Whether the name's last word before a "with", "on" or bracket is an exercise word."""
    if RU_HEADS.search(name):
        return True
    core = re.split(
        r"\s*[(\[:]|\s+[–—-]\s|,\s(?=\w+$)|\s+(?:with|behind|against|across|above|below|between|on|to|from|in|"
        r"using|for|against|at|off|into|over|and|or|while|without)\s+",
        name.strip(),
        maxsplit=1,
        flags=re.I,
    )[0]
    words = [word.strip("'’\"“”.,") for word in core.lower().split()]
    while words and (
        words[-1].isdigit() or (words[-1] in ("pose", "exercise", "exercises", "left", "right") and len(words) > 1)
    ):
        words.pop()
    if not words or (len(words) == 1 and words[0] in _COMMANDS and len(core) < len(name.strip())):
        return False  # "Stand behind a chair" is an instruction
    last = words[-1].split("/")[-1]
    forms = {
        last,
        last.removesuffix("s"),
        last.removesuffix("es"),
        last.split("-")[-1],
        last.split("-")[-1].removesuffix("s"),
        last.split("-")[-1].removesuffix("es"),
    }
    joined = {"-".join(words[-2:]), "-".join(words[-2:]).removesuffix("s"), "-".join(words[-3:])}
    return bool(
        forms & NAME_HEADS
        or joined & NAME_HEADS
        or "exercise" in core.lower().split()[-1:]
        or name.lower().endswith(("pose", "exercise"))
    )
