"""Equipment that an exercise's text names, under the words of free-exercise-db where it has them."""

from __future__ import annotations

import re

_TERMS: tuple[tuple[str, str], ...] = (
    ("e-z curl bar", r"e-?z[- ]?(?:curl[- ]?)?bars?|ez[- ]bar"),
    ("barbell", r"barbells?|штанг\w+"),
    ("dumbbell", r"dumb-?bells?|hand\s+weights?|гантел\w+"),
    ("kettlebells", r"kettle-?bells?|гир\w{1,3}"),
    ("bands", (
        r"(?:resistance|exercise|elastic|therapy|loop|mini|stretch|stretchy)[- ](?:bands?|tubing|loops?)|"
        r"thera-?bands?|mini-?bands?|bands?(?=\s+(?:around|above|below|under|to|in|with|attached))|"
        r"(?<=\bthe\s)bands?|эспандер\w*|резинк\w+")),
    ("medicine ball", r"(?:medicine|med|slam)[- ]balls?|медбол\w*"),
    ("exercise ball", r"(?:exercise|stability|swiss|physio|gym|fitness|yoga|balance)[- ]?balls?|фитбол\w*"),
    ("foam roll", r"foam\s+roll(?:er)?s?|foam-?roller|массажн\w+\s+ролл\w*"),
    ("cable", r"cables?(?:\s+machine)?|pulleys?|(?:rope|stirrup|bar)\s+attachments?|lat\s+pull-?down\s+bar"),
    ("machine", (
        r"smith\s+machine|(?:leg|chest|calf|press|press\s+down|row(?:ing)?|curl|extension|ab|hack|squat|"
        r"elliptical|training|weight|exercise)\s+machines?|(?:the|a|this)\s+machine|leverage\s+machine|"
        r"treadmill|exercise\s+bike|stationary\s+bike|elliptical(?:\s+trainer)?|rower|stairmaster|"
        r"тренаж[её]р\w*")),
    ("weight plate", r"(?:weight\s+)?plates?"),
    ("pull-up bar", r"(?:pull-?up|chin-?up|chinning|horizontal)\s+bars?|турник\w*"),
    ("bench", r"(?:(?:flat|incline|decline|weight|exercise|preacher)\s+)?bench(?:es)?|скам\w{1,3}"),
    ("chair", r"chairs?|стул\w?"),
    ("wall", r"walls?|стен[аеуы]"),
    ("mat", r"(?:yoga\s+|exercise\s+)?mats?|коврик\w*"),
    ("step", (
        r"(?:a|the|low|bottom|aerobic)\s+step(?=\s+(?:or|with|so|and|using|in)|[,.;])|curb|stairs?|"
        r"staircase|step\s+platform")),
    ("box", r"(?:plyo(?:metric)?\s+)?box(?:es)?(?!\s+breath)"),
    ("towel", r"(?:hand\s+|bath\s+|rolled(?:-up)?\s+|small\s+)?towels?|полотенц\w+"),
    ("pillow", r"pillows?|подушк\w+"),
    ("cushion", r"cushions?"),
    ("strap", r"(?:yoga\s+|stretching\s+)?straps?|belts?(?!\s*(?:line|buckle))|ремень|ремн\w+"),
    ("tennis ball", r"tennis\s+balls?|lacrosse\s+balls?|massage\s+balls?"),
    ("ball", r"(?:soft|small|rubber|squeeze|frozen|spiky)\s+balls?"),
    ("stick", r"broom-?sticks?|dowels?|sticks?|(?:golf\s+club)|палк\w+"),
    ("rope", r"(?:jump(?:ing)?|skipping|battle|battling)\s+ropes?|скакалк\w+"),
    ("ankle weights", r"ankle\s+weights?|cuff\s+weights?"),
    ("yoga block", r"(?:yoga\s+)?blocks?"),
    ("table", r"(?:a|the|your|kitchen|sturdy|massage)\s+(?:table|counter(?:top)?|desk)"),
    ("doorway", r"door-?ways?|door\s*frames?"),
    ("suspension trainer", r"trx|suspension\s+(?:trainer|straps?)|(?:gymnastics?\s+)?rings"),
    ("balance board", r"(?:balance|wobble)\s+boards?|bosu(?:\s+ball)?"),
    ("rack", r"(?:power|squat)\s+racks?"),
    ("sled", r"sleds?|prowler"),
    ("tire", r"(?:a|the)\s+tires?|tyres?"),
    ("weight", r"(?:free|light|small|hand|heavy)\s+weights?"),
)  # fmt: skip
_PATTERN = re.compile("|".join(f"(?P<e{i}>\\b(?:{pattern})\\b)" for i, (_, pattern) in enumerate(_TERMS)), re.I)
_WITHOUT = re.compile(
    r"\b(?:no|without(?:\s+(?:a|any|the))?|instead\s+of(?:\s+(?:a|the))?|imaginary|invisible|"
    r"as\s+if[^.]{0,40}|like\s+(?:a|an)(?:\s+\w+)?|without\s+\w+|без)\s+$",
    re.I,
)


def find_equipment(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """Each piece of equipment in ``text[start:end]`` once, where it is named first."""
    found: dict[str, tuple[str, int, int]] = {}
    for match in _PATTERN.finditer(text, start, end):
        name = _TERMS[int(str(match.lastgroup)[1:])][0]
        if (
            name not in found
            and not _WITHOUT.search(text, start, match.start())
            and not _WITHOUT.search(text[max(start, match.start() - 45) : match.start()])
        ):
            found[name] = (name, match.start(), match.end())
    return list(found.values())
