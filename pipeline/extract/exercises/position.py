"""The position an exercise starts from, as its text says it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.exercises.sentences import Sentence
from pipeline.extract.found import Found
from pipeline.structure.document import Document
from schemas.enums import Position

_LIE = r"(?:lie|lies|lying|lay|laying|laid|lied)\b"
_SIT = (
    r"(?:sit|sits|sitting|seated)\b(?!\s+(?:up\b|back\b|down\s+into|into|on\s+your\s+heels|"
    r"onto\s+your\s+heels|bones?|against\s+your))"
)
_STAND = r"(?:stand|stands|standing)\b(?!\s+(?:up\b|back\b|leg\b|foot\b|knee\b|position\b))"
_SUPINE = (
    r"(?:on\s+(?:your|the|his|her)\s+(?:upper\s+)?backs?\b|(?:flat\s+)?on\s+(?:your|the)\s+back|"
    r"face[- ]?up|facing\s+up|supine|flat\s+back)"
)
_FACE_DOWN = r"(?:face[- ]?down|facing\s+down)"
_PRONE = (
    r"(?:on\s+(?:your|the)\s+(?:stomach|tummy|belly|abdomen|front|chest)\b|face[- ]?down|facing\s+down|"
    r"prone|chest\s+down)"
)
_ONE_SIDE = (
    r"on\s+(?:your|the|one)\s+(?:(?:left|right|unaffected|affected|uninjured|injured|good|painful|non-\w+)\s+)?side\b"
)

_RULES: tuple[tuple[Position, str], ...] = (
    (
        Position.SIDE_LYING,
        rf"{_LIE}[^.;]{{0,25}}?{_ONE_SIDE}|\bside[- ]?lying\b|\bлягте\s+на\s+(?:левый\s+|"
        rf"правый\s+)?бок|лежа\s+на\s+боку|лёжа\s+на\s+боку",
    ),
    (
        Position.PRONE,
        rf"{_LIE}[^.;,]{{0,40}}?{_PRONE}|{_LIE}[^.;]{{0,40}}?{_FACE_DOWN}|\b(?:get|start|begin|"
        rf"come)\b[^.;]{{0,20}}?\bon\s+your\s+(?:stomach|belly|tummy)|\bprone\b|\bляг\w+\s+на\s+живот|"
        rf"л[её]жа\s+на\s+животе",
    ),
    (
        Position.SUPINE,
        rf"{_LIE}[^.;,]{{0,40}}?{_SUPINE}|{_LIE}[^.;]{{0,40}}?face[- ]?up|\b(?:start|begin|get|come|"
        rf"roll)\b[^.;]{{0,25}}?\bon(?:to)?\s+your\s+back|\bsupine\b|\bляг\w+\s+на\s+спину|"
        rf"л[её]жа\s+на\s+спине",
    ),
    (
        Position.QUADRUPED,
        r"\ball\s+fours\b|\bhands\s+and\s+knees\b|\bknees\s+and\s+hands\b|\bquadruped\b|"
        r"\btable[- ]?top\s+position|\bfour[- ]point\s+kneeling|"
        r"hands\s+(?:directly\s+)?(?:under|beneath|below)\s+(?:your\s+|"
        r"the\s+)?shoulders\s+and\s+(?:your\s+|the\s+)?knees|\bна\s+четвереньк\w+",
    ),
    (
        Position.HALF_KNEELING,
        r"\bhalf[- ]?kneel\w*|\bkneel(?:ing)?\s+(?:down\s+)?on\s+(?:one|your\s+(?:left|right)|"
        r"the\s+(?:left|right)|your\s+affected)\s+(?:knee|leg)|\bkneeling\s+lunge|"
        r"\bна\s+одно\s+колено|\blow\s+lunge\s+position",
    ),
    (Position.KNEELING, r"\bkneel(?:ing|s)?\b|\bon\s+your\s+knees\b|\bна\s+колени|\bстоя\s+на\s+коленях"),
    (
        Position.HANGING,
        r"(?<!hand\s)(?<!hands\s)(?<!arm\s)(?<!arms\s)(?<!leg\s)(?<!legs\s)(?<!head\s)(?<!foot\s)(?<!feet\s)"
        r"(?<!wrist\s)(?<!heel\s)(?<!heels\s)(?<!knees\s)\bhang(?:ing)?\s+(?:from|on|off)\b|"
        r"\bdead\s+hang\b|\bповисните|\bвис\s+на\b",
    ),
    (
        Position.PLANK,
        r"\b(?:high\s+|forearm\s+|full\s+|straight-arm\s+|low\s+|elbow\s+)?plank\s+position|"
        r"\bpush-?\s?up\s+position|\bpress-?up\s+position|\b(?:start|"
        r"begin)\s+in\s+(?:a\s+)?(?:\w+\s+)?plank\b|\bположени\w+\s+планки|\bупор\s+лёжа|\bупор\s+лежа",
    ),
    (Position.SQUAT, r"\b(?:start|begin)\s+in\s+a\s+(?:\w+\s+)?squat\b|\bin\s+a\s+squat(?:ting)?\s+position"),
    (Position.SITTING, rf"\b{_SIT}|\bсядьте|\bсидя\b"),
    (
        Position.STANDING,
        rf"\b{_STAND}|\b(?:stand|place|with|put|set|position|"
        rf"keep)\b[^.;]{{0,12}}?\bfeet\s+(?:\w+\s+){{0,3}}?(?:shoulder|hip)[- ](?:width|"
        rf"distance)(?!.{{0,60}}\bfloor\b)|\bвстаньте\b(?!\s+на\s+(?:четвереньки|колен))|"
        rf"\bстоя\b(?!\s+на)",
    ),
    (
        Position.SUPINE,
        rf"{_LIE}\s+(?:down|flat|on\s+(?:the|a)\s+(?:floor|mat|bed|ground|bench|firm)|back)\b|^{_LIE}|\bляг\w+\b",
    ),
)
_COMPILED = tuple((position, re.compile(pattern, re.I)) for position, pattern in _RULES)
_CLAUSE = re.compile(
    r"(?:^|[,;:(]\s*|\band\s+|\bor\s+|\bthen\s+|\bto\s+start\s+|\b(?:start|begin)(?:ning|"
    r"ing)?\s+(?:by\s+|in\s+(?:a|the)\s+|off\s+|out\s+|on\s+|with\s+)?|\bwhile\s+|\bcan\s+|\bby\s+|"
    r"\bposition:?\s+|\b(?:from|in)\s+a\s+|\byourself\s+|\bslowly\s+|\bor\s+|\bfirst\s*,?\s*)$",
    re.I,
)
_FREE = (Position.QUADRUPED, Position.PLANK, Position.HALF_KNEELING, Position.HANGING, Position.SQUAT)
_STEPPING = re.compile(
    r"\b(?:take\s+(?:a\s+)?(?:\w+\s+){0,2}?steps?\b|step\s+(?:\w+\s+)?(?:onto|on\s+to|up\s+on|forward|"
    r"back|backwards?|to\s+the\s+side|sideways)|"
    r"take\s+\w+-width\s+steps)",
    re.I,
)
_REFERRED = re.compile(
    r"^(?:similar|identical)\s+to|^same\s+(?:starting\s+)?position|\bas\s+(?:in|for|with)\s+the\b", re.I
)


def position_in(text: str, *, anywhere: bool = False) -> tuple[Position, int, int] | None:
    """The posture that a sentence puts the reader in, with where it says so; the first if it offers two.

    A sentence that offers three leaves it open. ``anywhere`` drops the demand that the posture is
    commanded, as fits a name or a "Starting position" label.
    """
    found: list[tuple[int, int, Position]] = []
    taken: list[tuple[int, int]] = []
    for position, pattern in _COMPILED:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < high and low < end for low, high in taken):
                continue
            if not anywhere and position not in _FREE and not _CLAUSE.search(text[:start]):
                continue
            taken.append((start, end))
            found.append((start, end, position))
    found.sort(key=lambda item: (item[0], item[1]))
    if not found or (not anywhere and re.search(r"\bor\s+$", text[: found[0][0]], re.I)):
        return None
    if len({position for _, _, position in found}) > 2 and re.search(r",\s*\w+,?\s+or\b", text):
        return None
    start, end, position = found[0]
    return position, start, end


def start_position(sentences: Sequence[Sentence], name: str) -> tuple[Position, int, int] | None:
    """The start position from the first instructions; offsets into the document. The name is not looked at."""
    del name
    for sentence in sentences[:4]:
        found = position_in(sentence.text)
        if found is not None:
            return found[0], sentence.start + found[1], sentence.start + found[2]
        if _REFERRED.search(sentence.text):
            break
    for sentence in sentences[:3]:
        step = _STEPPING.search(sentence.text)
        if step:
            return Position.STANDING, sentence.start + step.start(), sentence.start + step.end()
    return None


_TITLES = re.compile(
    r"\b(?P<word>standing|seated|sitting|chair|kneeling|supine|prone|"
    r"side-lying)\s+(?:\w+\s+)?(?:exercises|stretches|poses|workout|routine|moves|yoga)\b",
    re.I,
)
_WORDS = {
    "chair": Position.SITTING,
    "seated": Position.SITTING,
    "sitting": Position.SITTING,
    "standing": Position.STANDING,
    "kneeling": Position.KNEELING,
    "supine": Position.SUPINE,
    "prone": Position.PRONE,
    "side-lying": Position.SIDE_LYING,
}


def position_by_title(document: Document, exercises: Sequence[Found]) -> None:
    """Give exercises that do not say how they start the position of a title above them ("standing stretches").

    Marked as inferred: the title speaks of all, not of this one.
    """
    for found in exercises:
        if found.values.get("position") is not None:
            continue
        line = next((line for line in document.lines if line.start <= found.mentions[0].start < line.end), None)
        at: int | None = line.section if line else None
        titles = [document.title or ""]
        while at is not None and 0 <= at < len(document.sections):
            titles.insert(0, document.sections[at].heading or "")
            at = document.sections[at].parent
        told = next((match for title in titles if (match := _TITLES.search(title))), None)
        if told is not None:
            found.values["position"] = _WORDS[told["word"].lower()]
            found.values["position_inferred"] = True
