#!/usr/bin/env python3
"""What orchestration costs, how a run scales, and what a second run costs, on generated pages.

    python benchmarks/bench_flows.py [--pages N] [--workers N] [--large N]

Overhead is the CPU time that the flow's process and its server spend beyond what a direct run's process
does, over the CPU time of the work itself. ``--large`` adds a direct run over that many pages and
prints its rate beside the first one's, with the peak of memory of all processes together.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from flows.direct import run_direct
from flows.environment import tame_prefect
from flows.ingest import Outcome
from flows.parameters import BuildParameters
from flows.report import Silent

_TICK = os.sysconf("SC_CLK_TCK")
_SITES = ("knee", "elbow", "hip", "shoulder", "ankle", "wrist", "neck", "lower back", "foot", "thumb")
_FEELINGS = ("dull pain", "stiffness", "swelling", "numbness", "tingling", "weakness", "a burning feeling")
_HELP = ("rest", "ice packs", "ibuprofen", "physical therapy", "a brace", "steroid injections", "stretching")
_PAGE = """<!doctype html><html lang="en"><head><title>{name}</title></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/visit">Plan a visit</a></li></ul></nav>
<main><h1>{name}</h1><p>{name} is a condition in which the {site} becomes sore after strain number {number}.</p>
<h2>Symptoms</h2><ul>{symptoms}</ul>
<h2>Treatment</h2><p>Most people with {name} get better with {help} within {weeks} weeks.</p>
<h2>Exercises</h2><h3>{title} slide</h3><p>Sit on a chair and slide the heel forward. Hold for {weeks} seconds.
Repeat 10 times.</p></main><footer><p>Call us to book an appointment.</p></footer></body></html>
"""


def write_page(folder: Path, number: int) -> None:
    """One generated page; a thousand to a folder."""
    site = _SITES[number % len(_SITES)]
    symptoms = "".join(
        f"<li>{_FEELINGS[(number * k + k) % len(_FEELINGS)].capitalize()} in the {site} on day {number * k % 97}</li>"
        for k in range(1, 5)
    )
    text = _PAGE.format(
        name=f"{site.capitalize()} strain of type {number}",
        title=site.capitalize(),
        site=site,
        number=number,
        symptoms=symptoms,
        help=" and ".join(_HELP[(number // k) % len(_HELP)] for k in (1, 7)),
        weeks=number % 29 + 2,
    )
    home = folder / f"{number // 1000:04d}"
    home.mkdir(parents=True, exist_ok=True)
    (home / f"{number:06d}.html").write_text(text, encoding="utf-8")


class Watcher:
    """Samples the memory and the CPU time of this process and all below it."""

    def __init__(self) -> None:
        self.peak = 0
        self.cpu: dict[int, float] = {}
        self.commands: dict[int, str] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Watcher:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._sample()
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(0.25):
            self._sample()

    def _sample(self) -> None:
        memory = 0
        for pid in _family(os.getpid()):
            try:
                stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                self.commands.setdefault(pid, Path(f"/proc/{pid}/cmdline").read_text())
            except OSError:
                continue
            memory += int(stat[21]) * os.sysconf("SC_PAGE_SIZE")
            self.cpu[pid] = (int(stat[11]) + int(stat[12])) / _TICK
        self.peak = max(self.peak, memory)

    def seconds(self, of: Callable[[int, str], bool]) -> float:
        """CPU seconds of the processes that ``of`` picks by id and command."""
        return sum(cpu for pid, cpu in self.cpu.items() if of(pid, self.commands.get(pid, "")))


def _family(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").iterdir() if Path(f"/proc/{pid}/task").exists() else []:
        try:
            children = (task / "children").read_text().split()
        except OSError:
            continue
        for child in children:
            found += _family(int(child))
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--large", type=int, default=0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(asked.pages):
            write_page(folder / "pages", number)
        _scaling(folder, asked.pages, asked.workers)
        _second_runs(folder, asked.workers)
        if asked.large:
            for number in range(asked.pages, asked.large):
                write_page(folder / "pages", number)
            _direct(folder, asked.large, asked.workers, "large")


def _parameters(folder: Path, out: str, workers: int) -> BuildParameters:
    return BuildParameters(sources=[folder / "pages"], out=folder / out, dataset="bench", workers=workers)


def _direct(folder: Path, pages: int, workers: int, out: str) -> tuple[Outcome, float]:
    own = time.process_time()
    with Watcher() as watcher:
        outcome = run_direct(_parameters(folder, out, workers), Silent())
    own = time.process_time() - own
    seconds = outcome.seconds
    steps = seconds["parse"] + seconds["extract"]
    print(
        f"direct, {workers} workers, {pages} pages: {pages / sum(seconds.values()):7.1f} pages/s,"
        f" parse and extract {pages / steps:7.1f} pages/s, peak {watcher.peak / 2**30:.2f} GB in all processes"
    )
    print("  " + ", ".join(f"{stage} {took:.1f} s" for stage, took in seconds.items()))
    return outcome, own


def _scaling(folder: Path, pages: int, workers: int) -> None:
    alone, _ = _direct(folder, pages, 1, "one")
    together, own = _direct(folder, pages, workers, "many")
    steps = [sum(outcome.seconds[step] for step in ("parse", "extract")) for outcome in (alone, together)]
    print(f"{workers} workers over one, parse and extract: {steps[0] / steps[1]:.2f}")

    tame_prefect(quiet=True)
    from flows.flow import run_flow

    run_flow(_parameters(folder, "many", workers), Silent())  # imports and caches, outside of the measurement
    before = time.process_time()
    with Watcher() as watcher:
        outcome = run_flow(_parameters(folder, "flow", workers), Silent())
    flow = time.process_time() - before
    server = watcher.seconds(lambda pid, command: pid != os.getpid() and "spawn_main" not in command)
    work = watcher.seconds(lambda _, command: "spawn_main" in command) + own
    total = sum(outcome.seconds.values())
    print(f"prefect, {workers} workers, {pages} pages: {pages / total:7.1f} pages/s")
    print(f"orchestration: {max(0.0, flow - own):.1f} s in the flow, {server:.1f} s in its server (start-up included)")
    print(
        f"over {work:.1f} s of work: {max(0.0, flow - own) / work:.2%} without the server, "
        f"{(max(0.0, flow - own) + server) / work:.2%} with it"
    )


def _second_runs(folder: Path, workers: int) -> None:
    again = run_direct(_parameters(folder, "many", workers), Silent())
    print(f"second run, nothing changed: {sum(again.seconds.values()):.2f} s, a new version: {again.published.changed}")
    write_page(folder / "pages", 10_000_000)
    added = run_direct(_parameters(folder, "many", workers), Silent())
    print("one page added: " + ", ".join(f"{stage} {took:.2f} s" for stage, took in added.seconds.items()))


if __name__ == "__main__":
    main()
