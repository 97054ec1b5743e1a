"""Stable ids: the same parts give the same id in every run, on every machine."""

from __future__ import annotations

import hashlib

_HEX = 20  # 80 bits: a collision is not expected below 10^11 ids of one kind


def stable_id(prefix: str, *parts: str) -> str:
    """``prefix_`` and 20 hex digits of the parts' hash. The parts' borders count: ("a", "b") is not ("ab",)."""
    joined = "\x1f".join(part.replace("\x1f", " ") for part in parts)
    return f"{prefix}_{hashlib.sha256(joined.encode()).hexdigest()[:_HEX]}"
