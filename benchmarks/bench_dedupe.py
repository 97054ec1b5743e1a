#!/usr/bin/env python3
"""Repeats: how well copies are found, what the comparison of many pages costs, and which MinHash to use.

    make bench-dedupe

Near-duplicate clusters are made up and known; precision and recall are of pairs. Scale is measured in
fresh processes, so that the peak of memory is that of the comparison alone. datasketch is compared with
rensa where it is installed.
"""

from __future__ import annotations

import importlib.util
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import numpy as np
import rensa
from compare_run import verdicts_of
from near_corpus import EDITS, Writer, page_of

from pipeline.clean.cleaning import Cleaning
from pipeline.dedupe.compare import compare_partition
from pipeline.dedupe.conclude import conclude
from pipeline.dedupe.live import write_live
from pipeline.dedupe.signature_files import write_signatures
from pipeline.dedupe.signatures import sign_page
from pipeline.dedupe.verdict_files import read_digests
from pipeline.parse.blocks import Block
from schemas.enums import BlockKind, Verdict

CLUSTERS = 300
DOCUMENTS, BLOCKS_EACH = 100_000, 10
BATCH = 1_000
PARTITIONS = 4
MEGABYTE = 1 << 20


def near_duplicates() -> None:
    """Pairwise precision and recall on the made-up corpus, by kind of copy."""
    articles = list(Writer(20).corpus(CLUSTERS))
    verdicts = verdicts_of([one.sign() for one in articles])
    kept = {f"doc_{one.name}": f"doc_{one.name}" for one in articles}
    for verdict in verdicts.values():
        kept |= {name: duplicate.duplicate_of for name, duplicate in verdict.documents.items()}
    found = defaultdict(list)
    for one in articles:
        found[kept[f"doc_{one.name}"]].append(one)
    pairs = [pair for members in found.values() for pair in combinations(members, 2)]
    right = sum(a.cluster == b.cluster for a, b in pairs)
    print(f"near-duplicates: {len(articles)} documents, {CLUSTERS} clusters, {len(pairs)} pairs found")
    print(f"  pairwise precision {right / len(pairs):.4f}")
    hard = f"edited {EDITS[-1]} %"
    for name, skip in ((f"edits up to {EDITS[-2]} %, re-ordered, cut, re-titled", {hard}), ("all copies", set())):
        members = Counter(one.cluster for one in articles if one.kind not in skip)
        wanted = sum(n * (n - 1) // 2 for n in members.values())
        got = sum(a.cluster == b.cluster for a, b in pairs if not {a.kind, b.kind} & skip)
        print(f"  pairwise recall    {got / wanted:.4f}  {name}")
    home = {one.cluster: kept[f"doc_{one.name}"] for one in articles if one.kind == "original"}
    for kind in sorted({one.kind for one in articles} - {"original"}):
        same = [kept[f"doc_{one.name}"] == home.get(one.cluster) for one in articles if one.kind == kind]
        print(f"  {kind:12} with the original: {sum(same) / len(same):.4f}")
    passages = sum(
        bool(verdicts[one.name].passages) for one in articles if one.kind == "quotes" and one.name in verdicts
    )
    print(f"  quoted paragraphs found: {passages} of {CLUSTERS} (those of 40 words and more are looked for)")


def scale() -> None:
    """Time and peak memory of the comparison at the full size and at half of it."""
    seconds = {}
    for documents in (DOCUMENTS // 2, DOCUMENTS):
        with tempfile.TemporaryDirectory() as folder:
            figures: dict[str, dict[str, float]] = {}
            for step in ("sign", "compare"):
                run = [sys.executable, __file__, step, str(documents), folder]
                figures[step] = json.loads(subprocess.run(run, check=True, stdout=subprocess.PIPE).stdout)
        sign, compare = figures["sign"], figures["compare"]
        seconds[documents] = compare["seconds"]
        print(
            f"scale: {documents} documents, {documents * BLOCKS_EACH} blocks: sign {sign['seconds']:.1f} s;"
            f" compare {compare['seconds']:.1f} s, peak {compare['peak'] / MEGABYTE:.0f} MB,"
            f" {compare['verdicts']:.0f} pages with verdicts"
        )
    print(f"  twice the input takes {seconds[DOCUMENTS] / seconds[DOCUMENTS // 2]:.2f} times the time")


def sign_corpus(documents: int, folder: Path) -> dict[str, float]:
    """Write the signatures of made-up sites: templates, own text, one copy in twenty."""
    writer = Writer(documents)
    chance = random.Random(7)
    pool = [writer.paragraphs(BLOCKS_EACH - 3) for _ in range(400)]
    words = [word for texts in pool for text in texts for word in text.split(" ")]
    started = time.perf_counter()
    spent = 0.0
    live: list[tuple[Path, str]] = []
    earlier: list[list[str]] = []
    for start in range(0, documents, BATCH):
        signatures = []
        for i in range(start, min(start + BATCH, documents)):
            site = f"site{i % (documents // 200):04d}.example"
            if earlier and chance.random() < 0.05:
                texts = [writer.edit(text, 0.05) for text in chance.choice(earlier)]
            else:
                texts = [" ".join(chance.choices(words, k=20)) for _ in range(BLOCKS_EACH - 3)]
            if i % 50 == 0:
                earlier = [*earlier[-200:], texts]
            template = [
                f"Home and care of {site}",
                f"All that {site} says is general and no advice to you or to anyone else.",
            ]
            lines = [
                template[0],
                *texts,
                template[1],
                f"Last looked at on {i % 28 + 1} May 2024 by the board of {site} itself.",
            ]
            page = page_of(f"page_{i:07d}", site, [Block(BlockKind.PARAGRAPH, line) for line in lines])
            began = time.perf_counter()
            signatures.append(sign_page(page, Cleaning(Verdict.ARTICLE, [None] * len(lines), {}), {0: f"doc_{i:07d}"}))
            spent += time.perf_counter() - began
            live.append((folder / f"batch-{start:07d}", page.page_id))
        began = time.perf_counter()
        write_signatures(signatures, folder / f"batch-{start:07d}")
        spent += time.perf_counter() - began
    write_live(live, folder / "live.parquet")
    return {"seconds": spent, "all": time.perf_counter() - started}


def compare_corpus(folder: Path) -> dict[str, float]:
    """Compare what ``sign_corpus`` wrote."""
    started = time.perf_counter()
    live = folder / "live.parquet"
    done = [compare_partition(live, i, PARTITIONS, folder / "compare") for i in range(PARTITIONS)]
    verdicts = conclude(live, done, folder / "verdicts.parquet")
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"seconds": seconds, "peak": peak, "verdicts": len(read_digests(verdicts))}


def minhash() -> None:
    """Compare rensa with datasketch: time a document, and the error of the similarity that both estimate."""
    sets = np.random.default_rng(1).integers(0, 1 << 32, (2_000, 800), dtype=np.uint32)
    sets[1::2, :500] = sets[::2, :500]  # pairs of Jaccard 500 / 1100
    makers: dict[str, Callable[[np.ndarray], np.ndarray]] = {
        "rensa": lambda one: np.array(
            rensa.RMinHash.digest_matrix_from_token_hash_sets([one.tolist()], 128, 42).to_rows()[0]
        )
    }
    if importlib.util.find_spec("datasketch"):
        from datasketch import MinHash

        permutations = MinHash(num_perm=128).permutations

        def datasketch(one: np.ndarray) -> np.ndarray:
            sketch = MinHash(hashfunc=int, permutations=permutations, scheme="affine32")
            sketch.update_batch(one.tolist())
            return np.asarray(sketch.hashvalues)

        makers["datasketch"] = datasketch
    else:
        print("minhash: datasketch is not installed, no comparison")
    taken = {}
    for name, make in makers.items():
        started = time.perf_counter()
        sketches = [make(one) for one in sets]
        taken[name] = (time.perf_counter() - started) / len(sets)
        errors = [np.mean(a == b) - 500 / 1100 for a, b in zip(sketches[::2], sketches[1::2], strict=True)]
        print(
            f"minhash: {name:10} {taken[name] * 1e3:.3f} ms a document of 800 shingles,"
            f" {taken[name] / taken['rensa']:.1f} x, error of the similarity {np.sqrt(np.mean(np.square(errors))):.3f}"
        )


def main() -> None:
    """Everything, or one step of ``scale`` in a process of its own."""
    if len(sys.argv) > 1:
        step, documents, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
        print(json.dumps(sign_corpus(documents, folder) if step == "sign" else compare_corpus(folder)))
        return
    minhash()
    near_duplicates()
    scale()


if __name__ == "__main__":
    main()
