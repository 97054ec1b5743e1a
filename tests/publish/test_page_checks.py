"""A page that breaks a rule by itself is refused; contact data leaves records before that."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.pages import PageRows
from pipeline.publish.page_checks import page_problems
from pipeline.publish.parts import write_part
from pipeline.publish.scrub import without_contacts
from tests.publish.made_up import page_rows


def test_a_sound_page_has_no_problems() -> None:
    assert page_problems(page_rows("a.html", ("elbow pain", "numbness"))) == []


def no_evidence(page: PageRows) -> None:
    page.evidence.pop()


def wrong_quote(page: PageRows) -> None:
    page.evidence[0] = page.evidence[0].model_copy(update={"start": 1, "end": 1 + len(page.evidence[0].quote)})


def twin(page: PageRows) -> None:
    page.symptoms.append(page.symptoms[0].model_copy(update={"record_id": "rec_twin", "name": "Elbow  Pain"}))


def key_twice(page: PageRows) -> None:
    page.sections *= 2


def lost_pointer(page: PageRows) -> None:
    page.relations[0] = page.relations[0].model_copy(update={"object_id": "rec_gone"})


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (no_evidence, "exercises: no evidence"),
        (wrong_quote, "quote is not its slice"),
        (twin, "symptoms: twin record"),
        (key_twice, "sections: key twice"),
        (lost_pointer, "object_id points to nothing"),
    ],
)
def test_a_broken_page_is_refused_and_the_others_are_written(
    tmp_path: Path, spoil: Callable[[PageRows], None], message: str
) -> None:
    broken, sound = page_rows("a.html"), page_rows("b.html")
    spoil(broken)
    result = write_part(tmp_path / "part", [broken, sound])
    assert result.page_ids == (sound.page.page_id,)
    assert [refusal.source for refusal in result.refused] == ["a.html"]
    assert message in result.refused[0].message
    assert "\n" not in result.refused[0].message


def test_exercises_of_one_name_with_different_steps_are_no_twins() -> None:
    page = page_rows("a.html")
    other = page.exercises[0].model_copy(update={"record_id": "rec_other", "steps": ["Sit down."]})
    page.exercises.append(other)
    page.evidence.append(page.evidence[-1].model_copy(update={"record_id": "rec_other", "evidence_id": "ev_other"}))
    assert page_problems(page) == []


def test_contact_data_leaves_records_and_the_page_stays_sound() -> None:
    page = page_rows("a.html", ("elbow pain", "call 555-010-9999"))
    page.exercises[0] = page.exercises[0].model_copy(
        update={"cautions": ["Stop if it hurts.", "Ask desk@clinic.example.org"], "rest": "Call us on 555 01 09"}
    )
    cleaned, removed = without_contacts(page)
    assert removed == 6  # a symptom, its relation, their two quotes, a list item, a value
    assert page_problems(cleaned) == []
    assert [row.name for row in cleaned.symptoms] == ["elbow pain"]
    assert len(cleaned.relations) == 1
    assert cleaned.exercises[0].cautions == ["Stop if it hurts."]
    assert cleaned.exercises[0].rest is None


def test_a_quote_shrinks_to_what_holds_no_contact() -> None:
    page = page_rows("a.html", ("elbow pain, ask desk@clinic.example.org",))
    row = page.evidence[1]
    page.symptoms[0] = page.symptoms[0].model_copy(update={"name": "elbow pain"})
    page.relations[0] = page.relations[0].model_copy(update={"subject_text": "elbow pain"})
    cleaned, removed = without_contacts(page)
    assert removed == 2
    assert cleaned.evidence[1].quote == "elbow pain, ask"
    assert cleaned.evidence[1].start == row.start
    assert page_problems(cleaned) == []


def test_a_page_without_contact_data_is_left_as_it_is() -> None:
    page = page_rows("a.html")
    assert without_contacts(page) == (page, 0)
