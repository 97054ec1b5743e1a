"""Each rule reads its own example; the rules that keep words away make no claim of theirs."""

from __future__ import annotations

import pytest

from pipeline.extract.dose import find_claims
from pipeline.extract.dose.rules import LANGUAGES, Rule, load_rules

RULES = [(language, rule) for language in LANGUAGES for rule in load_rules(language)]


@pytest.mark.parametrize(("language", "rule"), RULES, ids=lambda value: value if isinstance(value, str) else value.name)
def test_rule_reads_its_example(language: str, rule: Rule) -> None:
    claims = find_claims(rule.example)
    assert language in LANGUAGES
    if rule.reads:
        assert rule.name in {claim.rule for claim in claims}
    else:
        assert rule.pattern.search(rule.example)
        assert claims == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_rule_names_are_their_own(language: str) -> None:
    names = [rule.name for rule in load_rules(language)]
    assert len(names) == len(set(names))


def test_claims_quote_the_text() -> None:
    text = "Lie down. Hold for ten seconds, rest a moment and repeat 5 times on each side, twice a day."
    quotes = [text[claim.start : claim.end] for claim in find_claims(text)]
    assert quotes == ["Hold for ten seconds", "rest a moment", "repeat 5 times", "on each side", "twice a day"]
