"""Other spellings of a term: plural and singular, British and American, one word or two."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache

_CACHED = 1 << 16  # words: a vocabulary has the same ones over and over
# British first. Each pair is a whole word, tried in both directions with its plural.
_WORD_PAIRS: tuple[tuple[str, str], ...] = (
    ("disc", "disk"),
    ("discs", "disks"),
    ("tumour", "tumor"),
    ("tumours", "tumors"),
    ("colour", "color"),
    ("behaviour", "behavior"),
    ("behavioural", "behavioral"),
    ("odour", "odor"),
    ("fibre", "fiber"),
    ("fibres", "fibers"),
    ("centre", "center"),
    ("litre", "liter"),
    ("grey", "gray"),
    ("sulphate", "sulfate"),
    ("sulphur", "sulfur"),
    ("mould", "mold"),
    ("programme", "program"),
    ("paralysed", "paralyzed"),
    ("ageing", "aging"),
    ("aluminium", "aluminum"),
    ("physiotherapy", "physical therapy"),
    ("paediatric", "pediatric"),
    ("orthopaedic", "orthopedic"),
    ("plaster cast", "cast"),
    ("labour", "labor"),
    ("vapour", "vapor"),
    ("humour", "humor"),
    ("catheterisation", "catheterization"),
    ("immunisation", "immunization"),
    ("mobilisation", "mobilization"),
    ("stabilisation", "stabilization"),
    ("sterilisation", "sterilization"),
    ("hospitalisation", "hospitalization"),
    ("ulcerative", "ulcerative"),
)

# British stem, American stem; matched inside words, never at a place where American keeps the letters.
_STEMS: tuple[tuple[str, str], ...] = (
    ("haem", "hem"),
    ("anaem", "anem"),
    ("oedema", "edema"),
    ("oesoph", "esoph"),
    ("oestro", "estro"),
    ("diarrhoea", "diarrhea"),
    ("gonorrhoea", "gonorrhea"),
    ("menorrhoea", "menorrhea"),
    ("amenorrhoea", "amenorrhea"),
    ("dyspnoea", "dyspnea"),
    ("apnoea", "apnea"),
    ("leukaem", "leukem"),
    ("uraem", "urem"),
    ("septicaem", "septicem"),
    ("glycaem", "glycem"),
    ("lipidaem", "lipidem"),
    ("ischaem", "ischem"),
    ("bacteraem", "bacterem"),
    ("anaesth", "anesth"),
    ("paraesthe", "paresthe"),
    ("aesthe", "esthe"),
    ("caesar", "cesar"),
    ("coeliac", "celiac"),
    ("faec", "fec"),
    ("foet", "fet"),
    ("gynaec", "gynec"),
    ("orthopaed", "orthoped"),
    ("paed", "ped"),
    ("aetiolog", "etiolog"),
    ("rhoea", "rhea"),
    ("caecum", "cecum"),
    ("defaec", "defec"),
    ("haemorrh", "hemorrh"),
    ("tumour", "tumor"),
)

_PAIRS: dict[str, str] = {}
for _british, _american in _WORD_PAIRS:
    if " " not in _british + _american and _british != _american:
        _PAIRS[_british] = _american
        _PAIRS[_american] = _british

_STEM_OF = {stem: other for pair in _STEMS for stem, other in (pair, pair[::-1])}
# Longest stems first; an American stem counts only where no British letter stands before it.
_STEM = re.compile("|".join(sorted(map(re.escape, _STEM_OF), key=lambda stem: (-len(stem), stem))))
# American "hem", "fet", "ped", "fec", "estro" are also parts of other words: only at a word's start, and listed.
_START_ONLY = {"hem", "fet", "ped", "fec", "estro", "esthe", "edema", "esoph"}
_AMERICAN_KEEPS = re.compile(r"^(?:hem(?:i(?!a)|p|l)|pedicle|pedal|pedes|pedun|fetid|fetis|fec(?!al|es))")

_CLOSED_PREFIXES = (
    "anti", "non", "post", "pre", "micro", "hyper", "hypo", "inter", "intra", "multi", "neuro", "auto", "bio",
    "cardio", "gastro", "over", "under", "para", "poly", "sub", "super", "trans", "ultra", "musculo", "thoraco",
)  # fmt: skip

_NO_PLURAL = re.compile(
    r"(?:[^s]s$|ss$|itis$|osis$|asis$|ics$|emia$|aemia$|uria$|algia$|plegia$|ectomy$|\d$|pnea$|rrhea$)"
)
_IRREGULAR = {
    "foot": "feet", "tooth": "teeth", "vertebra": "vertebrae", "diagnosis": "diagnoses", "calf": "calves",
    "metastasis": "metastases", "prosthesis": "prostheses", "orthosis": "orthoses", "knife": "knives",
    "half": "halves", "bursa": "bursae", "phalanx": "phalanges", "bacterium": "bacteria", "fungus": "fungi",
    "neurosis": "neuroses", "psychosis": "psychoses", "thrombosis": "thromboses", "ganglion": "ganglia",
    "biopsy": "biopsies", "corpus": "corpora", "ovum": "ova", "diverticulum": "diverticula", "septum": "septa",
    "abscess": "abscesses", "virus": "viruses", "sinus": "sinuses", "fetus": "fetuses", "bonus": "bonuses",
    "bruise": "bruises", "biceps": "biceps", "series": "series", "leaf": "leaves", "child": "children",
    "woman": "women", "man": "men", "person": "people", "pelvis": "pelvises", "arthroplasty": "arthroplasties",
    "embolus": "emboli", "thrombus": "thrombi", "nucleus": "nuclei", "stimulus": "stimuli", "callus": "calluses",
    "press": "presses", "bypass": "bypasses", "dress": "dresses", "weakness": "weaknesses", "illness": "illnesses",
    "sickness": "sicknesses", "abductor": "abductors", "cross": "crosses", "compress": "compresses",
    "truss": "trusses", "mattress": "mattresses", "process": "processes", "pus": "pus",
}  # fmt: skip


def plural(word: str) -> str | None:
    """The plural of an English noun in lower case; None where none is in use."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 3 or not (word.isalpha() and word.isascii()) or _NO_PLURAL.search(word):
        return None
    if word.endswith(("ch", "sh", "x", "z")):
        return word + "es"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


_SINGULARS = {many: one for one, many in _IRREGULAR.items() if one != many}


def singular(word: str) -> str | None:
    """The singular of an English plural; None where the word is no plural that is known for sure."""
    if word in _SINGULARS:
        return _SINGULARS[word]
    if (
        len(word) < 5
        or not word.endswith("s")
        or word.endswith(("ss", "us", "is", "ics", "eps", "ous", "aus", "betes"))
    ):
        return None
    if word.endswith("ies") and len(word) > 5:
        one = word[:-3] + "y"
    elif word.endswith(("ches", "shes", "xes", "zes", "sses")):
        one = word[:-2]
    else:
        one = word[:-1]
    return one if plural(one) == word else None


@lru_cache(maxsize=_CACHED)
def _spellings(word: str) -> tuple[str, ...]:
    """The word and its other national spelling."""
    if word in _PAIRS:
        return (word, _PAIRS[word])
    if len(word) < 5:
        return (word,)

    def swap(found: re.Match[str]) -> str:
        stem = found.group()
        if stem in _START_ONLY and (found.start() or _AMERICAN_KEEPS.search(word)):
            return stem
        return _STEM_OF[stem]

    other = _STEM.sub(swap, word)
    return (word,) if other == word else (word, other)


def spelling_variants(normal: str) -> Iterator[str]:
    """Other normal forms of the same term, the given one left out: national spellings and closed prefixes."""
    words = normal.split(" ")
    choices = [_spellings(word) for word in words]
    seen = {normal}
    for chosen in itertools.islice(itertools.product(*choices), 8):
        for form in (" ".join(chosen), *_closed(list(chosen))):
            if form not in seen:
                seen.add(form)
                yield form


def _closed(words: list[str]) -> Iterator[str]:
    """``post operative pain`` as ``postoperative pain`` and the other way round."""
    for place, word in enumerate(words):
        if word in _CLOSED_PREFIXES and place + 1 < len(words) and len(words[place + 1]) > 3:
            yield " ".join([*words[:place], word + words[place + 1], *words[place + 2 :]])


def number_variants(normal: str) -> Iterator[str]:
    """The term with its last word in the plural or in the singular."""
    head, _, last = normal.rpartition(" ")
    for form in (plural(last), singular(last)):
        if form and form != last:
            yield f"{head} {form}" if head else form
