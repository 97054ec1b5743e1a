from __future__ import annotations

import re
import signal
from collections.abc import Iterator

import pytest

from pipeline.clean.cues import Cue, cue_of, load_cues

_SIGNS = ("/", "a/", "1", "12", "11 ", "tues", "am.", "9.30", "Ab. ", "Aa ", "x ", " | ", "\u00b7 ", ". ", "«", "(")


@pytest.fixture
def no_endless_search() -> Iterator[None]:
    """End a search that backtracks for ever: it would hang the test, not fail it."""

    def end(*_: object) -> None:
        raise TimeoutError("a pattern backtracks for ever")

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, 30)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


@pytest.mark.usefixtures("no_endless_search")
@pytest.mark.parametrize("cue", load_cues(), ids=lambda cue: cue.name)
def test_no_rule_backtracks_for_ever(cue: Cue) -> None:
    """Each rule's own words and some signs, repeated, with an end that it cannot meet."""
    words = sorted(set(re.findall(r"[a-zа-яё&@]+", cue.pattern.pattern.lower())))[:40]
    for piece in (*words, *_SIGNS):
        for gap in ("", " ", ", "):
            for end in ("\x01", "zq", " zq!"):
                cue.pattern.search((piece + gap) * 16 + end)


def test_long_blocks_meet_no_rule() -> None:
    assert cue_of("Share on Facebook" + "k" * 100_000) is None


@pytest.mark.parametrize("cue", load_cues(), ids=lambda cue: cue.name)
def test_each_rule_meets_its_example(cue: Cue) -> None:
    found = cue_of(cue.example)
    assert found is not None
    assert found.reason == cue.reason


def test_names_are_unique() -> None:
    names = [cue.name for cue in load_cues()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "text",
    [
        "Pain that spreads from the lower back to the leg",
        "If the pain does not go away after two weeks, see your doctor.",
        "Call your doctor if the fever lasts more than three days.",
        "Hold the stretch for 30 seconds and repeat 3 times on each side.",
        "Cookies, cakes and sweet drinks raise your blood sugar.",
        "numbness or tingling in the toes",
        "Schedule regular eye exams if you have diabetes.",
        "Your doctor may ask about your family history.",
        "Share any concerns about side effects with your pharmacist.",
        "Monday is a good day to begin: walk for 20 minutes.",
        "2 tablespoons of olive oil",
        "Name the muscle that hurts.",
        "Reviewed evidence shows that exercise helps most people.",
        "About 30 minutes of walking a day lowers the risk.",
    ],
)
def test_article_sentences_meet_no_sure_rule(text: str) -> None:
    found = cue_of(text)
    assert found is None or not found.sure
