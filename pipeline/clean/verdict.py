"""What a page is as a whole."""

from __future__ import annotations

from pipeline.parse.blocks import ParsedPage
from schemas.enums import DropReason, Verdict


def verdict_of(page: ParsedPage, reasons: list[DropReason | None]) -> Verdict:
    """The page's verdict from what was kept of it and why the rest was dropped."""
    if not page.blocks:
        return Verdict.EMPTY
    kept = [block for block, reason in zip(page.blocks, reasons, strict=True) if reason is None]
    words = sum(block.text.count(" ") + 1 for block in kept)
    if DropReason.BOT_WALL in reasons and words < 60:
        return Verdict.BOT_WALL
    if page.status is not None and page.status >= 400:
        return Verdict.ERROR
    if words < 5:
        return Verdict.FORM if DropReason.FORM in reasons else Verdict.EMPTY
    parts = {block.part for block in kept}
    return Verdict.SEVERAL if len(parts) > 1 else Verdict.ARTICLE
