"""Listing versions, going back and removing old ones."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.publish.history import list_versions, prune, resolve_version, roll_back
from pipeline.publish.layout import current_version, next_version, versions
from pipeline.publish.request import PublishError
from tests.publish.made_up import page_rows, publish_pages


def test_versions_are_listed_oldest_first_with_the_current_one_marked(dataset: Path) -> None:
    lines = list_versions(dataset)
    assert [line.name for line in lines] == versions(dataset)
    assert [line.current for line in lines] == [False, False, True]
    assert lines[0].counts["symptoms"] == 3


def test_rolling_back_step_by_step_and_to_a_name(dataset: Path) -> None:
    first, second, third = versions(dataset)
    assert roll_back(dataset).name == second
    assert roll_back(dataset).name == first
    with pytest.raises(PublishError, match=f"no version before the current one; name {third} to go to the newest"):
        roll_back(dataset)
    assert roll_back(dataset, third) == current_version(dataset)
    with pytest.raises(PublishError, match="has no version 2000"):
        roll_back(dataset, "2000")


def test_after_a_roll_back_new_versions_still_sort_last(dataset: Path, tmp_path: Path) -> None:
    last = versions(dataset)[-1]
    roll_back(dataset)
    assert publish_pages(tmp_path, page_rows("b.html")).version > last


def test_pruning_keeps_the_newest_and_the_current(dataset: Path) -> None:
    first, second, third = versions(dataset)
    roll_back(dataset, first)
    assert prune(dataset, keep=1) == [second]
    assert versions(dataset) == [first, third]
    assert prune(dataset, keep=5) == []
    with pytest.raises(PublishError, match="at least one"):
        prune(dataset, keep=0)


def test_a_name_comes_after_all_that_stand_even_with_the_clock_put_back(dataset: Path) -> None:
    past = datetime(2001, 1, 1, tzinfo=UTC)
    assert next_version(dataset, past) > versions(dataset)[-1]


def test_a_path_names_a_version_or_a_dataset(dataset: Path, tmp_path: Path) -> None:
    assert resolve_version(dataset) == current_version(dataset)
    assert resolve_version(dataset / versions(dataset)[0]).name == versions(dataset)[0]
    with pytest.raises(PublishError, match="neither a dataset nor a version"):
        resolve_version(tmp_path)
