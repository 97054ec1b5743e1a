from __future__ import annotations

from pipeline.parse.block_ids import block_ids
from pipeline.parse.blocks import Block
from schemas.enums import BlockKind


def _blocks(*texts: str) -> list[Block]:
    return [Block(BlockKind.PARAGRAPH, text) for text in texts]


def test_repeats_of_a_text_have_ids_of_their_own() -> None:
    ids = block_ids("page_1", _blocks("Rest the knee.", "Call us.", "Rest the knee."))
    assert len(set(ids)) == 3


def test_an_inserted_block_changes_no_other_id() -> None:
    before = block_ids("page_1", _blocks("Rest the knee.", "Call us."))
    after = block_ids("page_1", _blocks("New today.", "Rest the knee.", "Call us."))
    assert after[1:] == before


def test_pages_share_no_ids() -> None:
    assert block_ids("page_1", _blocks("Call us.")) != block_ids("page_2", _blocks("Call us."))
