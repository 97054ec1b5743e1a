"""Named columns of numbers, one value a block."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


class Columns:
    """Grows column by column, or by several at once; ``table()`` has one row a block."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._single: dict[str, NDArray[np.float64]] = {}
        self._parts: list[NDArray[np.float64] | NDArray[np.bool_]] = []

    def add(self, name: str, values: NDArray[np.float64]) -> None:
        """Add a column that ``[name]`` gives back."""
        self.names.append(name)
        self._single[name] = values
        self._parts.append(values[None, :])

    def add_all(self, names: Sequence[str], values: NDArray[np.float64] | NDArray[np.bool_]) -> None:
        """Add the rows of ``values`` as columns of these names."""
        self.names.extend(names)
        self._parts.append(values)

    def __getitem__(self, name: str) -> NDArray[np.float64]:
        """A column that was added alone."""
        return self._single[name]

    def table(self) -> NDArray[np.float32]:
        """All columns, in the order of ``names``."""
        whole = np.concatenate(self._parts, dtype=np.float32, casting="unsafe")
        return np.ascontiguousarray(whole.T)
