"""Keys of two blocks that follow each other: the company that a short line keeps."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def joints(keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The key of each block with the next one: one less than there are blocks."""
    mixed = (keys[:-1] ^ np.uint64(0x9E3779B97F4A7C15)) * np.uint64(0xC2B2AE3D27D4EB4F)
    mixed ^= mixed >> np.uint64(31)
    mixed = (mixed ^ keys[1:]) * np.uint64(0x165667B19E3779F9)
    return mixed ^ (mixed >> np.uint64(29))
