"""The validators have teeth."""

import pytest
from pydantic import ValidationError

from schemas import Block, Evidence, Exercise, Range
from schemas.enums import BlockKind, DropReason


def exercise(**given: object) -> Exercise:
    row: dict[str, object] = {
        "record_id": "rec_1",
        "document_id": "doc_1",
        "page_id": "page_1",
        "name": "Wall sit",
        "position_inferred": False,
        "steps": [],
        "equipment": [],
        "muscles": [],
        "muscles_inferred": [],
        "body_regions": [],
        "progressions": [],
        "cautions": [],
        "concept_id": "exercise_1",
    }
    return Exercise.model_validate(row | given)


def evidence(text: str | None = None, **given: object) -> Evidence:
    row: dict[str, object] = {
        "evidence_id": "ev_1",
        "record_id": "rec_1",
        "document_id": "doc_1",
        "field": "name",
        "quote": "knee pain",
        "start": 4,
        "end": 13,
        "section_id": "sec_1",
        "rule": "symptom.list_item",
        "confidence": 0.9,
    }
    return Evidence.model_validate(row | given, context={"text": text})


def test_a_quote_must_equal_its_slice() -> None:
    assert evidence("The knee pain stays.").quote == "knee pain"
    with pytest.raises(ValidationError, match="not the text"):
        evidence("The back pain stays.")
    with pytest.raises(ValidationError, match="as long as"):
        evidence(quote="knee")


@pytest.mark.parametrize("given", [{"record_id": None}, {"relation_id": "rel_1"}])
def test_evidence_is_for_one_thing(given: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="exactly one"):
        evidence(**given)


def test_ranges_keep_order_and_need_an_end() -> None:
    assert Range(min=None, max=60).max == 60
    with pytest.raises(ValidationError, match="greater than"):
        Range(min=12, max=8)
    with pytest.raises(ValidationError, match="at least one end"):
        Range()


def test_reps_are_null_by_default_and_need_a_basis() -> None:
    assert exercise().reps is None
    with pytest.raises(ValidationError, match="go together"):
        exercise(reps={"min": 8, "max": 12})


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        exercise(calories=12)


@pytest.mark.parametrize(("kept", "reason"), [(True, DropReason.NAV), (False, None)])
def test_a_block_is_kept_or_dropped_with_a_reason(kept: bool, reason: DropReason | None) -> None:
    with pytest.raises(ValidationError, match="with a reason"):
        Block(
            block_id="b",
            page_id="p",
            ordinal=0,
            kind=BlockKind.PARAGRAPH,
            text="Text",
            heading_path=[],
            kept=kept,
            reason=reason,
        )
