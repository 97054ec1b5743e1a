#!/usr/bin/env python3
"""Parse and clean mutated pages: no crash, whatever the bytes.

    python benchmarks/fuzz_pages.py [--cases N] [--seed N]

Takes the sample pages (and the shared pages, where they are), cuts, doubles, shuffles and overwrites pieces of
them, and runs both steps. Only ``ParseError`` may be raised. Prints the slowest case; exits 1 on a crash.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

from wcxb import FOLDER, labelled

from pipeline.clean.page import clean
from pipeline.parse.page import ParseError, parse
from pipeline.sources.raw import RawPage

SAMPLES = Path(__file__).parent.parent / "raw" / "samples"
_LONGEST = 60_000  # bytes of a page that are mutated


def bodies() -> list[bytes]:
    """The pages to mutate."""
    found = [path.read_bytes()[:_LONGEST] for path in sorted(SAMPLES.rglob("*")) if path.suffix in (".html", ".txt")]
    if FOLDER.is_dir():
        found += [page.html()[:_LONGEST] for page in labelled()[::10]]
    return found


def mutate(body: bytes, chance: random.Random) -> bytes:
    """``body`` with a few pieces changed."""
    data = bytearray(body)
    for _ in range(chance.randint(1, 12)):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.randint(1, 2_000))
        kind = chance.randrange(4)
        if kind == 0:
            del data[start:end]
        elif kind == 1:
            data[start:start] = data[start:end]
        elif kind == 2:
            data[start : start + 8] = chance.randbytes(8)
        else:
            data[start:start] = chance.choice(
                [b"<table>", b"</div>", b"<a<b>", b"<!--", b"<li>", b"\x00", b"<select><option>", b"</body>"]
            )
    return bytes(data)


def main() -> int:
    """Run the cases; the same seed gives the same cases."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--cases", type=int, default=10_000)
    arguments.add_argument("--seed", type=int, default=0)
    options = arguments.parse_args()
    chance = random.Random(options.seed)
    pages = bodies()
    slowest = 0.0
    for case in range(options.cases):
        body = mutate(chance.choice(pages), chance)
        media_type = chance.choice(["text/html", "text/html", "text/html", "text/plain", "text/markdown"])
        start = time.process_time()
        try:
            clean(parse(RawPage(f"{case}", body, media_type, "fuzz")))
        except ParseError:
            pass
        except Exception as error:
            print(f"case {case} (seed {options.seed}): {type(error).__name__}: {error}", file=sys.stderr)
            return 1
        slowest = max(slowest, time.process_time() - start)
    print(f"{options.cases} cases without a crash; the slowest took {slowest:.2f} s of CPU")
    return 0


if __name__ == "__main__":
    sys.exit(main())
