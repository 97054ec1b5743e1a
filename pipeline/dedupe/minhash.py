"""MinHash of documents, cut into bands: documents that share a band's bucket are candidates for a closer look."""

from __future__ import annotations

import numpy as np
import rensa

from pipeline.dedupe.shingles import Hashes

BANDS, ROWS = 40, 3
"""With 40 bands of 3 rows, documents of Jaccard .5 share a bucket with probability .995, of .3 with .67."""
_SEED = 20_261
_NAMES = np.arange(1, BANDS + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
_ODD = np.uint64(0xC2B2AE3D27D4EB4F)


def buckets(unique: Hashes) -> list[int]:
    """The bucket of each band, as 64-bit numbers that differ between bands; none for an empty text."""
    if not len(unique):
        return []
    rows = rensa.RMinHash.digest_matrix_from_token_hash_sets([unique.tolist()], BANDS * ROWS, _SEED).to_rows()
    digest = np.array(rows[0], dtype=np.uint64).reshape(BANDS, ROWS)
    mixed = _NAMES.copy()
    for row in range(ROWS):
        mixed = (mixed ^ digest[:, row]) * _ODD
        mixed ^= mixed >> np.uint64(31)
    return [int(value) for value in mixed]
