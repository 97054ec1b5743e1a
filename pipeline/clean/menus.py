"""Body part menus: long runs of names of body parts and procedures that link to a clinic's pages."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from pipeline.parse.blocks import Block
from schemas.enums import BlockKind

_LEAST = 8  # entries in a row
_SPLIT = re.compile(r"\s*[|•·,;/\t]\s*")
_END = re.compile(r"[.!?:]$")


@lru_cache(maxsize=1)
def _parts() -> frozenset[str]:
    text = files("pipeline.clean").joinpath("body_parts.txt").read_text("utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def _is_entry(text: str) -> bool:
    """Whether ``text`` could be an entry of a menu: a few words, no sentence."""
    return len(text) <= 32 and text.count(" ") <= 3 and not _END.search(text)


def _is_part(text: str) -> bool:
    words = text.lower().strip(" •*-")
    if words in _parts():
        return True
    last = words.rsplit(" ", 1)[-1]
    return words.count(" ") <= 2 and (last in _parts() or last.rstrip("s") in _parts())


def body_part_menus(blocks: list[Block]) -> list[int]:
    """Indexes of the blocks that belong to such a menu: a run of short entries, or one line full of them."""
    found: list[int] = []
    run: list[int] = []
    for index, block in enumerate(blocks):
        if block.kind is not BlockKind.HEADING and _is_entry(block.text) and "\t" not in block.text:
            run.append(index)
            continue
        found.extend(_menu(blocks, run))
        run = []
        if block.kind is not BlockKind.HEADING and _is_line_menu(block.text):
            found.append(index)
    found.extend(_menu(blocks, run))
    return found


def _menu(blocks: list[Block], run: list[int]) -> list[int]:
    """The stretch of ``run`` from its first body part to its last, where most of it names body parts."""
    parts = [index for index in run if _is_part(blocks[index].text)]
    if len(parts) < _LEAST:
        return []
    stretch = [index for index in run if parts[0] <= index <= parts[-1]]
    return stretch if len(parts) * 2 >= len(stretch) else []


def _is_line_menu(text: str) -> bool:
    if len(text) > 2_000 or _END.search(text):
        return False
    entries = [entry for entry in _SPLIT.split(text) if entry]
    if len(entries) < _LEAST or any(len(entry) > 32 for entry in entries):
        return False
    return sum(_is_part(entry) for entry in entries) * 2 >= len(entries)
