"""What cleaning decides about a page."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.enums import DropReason, Verdict


@dataclass(slots=True)
class Cleaning:
    """The page's verdict and, for each block of ``ParsedPage.blocks`` in order, why it is dropped.

    ``reasons[i]`` is null for a kept block. ``duplicate_of[i]`` is the index of the kept copy where
    the reason is ``duplicate``.
    """

    verdict: Verdict
    reasons: list[DropReason | None]
    duplicate_of: dict[int, int]
