"""Feeds every regular expression of the pipeline hostile input; run in a process of its own by ``test_patterns``.

Prints one line for each pattern that takes too long on one input, and the number of patterns tried.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from re import _parser  # type: ignore[attr-defined] # the parsed form is the only way to a pattern's own prefixes
from types import FrameType
from typing import Any

SIZE = 100_000
CPU_SECONDS = 4.0  # of one pattern on one input; a pattern without backtracking needs milliseconds
COMMON = (" \n", "a", "1.", "(<", "it is a, or ")
# Rooms that read a page before its white space is folded; to all others a run of it is one space.
RAW = ("parse/", "sources/", "store/")
# Patterns that are only held against the start of a line or text: they are matched there, not searched for.
AT_START = ("parse/text_shapes.py", "parse/text_meta.py", "parse/text_group.py", "vocabulary/formats.py")
# Patterns that are quadratic in something that is never as long as a page, with a length beyond the longest.
BOUNDED = {
    "vocabulary/russian.py": (100, "one word"),
    "vocabulary/relaxed.py": (2_000, "the name of a record"),
    "vocabulary/compose.py": (2_000, "the name of a record"),
    "structure/topic.py": (200, "the first 160 characters of a heading, 70 of a name"),
    "parse/metadata.py": (2_000, "a title"),
    "parse/html_tokens.py": (2_000, "markup that the parser wrote: each < has its >"),
    "extract/exercises/names.py": (2_000, "the name of an exercise, or a number that begins a line"),
    "extract/exercises/instructions.py": (5_000, "one sentence of instructions"),
    "extract/exercises/prose.py": (2_000, "the name of an exercise"),
    "extract/exercises/chart.py": (5_000, "one number: its digits"),
    "extract/dose/rules.py": (2_000, "one sentence of instructions"),
    "extract/dose/tiers.py": (2_000, "one sentence of instructions"),
    "clean/cues.py": (100, "blocks of few words: each rule says of how many"),
    "extract/plans.py": (5_000, "one number: its digits"),
    "publish/contacts.py": (5_000, "one word: its letters"),
}
_FOLDER = str(Path(__file__).parents[1] / "pipeline")
_SPACES = re.compile(r"\s+")
_RUNS = 3  # repeats of one pattern that are tried
_LONG = 24  # repeats that may go on this long are worth a run of their own


class TooLongError(Exception):
    """The CPU time of one probe is used up."""


def collect() -> dict[str, tuple[re.Pattern[str], str]]:
    """All patterns that modules and data files of the pipeline compile, with the file that did."""
    found: dict[str, tuple[re.Pattern[str], str]] = {}
    compile_ = re._compile  # type: ignore[attr-defined]

    def watch(pattern: Any, flags: int) -> Any:
        made = compile_(pattern, flags)
        frame: FrameType | None = sys._getframe(1)
        while frame and frame.f_code.co_filename == re.__file__:
            frame = frame.f_back
        if frame and frame.f_code.co_filename.startswith(_FOLDER) and isinstance(made.pattern, str):
            found.setdefault(f"{made.pattern}/{made.flags}", (made, frame.f_code.co_filename[len(_FOLDER) + 1 :]))
        return made

    re._compile = watch  # type: ignore[attr-defined]
    try:
        import pipeline

        for module in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
            if not module.name.startswith("pipeline.vocabulary.builder"):  # reads pinned packages, never pages
                importlib.import_module(module.name)
        _use()
    finally:
        re._compile = compile_  # type: ignore[attr-defined]
    return found


def _use() -> None:
    """Read pages, so that patterns which are compiled on first use are there."""
    from pipeline.dedupe.verdicts import NOTHING
    from pipeline.sources.raw import RawPage
    from pipeline.steps import extract_page, parse_page
    from pipeline.vocabulary.load import load_vocabulary

    samples = Path(_FOLDER).parent / "raw" / "samples"
    for path in sorted(samples.rglob("*.*")):
        kind = {".html": "text/html", ".txt": "text/plain", ".md": "text/markdown"}.get(path.suffix)
        if kind and path.parent.name != "damaged":
            page = parse_page(RawPage(path.name, path.read_bytes(), kind, "samples"))
            extract_page(page, NOTHING, load_vocabulary())


def sample(tree: Any) -> str:
    """A text that a parsed pattern, or a part of one, is likely to match."""
    return "".join(_one(operation, argument) for operation, argument in tree)


def _one(operation: Any, argument: Any) -> str:
    name = str(operation)
    if name == "LITERAL":
        return chr(argument)
    if name == "NOT_LITERAL":
        return "a" if argument != ord("a") else "b"
    if name == "ANY":
        return "a"
    if name == "IN":
        return _member(argument)
    if name == "BRANCH":
        return sample(argument[1][0])
    if name == "SUBPATTERN":
        return sample(argument[3])
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return sample(argument[2]) * max(argument[0], min(argument[1], 2))
    return sample(argument) if name == "ATOMIC_GROUP" else ""


def _member(members: Any) -> str:
    first, argument = members[0]
    if str(first) == "NEGATE":
        barred = {chr(value) for kind, value in members[1:] if str(kind) == "LITERAL"}
        spaces = any(str(kind) == "CATEGORY" and "SPACE" in str(value) for kind, value in members[1:])
        words = any(str(kind) == "CATEGORY" and str(value).endswith("_WORD") for kind, value in members[1:])
        return next(char for char in ("-~a " if words else "a -" if spaces else " a1-~") if char not in barred)
    if str(first) == "RANGE":
        return chr(argument[0])
    if str(first) == "CATEGORY":
        told = str(argument)
        return "1" if told.endswith("_DIGIT") and "NOT" not in told else " " if told == "CATEGORY_SPACE" else "a"
    return chr(argument)


def runs(tree: Any, before: str = "") -> Iterator[str]:
    """What leads up to each long repeat, then its body again and again: where backtracking would start."""
    for operation, argument in tree:
        name = str(operation)
        if name in ("MAX_REPEAT", "MIN_REPEAT"):
            body = sample(argument[2])
            if argument[1] >= _LONG and body:
                yield before + body * ((SIZE - len(before)) // len(body))
            yield from runs(argument[2], before)
        elif name == "SUBPATTERN":
            yield from runs(argument[3], before)
        elif name == "BRANCH":
            for branch in argument[1]:
                yield from runs(branch, before)
        before += _one(operation, argument)


def inputs(pattern: re.Pattern[str]) -> Iterator[str]:
    """Hostile texts for one pattern: its own prefixes and its own repeats, over and over."""
    tree = _parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    whole = sample(tree)
    for part in {whole[: len(whole) // 2], whole[:-1], whole + " "} - {""}:
        yield part * (SIZE // len(part))
    yield from sorted(set(runs(tree)))[:_RUNS]


def fitted(text: str, file: str) -> str:
    """A hostile text as the patterns of a file may meet it."""
    if not file.startswith(RAW):
        text = _SPACES.sub(" ", text)
    return text[: BOUNDED.get(file, (SIZE, ""))[0]]


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise TooLongError


def main() -> None:
    """Probe all patterns."""
    signal.signal(signal.SIGVTALRM, _stop)
    patterns = collect()
    common = [unit * (SIZE // len(unit)) for unit in COMMON]
    for pattern, file in patterns.values():
        for text in {fitted(text, file) for text in (*common, *inputs(pattern))}:
            signal.setitimer(signal.ITIMER_VIRTUAL, CPU_SECONDS)
            try:
                (pattern.match if file in AT_START else pattern.search)(text)
            except TooLongError:
                print(f"{file}: {pattern.pattern[:160]!r} on {text[:60]!r}...", flush=True)
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    print(f"{len(patterns)} patterns")


if __name__ == "__main__":
    main()
