"""The cut that a page's scores ask for, and the table that gives them."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.clean.classify import FIRST, SECOND, best_cut
from pipeline.clean.trees import Trees, load_trees


def test_sure_scores_are_cut_between_content_and_the_rest() -> None:
    cut = best_cut(np.array([0.99, 0.98, 0.02, 0.01]), np.array([50.0, 40.0, 50.0, 60.0]))
    assert 0.02 < cut <= 0.98


def test_doubtful_pages_get_a_low_cut() -> None:
    assert best_cut(np.array([0.5, 0.45, 0.4]), np.array([10.0, 10.0, 10.0])) <= 0.4


def test_a_tree_reads_its_answers_as_bits() -> None:
    trees = Trees(("a", "b"), np.array([1.0, 2.0], np.float32), np.array([[-9.0, -1.0, 1.0, 9.0]]), 2)
    found = trees.probabilities(["b", "a"], np.array([[3.0, 2.0], [0.0, 2.0], [3.0, 0.0]], np.float32))
    assert found == pytest.approx([1 / (1 + np.exp(-9)), 1 / (1 + np.exp(-1)), 1 / (1 + np.exp(1))])


@pytest.mark.parametrize("name", [FIRST, SECOND])
def test_the_tables_are_whole(name: str) -> None:
    trees = load_trees(name)
    assert trees.values.shape[1] == 2**trees.depth
    assert len(trees.features) == len(trees.values) * trees.depth
