"""Body part menus: long runs of names of body parts and procedures that link to a clinic's pages."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from pipeline.parse.blocks import Block
from schemas.enums import BlockKind

_LEAST = 8  # entries in a row
_SPLIT = re.compile(r"\s*[|•·,;/\t]\s*")
_SIGNS = "|•·,;/\t"
_ENDS = frozenset(".!?:")


@lru_cache(maxsize=1)
def _parts() -> frozenset[str]:
    text = files("pipeline.clean").joinpath("body_parts.txt").read_text("utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def _is_entry(text: str) -> bool:
    """Whether ``text`` could be an entry of a menu: a few words, no sentence."""
    return len(text) <= 32 and text.count(" ") <= 3 and text[-1:] not in _ENDS


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
        text = block.text
        heading = block.kind is BlockKind.HEADING
        if not heading and (all(map(_is_entry, text.split("\t"))) if "\t" in text else _is_entry(text)):
            run.append(index)
            continue
        if run:
            found.extend(_menu(blocks, run))
            run = []
        if not heading and _is_line_menu(text):
            found.append(index)
    found.extend(_menu(blocks, run))
    return found


def _menu(blocks: list[Block], run: list[int]) -> list[int]:
    """The stretch of ``run`` from its first body part to its last, where most of it names body parts.

    A row of a table counts as many entries as it has cells.
    """
    cells = {index: blocks[index].text.split("\t") for index in run}
    if sum(map(len, cells.values())) < _LEAST:
        return []
    parts = {index: sum(map(_is_part, cells[index])) for index in run}
    if sum(parts.values()) < _LEAST:
        return []
    held = [index for index in run if parts[index]]
    stretch = [index for index in run if held[0] <= index <= held[-1]]
    entries = sum(len(cells[index]) for index in stretch)
    return stretch if sum(parts.values()) * 2 >= entries else []


def _is_line_menu(text: str) -> bool:
    if len(text) > 2_000 or text[-1:] in _ENDS or sum(map(text.count, _SIGNS)) < _LEAST - 1:
        return False
    entries = [entry for entry in _SPLIT.split(text) if entry]
    if len(entries) < _LEAST or any(len(entry) > 32 for entry in entries):
        return False
    return sum(_is_part(entry) for entry in entries) * 2 >= len(entries)
