"""What contact data looks like, in Python and in DuckDB alike, and what only looks like it."""

import duckdb
import pytest

from pipeline.publish.contacts import CONTACT_PATTERN, CONTACT_RULES, find_contact, longest_without_contact

HITS = {
    "email": ["Write to front.desk@knee-clinic.example.org today.", "info (at) hipcare.example"],
    "phone_international": ["Our number is +49 30 5550123.", "+1 (555) 010-9999", "dial 0044 1632 960983"],
    "phone_north_american": ["Book on (555) 010-9999.", "555-010-9999", "555.010.9999"],
    "phone_national": ["Reception: 020 7946 0018", "(01632) 960983", "0800 11 11 11"],
    "phone_in_pairs": ["Cabinet: 01 99 00 12 34", "01.99.00.12.34"],
    "phone_ending_in_pairs": ["Reception 8 (495) 555-01-09", "8-800-555-01-09", "(3852) 55-01-09"],
    "phone_free": ["Freecall 1800 555 010", "1300-555-010"],
    "phone_in_letters": ["Ring 1-800-NEW-KNEE now"],
    "phone_after_word": ["Phone: 5550109", "call us on 555 01 09", "Tel. 5550109"],
    "form_prompt": ["Your e-mail *", "First name:", "Phone number (required)", "Zip code:"],
}
MISSES = [
    "Hold for 20-30 seconds and repeat 10 to 15 times.",
    "Take 500-1,000 mg every 4 to 6 hours.",
    "It affects 1,200,000 people, 3 in 10,000 of them children.",
    "From 2019-2020 to 2021-2022 it rose by 0.125 to 0.250.",
    "Blood pressure above 140/90 or 150/100 mmHg",
    "Vitamin B12, 1000 IU, 25 mcg",
    "Call 911 at once.",
    "Reps 10 10 10, rest 60 seconds, 3 sets",
    "Name the muscle: it is the biceps.",
    "a 2 x 10 minute walk at 5 to 6 km/h, 3 days of 7",
    "ICD M54.50, 100 000 cases in 2023",
    "Reviewed 2023-10-11, again 2024-01-02",
    "Between 1800 and 1300 calories, 100 to 150 of them from fat",
    "The set went 100 20-10-10 and 120 15-12-10 kg",
]


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in HITS.items() for text in texts])
def test_contact_data_is_found(rule: str, text: str) -> None:
    assert rule in CONTACT_RULES
    assert find_contact(text) is not None
    assert duckdb.execute("SELECT regexp_matches(?, ?, 'm')", [text, CONTACT_PATTERN]).fetchall() == [(True,)]


@pytest.mark.parametrize("text", MISSES)
def test_numbers_of_health_pages_are_none(text: str) -> None:
    assert find_contact(text) is None
    assert duckdb.execute("SELECT regexp_matches(?, ?, 'm')", [text, CONTACT_PATTERN]).fetchall() == [(False,)]


def test_every_rule_has_a_sentence() -> None:
    assert set(HITS) == set(CONTACT_RULES)


def test_the_longest_clean_stretch() -> None:
    text = "Ask (555) 010-9999 about ibuprofen, which eases the pain. x@y.example.org"
    start, end = longest_without_contact(text)
    assert text[start:end] == "about ibuprofen, which eases the pain."
    assert longest_without_contact("x@y.example.org") == (0, 0)
