"""The dose rules for English, in the order in which they take their words."""

from __future__ import annotations

from pipeline.extract.dose.claims import Field
from pipeline.extract.dose.rules import rule

PART = (
    r"(?:sides?|legs?|arms?|foot|feet|hands?|knees?|hips?|ankles?|directions?|ways?|shoulders?|wrists?|thighs?|"
    r"elbows?|calf|calves|heels?|hamstrings?|glutes?|limbs?|ears?)\b"
)
_EACH = rf"(?:(?:(?:on|per|for|with|in|to|by|using|using\s+the)\s+)?(?:each|per)\s+(?:of\s+(?:your|the)\s+)?(?:\w+\s+)?{PART}(?<!in each hand)(?<!at each side)(?!(?<=on each side)\s+of\b)|(?:(?:on|to|for|with)\s+)?either\s+{PART}(?!\s+of\b)|(?:(?:on|for|in|to|with)\s+)?both\s+(?:sides|directions|ways)\b(?!\s+of\b))"
_OTHER = rf"(?:the\s+|your\s+)?(?:other|opposite|left|second|alternate|contralateral)\s+{PART}"
_MOVES = (
    r"(?:reps?|repetitions?|circles?|rotations?|cycles?|pulses?|taps?|swings?|rolls?|lifts?|raises?|squats?|lunges?|"
    r"curls?|kicks?|jumps?|steps?|marches|presses|push-?ups?|pull-?ups?|sit-?ups?|step-?ups?|bridges|crunches|twists?|"
    r"rows|dips|squeezes|slides?|nods|shrugs|jacks|burpees|clams?|stretches|contractions|hops|strides)\b"
)
_PERIOD = r"(?:day|week|month|hour|night|morning|evening|session|meal)"
_TIMES = r"(?:once|twice|thrice|{_A}\s*(?:times?|x|sessions?|workouts?)|several\s+times|a\s+few\s+times|a\s+couple\s+of\s+times|many\s+times)"
_OFTEN = (
    rf"(?:{_TIMES}(?:\s+(?:or|to|-)\s+(?:twice|thrice|more|{{_A}}\s+times))?\s*"
    rf"(?:(?:a|per|each|every|/|in\s+a|during\s+the|throughout\s+the|through\s+the)\s*(?:single\s+)?{_PERIOD}|daily|weekly|nightly)\b"
    rf"|{{_A}}\s+(?:days|nights|mornings|times)\s*(?:a|per|each|every|/|out\s+of\s+the)\s*week\b"
    r"|every\s+(?:other\s+|second\s+|single\s+)?(?:day|night|morning|evening|hour|week)\b|every\s+few\s+hours\b"
    r"|every\s+{_A}\s+(?:hours|days|minutes)\b|each\s+(?:day|morning|evening|night|week)\b"
    r"|(?:on\s+a\s+)?daily\b(?!\s+(?:life|lives|activit|living|tasks?|chores|habits?|intake|dose|exercise|routine|stretching|needs|basis\s+of))(?:\s+basis)?"
    r"|(?:in\s+the\s+)?morning\s+and\s+(?:in\s+the\s+|at\s+)?(?:evening|night)\b|on\s+most\s+days(?:\s+of\s+the\s+week)?\b"
    r"|throughout\s+the\s+day\b|(?:on\s+)?alternate\s+days\b|on\s+{_A}\s+days\b)"
)
_HOLD = r"(?:hold|holds|holding|held|stay|remain|keep|keeping|maintain|pause|linger|sustain|freeze|balance|rest\s+here|relax\s+into|sink)"
_TENSE = r"(?:squeeze|tighten|contract|clench|tense|press|push|pull|stretch|flex|lift|raise|brace|grip|lean|sit|stand|lie|hang|pinch)"
_GAP = r"(?:(?!\b(?:repeat|then|rest|relax|release|lower|switch|perform|do|for|up\s+to|at\s+least|about)\b)[^.;!?\n]){0,70}?"
_DO = r"(?:do|doing|perform|complete|aim\s+for|try|start\s+with|begin\s+with|shoot\s+for|go\s+for|take|execute|bang\s+out|knock\s+out|get)"
_LESS = (
    r"(?!\s+(?:more\b(?!\s+times)|as\b|higher|greater|less|likely|the\b|bigger|better|faster|stronger|world|champion))"
)

NOISE = (
    rule("telephone", r"(?<!\w)\+?\d(?:[\s().-]{0,2}\d){7,}(?!\w)"),
    rule("money", r"[$€£₽]\s?\d[\d.,]*|\d[\d.,]*\s?(?:dollars|euros|pounds\s+sterling|руб\w*|₽)"),
    rule("clock", r"\b\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\b\.?)?|\b\d{1,2}\s*[ap]\.?m\b\.?|\b\d{1,2}:\d{2}\b"),
    rule("calendar", r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d{1,2}\b(?!\s*(?:times|reps|x\b))|\b\d{1,2}\s+(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|\b\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}\b"),
    rule("label", r"(?:\b(?:top|step|steps|exercise|day|week|level|phase|stage|figure|fig|no|nr|number|workout|page|chapter|part|grade|type|tip|stretch|position|move|move|photo|image|picture|video|table|section|zone|version|unit|question|rule|method|option|round|circuit)\b\.?|#)[\s-]*(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b(?!\s*(?:times|reps?|repetitions|sets?|x\s*\d|seconds?|minutes?|secs?|mins?|-\s*\d|to\s+\d|or\s+\d))"),
    rule("list-number", r"^\s*\(?\d{1,2}(?:[.)](?!\d)|\s+[-–—]\s)"),
    rule("ratio", r"\b\d+\s+(?:in|out\s+of)\s+(?:\d+|every|ten|five|four|three)\b|\b\d{1,3}/\d{1,3}\b"),
    rule("age", r"\b(?:age[ds]?|over|under|older\s+than|younger\s+than|above|below)\s+{_A}(?!\s*(?:times|reps?|repetitions|sets?|seconds?|minutes?|secs?|mins?|s\b))(?:\s*years)?|{_A}[\s-]*(?:years?|months?|weeks?)(?:[\s-]*(?:old|olds|of\s+age)\b)?"),
    rule("calendar-span", r"{_A}[\s-]*(?:days?|nights?)\b(?!\s*(?:a|per|each|every|/|out\s+of\s+the)\s*week)"),
    rule("measure", r"{_A}[\s-]*(?:kg|kgs|kilos?|kilograms?|g|grams?|mg|ml|l|lit(?:er|re)s?|lbs?|pounds?|oz|ounces?|inch(?:es)?|in\.|ft|feet|foot|yards?|cm|mm|m|met(?:er|re)s?|km|miles?|k|degrees?|°|percent|cups?|glasses|calories|kcal|mph|bpm|beats|%)(?!\w)(?!\s+(?:times|reps))"),
    rule("multiple", r"{_A}[\s-]*(?:times|fold)\s+(?:more\s+(?:likely|effective|common|often|than)|as\s|higher|greater|less\s|likely|the\b|bigger|better|faster|stronger|your|his|her)"),
    rule("tempo", r"\b(?:inhal\w+|exhal\w+|breath(?:e|ing)\s+(?:in|out)|over(?:\s+the\s+next)?|take|taking|takes)\s+(?:slowly\s+)?(?:for\s+|over\s+)?(?:a\s+|the\s+)?(?:count\s+of\s+{_A}|{_D}(?:\s+to\b)?)|{_D}\s+(?:descent|ascent|eccentric|lowering|negative)\b"),
)  # fmt: skip
"""What looks like an amount and is no dose; each takes its words away from the rules that follow."""

RULES = (
    rule("frequency", rf"{_OFTEN}(?:(?:,\s*|\s+|,?\s+and\s+|,?\s+for\s+)?{_OFTEN})*", (Field.FREQUENCY, "")),
    *NOISE,
    rule("sets-of-time", r"{A}\s*(?:sets?|rounds?)\s*(?:of|x|×|[@:-])\s*{D}", (Field.SETS, "a"), (Field.DURATION, "d")),
    rule("sets-of-reps", rf"{{A}}\s*(?:(?:\w+\s+)?sets?)\s*(?:of|x|×|[:-]|,|at|for|\()\s*{{B}}(?!\s*(?:sec|min|s\b|hour))(?:\s*(?:\w+\s+)?{_MOVES}|\s+times)?", (Field.SETS, "a"), (Field.REPS, "b")),
    rule("sets-and-reps", r"{A}\s*sets?\b[^.;\n]{0,40}?(?:,|and|with|for|&|/)\s*{B}\s*(?:reps?|repetitions?)\b(?:\s*(?:per|in\s+each|each)\s+set)?", (Field.SETS, "a"), (Field.REPS, "b")),
    rule("reps-and-sets", rf"{{B}}\s*(?:{_MOVES}|times)[^.;\n]{{0,30}}?(?:,|x|×|for|and|in|&|/|\()\s*{{A}}\s*(?:sets?|rounds?)\b", (Field.REPS, "b"), (Field.SETS, "a")),
    rule("sets-label", r"\bsets?(?:\s+(?:and|&)\s+reps?(?:etitions)?)?\s*[:=]\s*{A}\s*(?:x|×|/)\s*{B}(?!\s*sec)", (Field.SETS, "a"), (Field.REPS, "b")),
    rule("cross-time", r"{A}\s*[xх×*]\s*{D}", (Field.SETS, "a"), (Field.DURATION, "d")),
    rule("cross", r"{A}\s*[xх×*]\s*{B}(?!\s*(?:cm|mm|inch|in\b|ft|feet|m\b|kg|lb|sec|min))(?:\s*(?:reps?|repetitions?|times)\b)?", (Field.SETS, "a"), (Field.REPS, "b")),
    rule("on-off", r"{D}\s*(?:on|work|of\s+work)\b[\s,;/&and]*(?P<words>{_E}\s*(?:off|rest|of\s+rest)\b)", (Field.DURATION, "d"), (Field.REST, "words")),
    rule("more-sets", r"(?:{A}|(?P<one>another|one))\s+(?:more|additional|further|other)?\s*(?:more\s+)?sets?\s*(?<=more set|ore sets)", (Field.MORE_SETS, "a")),
    rule("another-set", r"\b(?:another|one\s+more)\s+set\b", (Field.MORE_SETS, "1")),
    rule("another-sets", r"\b(?:another|an\s+additional)\s+{A}\s+sets\b", (Field.MORE_SETS, "a")),
    rule("rest-time", r"\b(?:rest|recover|relax|break)(?:ing)?(?:\s+(?:for|period|time|interval))*\s*(?:[:-]|of|is)?\s*{D}(?:\s*(?:between|before|after)\s+(?:each\s+|every\s+)?(?:sets?|exercises?|reps?|rounds?|repetitions?|holds?|repeats?))?", (Field.REST, "")),
    rule("time-rest", r"(?:with\s+|take\s+)?{D}(?:\s+of)?[\s-]*(?:rest|break|pause|recovery|off)\b(?:\s*(?:between|before)\s+(?:each\s+|every\s+)?(?:sets?|exercises?|reps?|rounds?|repetitions?))?(?<!pause)", (Field.REST, "")),
    rule("time-between-sets", r"{D}\s+(?:in\s+)?between\s+(?:each\s+|every\s+)?(?:sets?|exercises?|rounds?)", (Field.REST, "")),
    rule("rest-words", r"\brest\s+(?:for\s+)?(?:a\s+(?:little|bit|moment|while|few\s+(?:seconds|moments))|briefly|as\s+needed|if\s+needed)\b|\b(?:with\s+)?(?:short\s+)?breaks?\s+(?:in\s+)?between(?:\s+sets)?\b", (Field.REST, "")),
    rule("set-ordinal", r"\bset\s+(?P<a>\d{1,2})\b(?=\s*[-:–—])", (Field.SETS, "a")),
    rule("rounds", r"{A}\s*(?:rounds?|circuits?|laps\s+of\s+the\s+circuit)\b|\b(?:repeat|complete|do|run)\s+(?:the\s+|this\s+)?(?:entire\s+|whole\s+)?(?:circuit|routine|sequence)\s+{B}\s*times", (Field.ROUNDS, "ab")),
    rule("hold-breaths", rf"\b(?:{_HOLD}|breathe|take|for)\b{_GAP}(?:for\s+)?{{A}}\s+(?:\w+\s+)?breath(?:s|\s+cycles)?\b", (Field.BREATHS, "a")),
    rule("hold-count", rf"\b(?:{_HOLD}|{_TENSE})\b{_GAP}\b(?:for|to|until)\s+(?:a\s+|the\s+)?(?:slow\s+)?count\s+of\s+{{A}}(?:\s+seconds)?", (Field.HOLD, "a")),
    rule("hold-counts", rf"\b(?:{_HOLD}|{_TENSE})\b{_GAP}(?:for\s+)?{{A}}\s+(?:slow\s+)?counts?\b", (Field.HOLD, "a")),
    rule("count-to", r"\b(?:slowly\s+)?count(?:ing)?\s+(?:slowly\s+)?(?:up\s+)?to\s+{A}", (Field.HOLD, "a")),
    rule("hold", rf"\b{_HOLD}\b{_GAP}(?:(?:for|to|about|anywhere|between)\s+)?(?:another\s+)?{{D}}(?:\s+(?:each|per)\s+set)?", (Field.HOLD, "d")),
    rule("hold-label", r"\bhold(?:\s+time)?\s*[:=]\s*{D}", (Field.HOLD, "d")),
    rule("time-hold", r"{D}[\s-]*(?:\w+\s+)?(?:holds?|pause|squeeze|isometric\s+hold|static\s+hold|contraction)\b", (Field.HOLD, "d")),
    rule("spend", r"\bspend\s+{D}\s+(?:in|holding)\b(?:\s+(?:this|that|the|each)\s+\w+)?", (Field.HOLD, "d")),
    rule("time-in-position", r"{D}\s+in\s+(?:this|that|the|each)\s+(?:position|pose|stretch)", (Field.HOLD, "d")),
    rule("after-time", r"\bafter\s+(?:about\s+)?{D},?\s+(?:slowly\s+|gently\s+)?(?:inhale|exhale|release|relax|return|lower|let\s+go|come\s+back|switch)", (Field.HOLD, "d")),
    rule("for-time-release", r"\bfor\s+{D},?\s+(?:and\s+)?(?:then\s+)?(?:slowly\s+|gently\s+)?(?:release|relax|return|lower|let\s+go)", (Field.HOLD, "d")),
    rule("tense-for", rf"\b{_TENSE}\b{_GAP}for\s+(?:another\s+)?{{D}}", (Field.HOLD, "d")),
    rule("more-times", r"\brepeat(?:ing)?\b[^.;!?\n]{0,40}?(?:another\s+|an\s+additional\s+){A}\s*(?:more\s+)?times\b|\brepeat(?:ing)?\b[^.;!?\n]{0,40}?{B}\s+(?:more|additional|further|other)\s+times\b|{_A}\s+more\s+(?:times|reps|repetitions)\b", (Field.MORE_REPS, "ab")),
    rule("more-n", r"(?:{A})\s+(?:more|additional|further)\s+(?:times|reps|repetitions)\b", (Field.MORE_REPS, "a")),
    rule("once-more", r"\b(?:repeat|do\s+(?:it|this)|perform)\b[^.;!?\n]{0,30}?\b(?:once\s+more|one\s+more\s+time|one\s+more\s+rep)", (Field.MORE_REPS, "1")),
    rule("total-check", r"\(\s*(?:for\s+)?(?:a\s+)?total\s+of\s+{A}[^)]*\)|\(\s*{B}\s+(?:in\s+)?total\s*\)|,\s*for\s+a\s+total\s+of\s+{_A}", (Field.TOTAL, "ab")),
    rule("repeat-times", r"\brepeat(?:ed|ing|s)?\b[^.;!?\n]{0,60}?{A}\s*(?:times|x\b)(?:\s+in\s+total)?" + _LESS, (Field.REPEATS, "a")),
    rule("repeat-for-reps", r"\brepeat(?:ed|ing|s)?\b[^.;!?\n]{0,40}?\bfor\s+{A}\s*(?:sets|rounds)\b", (Field.SETS, "a")),
    rule("twice", r"\b(?:repeat|do|perform|complete)\b[^.;!?\n]{0,40}?\b(?P<twice>twice)\b(?!\s+(?:as|the|a\b|per|daily|weekly|more))", (Field.REPEATS, "2")),
    rule("reps-label", r"\b(?:reps?|repetitions?|repeats?|repeat)\s*[:=]\s*{A}(?!\s*(?:sec|min))", (Field.REPS, "a")),
    rule("sets-only-label", r"\bsets?\s*[:=]\s*{A}", (Field.SETS, "a")),
    rule("sets-of", r"\bsets?\s+of\s+{A}(?!\s*(?:sec|min|s\b|exercis|dumbbell|weights|stairs|different))(?:\s*(?:reps?|repetitions?)\b)?", (Field.REPS, "a")),
    rule("reps", r"{A}[\s-]*(?:\w+\s+)?(?:reps?|repetitions?)\b(?:\s+(?:in\s+)?total\b|\s+per\s+set\b)?", (Field.REPS, "a")),
    rule("times", r"{A}\s+times\b(?:\s+in\s+total)?" + _LESS, (Field.REPS, "a")),
    rule("moves-each", rf"{{A}}\s+(?:\w+\s+){{0,2}}?{_MOVES}(?=\s+(?:in\s+|on\s+|to\s+|with\s+|per\s+|for\s+)?(?:each|both|either|one|clockwise|forwards?|every)\b)", (Field.REPS, "a")),
    rule("do-moves", rf"\b{_DO}\s+(?:a\s+total\s+of\s+)?{{A}}\s+(?:\w+[\s-]){{0,3}}?{_MOVES}", (Field.REPS, "a")),
    rule("do-each", rf"\b{_DO}\s+{{A}}\s+(?=(?:of\s+(?:these|them|this)\b|(?:on|with|per|for|in|to)\s+each\b|each\b|in\s+total\b|per\b))", (Field.REPS, "a")),
    rule("after-steps", r"\bafter\s+{A}\s+(?:steps|reps|repetitions|circles)\b", (Field.REPS, "a")),
    rule("n-each-side", rf"(?<![a-z]\s){{A}}\s+(?={_EACH})|(?<=\bdo\s){{B}}\s+(?={_EACH})", (Field.REPS, "ab")),
    rule("x-n", r"(?<![\w.])[x×]\s?(?P<a>\d{1,3})(?![\w.]|\s*(?:cm|kg|sec|s\b|min))|(?<![\w.])(?P<b>\d{1,3})\s?[x×](?![\w.])", (Field.REPS, "ab")),
    rule("sets", r"{A}\s*(?:\w+\s+)?sets?\b(?!\s*\d)(?!\s+of\s+(?:exercis|dumbbell|weights))", (Field.SETS, "a")),
    rule("open-reps", r"\bas\s+many\s+(?:reps?|repetitions|times|rounds)?\s*as\s+(?:you\s+can|possible|you\s+are\s+able)|\bamrap\b|\b(?:to|until)\s+(?:failure|fatigue|exhaustion)\b", (Field.OPEN_REPS, "")),
    rule("alternate", rf"\b(?:repeat(?:ing)?|switch(?:ing)?|chang(?:e|ing)|swap(?:ping)?|do|perform|same|then|now|work|stretch)\b[^.;!?\n]{{0,40}}?\b(?:on|with|to|for|using|over\s+to|and)?\s*{_OTHER}|\b(?:switch|change|swap|alternate)\s+(?:sides|legs|arms|feet|hands|knees|directions?)\b|\balternat(?:e|ing|ely)\b(?:\s+(?:between\s+)?(?:sides|legs|arms|feet|hands|knees))?|\breverse\s+(?:the\s+)?(?:direction|sides|legs|arms|position)\b|\b(?:on|to|with)\s+the\s+other\s+side\b|\brepeat\s+(?:on\s+)?(?:the\s+)?(?:other|opposite)\b", (Field.ALTERNATE, "")),
    rule("side", rf"{_EACH}|\bwith\s+each\b(?=\s*[.,;)]|$)|(?<=times\s)(?:for\s+|on\s+|with\s+)?each\b(?!\s*(?:set|time|day|week|morning))|\bbilaterally\b", (Field.SIDE, "")),
    rule("for-time", r"\bfor\s+(?:another\s+)?{D}(?!\s*(?:a|per|each|every)\s+(?:day|week))", (Field.DURATION, "d")),
    rule("time", r"{D}", (Field.DURATION, "d")),
)  # fmt: skip
"""The rules of doses: the first that matches a stretch takes it."""
