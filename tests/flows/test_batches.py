from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flows.batches import MAX_BYTES, batches


@given(st.lists(st.integers(0, MAX_BYTES * 2)), st.integers(1, 50), st.integers(1, 8))
def test_batches_hold_all_items_in_order_and_keep_their_limits(sizes: list[int], size: int, workers: int) -> None:
    cut = list(batches(sizes, size, workers, lambda item: item))
    assert [item for batch in cut for item in batch] == sizes
    assert all(0 < len(batch) <= size for batch in cut)
    assert all(len(batch) == 1 or sum(batch) <= MAX_BYTES for batch in cut)


def test_a_short_list_is_shared_among_the_workers_unless_it_is_very_short() -> None:
    assert [len(batch) for batch in batches(range(100), 500, 2, lambda _: 1)] == [50, 50]
    assert [len(batch) for batch in batches(range(10), 500, 2, lambda _: 1)] == [10]
