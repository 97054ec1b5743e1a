"""Compact columns for the term table: many short strings in one block of bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Strings(Sequence[str]):
    """A read-only list of strings; ``ends[i]`` is where string ``i`` ends in ``blob`` (UTF-8)."""

    blob: bytes
    ends: NDArray[np.uint32]

    @classmethod
    def of(cls, strings: Iterable[str]) -> Strings:
        """Pack strings."""
        encoded = [string.encode() for string in strings]
        ends = np.cumsum([len(string) for string in encoded], dtype=np.uint32)
        return cls(b"".join(encoded), ends if encoded else np.zeros(0, dtype=np.uint32))

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, index: int) -> str:  # type: ignore[override]  # no slices needed
        start = int(self.ends[index - 1]) if index else 0
        return self.blob[start : int(self.ends[index])].decode()

    def all(self) -> list[str]:
        """Every string, in order."""
        bounds = self.ends.tolist()
        return [self.blob[start:end].decode() for start, end in zip([0, *bounds], bounds, strict=False)]
