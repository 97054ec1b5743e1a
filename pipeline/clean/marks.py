"""From an element's place on the page to the reason why its blocks are dropped."""

from __future__ import annotations

from functools import lru_cache

from pipeline.parse.blocks import Block
from pipeline.parse.hints import BIT
from pipeline.parse.html_tokens import MARKS
from schemas.enums import DropReason

# The first family that an element or its ancestors speak of names the reason.
_REASONS: tuple[tuple[str, DropReason], ...] = (
    ("cookie", DropReason.COOKIE),
    ("newsletter", DropReason.NEWSLETTER),
    ("share", DropReason.SHARE),
    ("comment", DropReason.COMMENTS),
    ("testimonial", DropReason.TESTIMONIAL),
    ("related", DropReason.RELATED_LINKS),
    ("ad", DropReason.AD),
    ("reference", DropReason.REFERENCES),
    ("nav", DropReason.NAV),
    ("breadcrumb", DropReason.NAV),
    ("form", DropReason.FORM),
    ("contact", DropReason.CONTACT),
    ("legal", DropReason.LEGAL),
    ("bio", DropReason.BYLINE),
    ("meta", DropReason.BYLINE),
    ("footer", DropReason.NAV),
    ("header", DropReason.NAV),
    ("toc", DropReason.NAV),
    ("cta", DropReason.CTA),
    ("aside", DropReason.RELATED_LINKS),
    ("tag", DropReason.NAV),
)


@lru_cache(maxsize=20_000)
def _reason(marks: int) -> DropReason | None:
    return next((reason for family, reason in _REASONS if marks & BIT[family]), None)


def reason_of_place(marks: int, chain: int, block: Block) -> DropReason:
    """Why a block outside the content is dropped: what its element says of itself, else what it looks like.

    Args:
        marks: the marks of the block's element.
        chain: the marks of it and of all elements around it.
        block: the block.
    """
    reason = _reason(marks & MARKS) or _reason(chain & MARKS)
    if reason is not None:
        return reason
    features = block.features
    if features.controls:
        return DropReason.FORM
    if features.link_chars * 2 > len(block.text):
        return DropReason.NAV
    return DropReason.JUNK
