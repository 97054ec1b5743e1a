"""Doses that are written out are read back as they were."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.dose import find_claims, read_dose
from pipeline.extract.dose.numbers import WORDS
from schemas.base import Range

_WORDS = {value: word for word, value in WORDS.items() if word.isascii() and word != "dozen"}


def in_words(number: int) -> str:
    if number in _WORDS and number != 100:
        return _WORDS[number]
    return f"{_WORDS[number // 10 * 10]}-{_WORDS[number % 10]}"


counts = st.integers(2, 60)
styles = st.sampled_from(["digits", "words"])


@st.composite
def amounts(draw: st.DrawFn) -> tuple[str, Range]:
    low = draw(counts)
    high = draw(st.one_of(st.just(low), st.integers(low, 99)))
    write = in_words if draw(styles) == "words" else str
    if high == low:
        form = draw(st.sampled_from(["{}", "about {}", "up to {}", "at least {}", "no more than {}"]))
        value = Range(min=None if "up" in form or "no more" in form else low, max=None if "least" in form else low)
        return form.format(write(low)), value
    joint = draw(st.sampled_from([" to ", " or "] if write is in_words else ["-", "–", " to ", " - ", " or "]))
    return f"{write(low)}{joint}{write(high)}", Range(min=low, max=high)


@given(
    amounts(), st.sampled_from(["Repeat {} times.", "Repeat the movement {} times.", "Do {} repetitions.", "{} reps"])
)
def test_repetitions_round_trip(amount: tuple[str, Range], form: str) -> None:
    dose = read_dose(form.format(amount[0]))
    assert dose.reps == amount[1]
    assert (dose.sets, dose.hold_seconds, dose.per_side) == (None, None, False)


@given(
    amounts(),
    st.sampled_from(["Hold for {} seconds.", "Hold this position for {} seconds, then relax.", "Hold {} secs"]),
)
def test_holds_round_trip(amount: tuple[str, Range], form: str) -> None:
    dose = read_dose(form.format(amount[0]))
    assert dose.hold_seconds == amount[1]
    assert dose.reps is None


@given(amounts(), st.sampled_from(["Hold for {} minutes.", "Stay in this position for {} minutes"]))
def test_minutes_are_sixty_seconds(amount: tuple[str, Range], form: str) -> None:
    value = amount[1]
    hold = read_dose(form.format(amount[0])).hold_seconds
    assert hold == Range(min=value.min and value.min * 60, max=value.max and value.max * 60)


@given(
    st.integers(1, 9),
    amounts(),
    st.sampled_from(["{} sets of {}", "Do {} sets of {} repetitions.", "{} sets x {} reps"]),
)
def test_sets_round_trip(sets: int, amount: tuple[str, Range], form: str) -> None:
    dose = read_dose(form.format(sets, amount[0]))
    assert dose.sets == Range.exactly(sets)
    assert dose.reps == amount[1]


@given(counts, st.sampled_from(["on each side", "with each leg", "per arm", "in each direction"]))
def test_sides_round_trip(count: int, side: str) -> None:
    dose = read_dose(f"Repeat {count} times {side}.")
    assert dose.reps == Range.exactly(count)
    assert dose.reps_per_side
    assert dose.per_side


@given(counts)
def test_more_repetitions_come_on_top_of_the_first(count: int) -> None:
    assert read_dose(f"Repeat {count} more times.").reps == Range.exactly(count + 1)


@given(st.text(max_size=200))
def test_any_text_is_read_without_error_and_quoted_within_its_bounds(text: str) -> None:
    for claim in find_claims(text):
        assert 0 <= claim.start < claim.end <= len(text)


@given(amounts(), st.text(alphabet="abcdefghij ,", max_size=40))
def test_offsets_do_not_depend_on_what_stands_before(amount: tuple[str, Range], before: str) -> None:
    phrase = f"Repeat {amount[0]} times."
    claims = find_claims(phrase)
    moved = find_claims(f"{before}. {phrase}")
    assert [(claim.start + len(before) + 2, claim.end + len(before) + 2) for claim in claims] == [
        (claim.start, claim.end) for claim in moved
    ]
