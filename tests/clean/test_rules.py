"""What flattened text gives away by its words and its neighbours."""

from __future__ import annotations

from pipeline.clean.page import clean
from pipeline.parse.page import parse
from pipeline.sources.raw import RawPage
from schemas.enums import DropReason


def reasons(*lines: str) -> dict[str, DropReason | None]:
    page = parse(RawPage("a.txt", "\n\n".join(lines).encode(), "text/plain", "here"))
    cleaning = clean(page)
    return {block.text: reason for block, reason in zip(page.blocks, cleaning.reasons, strict=True)}


BODY = "A stiff neck gets better in a few days when you keep moving it gently through its whole range."


def test_labels_between_a_title_and_its_date_go() -> None:
    found = reasons("Five stretches for a stiff neck", "Wellness", "Body and mind", "March 3, 2021", BODY)
    assert found["Wellness"] is DropReason.NAV
    assert found["Body and mind"] is DropReason.NAV
    assert found["March 3, 2021"] is DropReason.BYLINE
    assert found["Five stretches for a stiff neck"] is None
    assert found[BODY] is None


def test_a_body_part_menu_goes_and_a_list_of_symptoms_stays() -> None:
    parts = ["knee", "elbow", "liver", "spine", "heart", "kidneys", "jaw", "ankle", "wrist"]
    symptoms = "stiffness\n  • headache\n  • dizziness\n  • pain when turning"
    found = reasons(BODY, *parts, BODY.replace("neck", "back"), f"You may notice:\n\n  • {symptoms}")
    assert all(found[part] is DropReason.BODY_PART_MENU for part in parts)
    assert found["headache"] is None
    assert found["pain when turning"] is None


def test_a_form_and_its_consent_go() -> None:
    consent = "By clicking the button I agree to the processing of my personal data."
    found = reasons(BODY, "Last name *", "E-mail *", consent, BODY.replace("neck", "back"))
    assert found["Last name *"] is DropReason.FORM
    assert found["E-mail *"] is DropReason.FORM
    assert found[consent] is DropReason.CONSENT
    assert found[BODY] is None


def test_a_bar_of_links_goes_and_a_sentence_with_links_stays() -> None:
    bar = "[Home](/) | [About us](/about) | [Blog](/blog)"
    sentence = "Read on about [stretching](/s), [warmth](/w) / [cold](/c) and | [rest](/r) when the pain comes back."
    text = f"# Stiff neck\n\n{BODY}\n\n{bar}\n\n{sentence}\n"
    page = parse(RawPage("a.md", text.encode(), "text/markdown", "here"))
    found = {block.text: reason for block, reason in zip(page.blocks, clean(page).reasons, strict=True)}
    assert found["Home | About us | Blog"] is DropReason.NAV
    assert found["Read on about stretching, warmth / cold and | rest when the pain comes back."] is None


def test_what_a_line_says_of_itself_comes_before_the_menu_it_stands_in() -> None:
    parts = ["knee", "elbow", "liver", "spine", "Working hours", "kidneys", "jaw", "ankle", "wrist", "hip"]
    found = reasons(BODY, *parts, BODY.replace("neck", "back"))
    assert found["Working hours"] is DropReason.OPENING_HOURS
    assert found["kidneys"] is DropReason.BODY_PART_MENU
