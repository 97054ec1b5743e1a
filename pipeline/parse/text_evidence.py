"""What speaks for and against a new page beginning at a title-like line of a text bundle: numbers, not verdicts."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.parse.text_group import Draft
from pipeline.parse.text_headings import looks_like_heading
from schemas.enums import BlockKind

WINDOW = 250  # words looked at on either side
PROSE_CHARS = 120  # a paragraph of so many characters is running text
_LOOK_AHEAD = 40  # blocks
_TO_TEXT = 12  # blocks that a byline, a date and a teaser may take up between title and text
_TOPIC = 8  # stems that tell what the page so far is about
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 6
# Words that open the sections of an article whatever it is about: a title that says nothing else begins no page.
_SECTION_WORDS = re.compile(
    r"\b(?:symptoms?|signs?|causes?|treat(?:ment|ments|ed)?|diagnos\w+|prevent\w*|outlook|prognosis|overview|summary"
    r"|complications?|risk|factors?|when to|see a doctor|living with|tips|conclusion|faqs?|questions?|references"
    r"|sources|related|resources|inheritance|more information|bottom line|next steps|support|research|benefits)\b",
    re.IGNORECASE,
)
# What stands at the end of a page: owner, rights, consent.
_FOOTER = re.compile(
    r"©|\(c\) \d{4}|all rights reserved|privacy policy|terms (?:of (?:use|service)|and conditions)|\bsitemap\b"
    r"|\b(?:use|accept|about|disable|of) cookies\b|\bcookie (?:policy|notice|settings)|personal data"
    r"|by (?:clicking|continuing|subscribing|submitting)\b|unsubscribe",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\b(?:(?:see|ask|visit|tell|talk (?:to|with)|consult|speak (?:to|with)|contact) (?:with )?(?:your|a|the) "
    r"(?:own )?(?:doctor|physician|gp|health|provider|pharmacist)|your doctor can|in conclusion|references|sources)\b",
    re.IGNORECASE,
)
# What a page prints between its title and its text.
_BYLINE = re.compile(r"\b(?:by|author|reviewed|updated|published|posted|min(?:ute)?s? read)\b|\b(?:19|20)\d\d\b", re.I)

NAMES = (
    "carry", "likeness", "title_after", "title_spread", "title_old", "footer", "furniture", "closing", "lead",
    "title_words", "section_words", "byline", "drawn", "question", "length",
    "carry_far", "known_topic", "title_is_topic", "break", "title_breaks",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stems:
    """The words of one draft, cut to stems, and whether it is running text."""

    words: tuple[str, ...]
    prose: bool


def stems_of(drafts: Sequence[Draft]) -> list[Stems]:
    """The stems of every draft."""
    return [Stems(_stems(draft.block.text), is_prose(draft)) for draft in drafts]


def is_prose(draft: Draft) -> bool:
    """Whether a draft is running text, and none of what pages end with."""
    block = draft.block
    return block.kind is BlockKind.PARAGRAPH and len(block.text) >= PROSE_CHARS and not is_footer(draft)


def is_footer(draft: Draft) -> bool:
    """Whether a draft speaks of owner, rights or consent, as the ends of pages do."""
    return bool(_FOOTER.search(draft.block.text))


def may_begin_page(drafts: Sequence[Draft], at: int) -> bool:
    """Whether the line could be a page's title at all: of a heading's shape, unnumbered, with text to come."""
    block = drafts[at].block
    if block.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH) or block.number is not None:
        return False
    if not looks_like_heading(block.text) or block.text.endswith(":") or len(block.text) < 5:
        return False
    return any(is_prose(draft) for draft in drafts[at + 1 : at + 1 + _TO_TEXT])


def evidence(drafts: Sequence[Draft], stems: Sequence[Stems], start: int, at: int) -> list[float]:
    """The evidence, in the order of ``NAMES``, that a page which began at ``start`` ends before ``at``."""
    before_all: Counter[str] = Counter()
    for index in range(start, at):
        before_all.update(stems[index].words)
    before = _window(stems, range(at - 1, start - 1, -1))
    after_at = range(at + 1, min(len(drafts), at + 1 + _LOOK_AHEAD))
    after = _window(stems, after_at)
    title = set(stems[at].words)
    fresh = {stem for stem in title if stem not in before_all}
    topic = _topic(before_all)
    last = next((index for index in range(at - 1, start - 1, -1) if stems[index].prose), start)
    first = next((index for index in after_at if stems[index].prose), at)
    far = _window(stems, range(at + 1, len(drafts)), 4 * WINDOW)
    new_topic = _topic(after)
    carry, carry_far, known = _share(topic, after), _share(topic, far), _share(new_topic, before_all)
    title_is_topic = _share(title, Counter(new_topic))
    text = drafts[at].block.text
    near = drafts[max(start, at - 12) : at]
    under = " ".join(draft.block.text for draft in drafts[at + 1 : first])
    return [
        carry,
        _cosine(before, after),
        _share(title, after),
        min(5, sum(bool(fresh & set(stems[index].words)) for index in after_at)) / 5,
        _share(title, before_all),
        min(3, sum(is_footer(draft) for draft in near)) / 3,
        min(20, at - 1 - last) / 20,
        float(any(_CLOSING.search(draft.block.text) for draft in drafts[max(start, at - 2) : at])),
        float(bool(title & set(stems[first].words[:12]))),
        min(12, len(text.split())) / 12,
        float(bool(_SECTION_WORDS.search(text))),
        float(bool(_BYLINE.search(under))),
        float(drafts[at].rule or drafts[at].gap > 1),
        float(text.endswith("?")),
        min(1.0, math.log1p(sum(len(drafts[index].block.text) for index in range(start, at))) / 10),
        carry_far,
        known,
        title_is_topic,
        (1 - carry_far) * (1 - known),
        title_is_topic * (1 - known),
    ]


def _topic(window: Counter[str]) -> list[str]:
    """The stems that tell what a stretch of text is about."""
    ranked = sorted(window.items(), key=lambda item: (-item[1], item[0]))
    return [stem for stem, count in ranked[:_TOPIC] if count > 1]


def _stems(text: str) -> tuple[str, ...]:
    return tuple(word[:_STEM] for word in _WORD.findall(text.lower()))


def _window(stems: Sequence[Stems], order: range, enough: int = WINDOW) -> Counter[str]:
    window: Counter[str] = Counter()
    words = 0
    for index in order:
        window.update(stems[index].words)
        words += len(stems[index].words)
        if words >= enough:
            break
    return window


def _share(stems: Sequence[str] | set[str], window: Counter[str]) -> float:
    return sum(stem in window for stem in stems) / len(stems) if stems else 0.5


def _cosine(one: Counter[str], other: Counter[str]) -> float:
    dot = sum(math.sqrt(count * other[stem]) for stem, count in one.items() if stem in other)
    norm = math.sqrt(sum(one.values()) * sum(other.values()))
    return dot / norm if norm else 0.0
