from __future__ import annotations

import pytest

from pipeline.clean.cues import Cue, cue_of, load_cues


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
