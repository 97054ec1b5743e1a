"""Made-up versions to look at: a hostile one with markup in every field, and a very long page."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.publish.tables import write_rows
from schemas import (
    TABLES,
    Block,
    Code,
    Concept,
    Condition,
    Document,
    Evidence,
    Exercise,
    Page,
    Plan,
    Relation,
    Row,
    Section,
    Symptom,
    Treatment,
)

ATTACK = "</script><script>window.pwned=1</script><img src=x onerror='window.pwned=1'>&#x22;\u2028<svg/onload=pwned=1>"


def write_version(folder: Path, **tables: list[Row]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in TABLES:
        write_rows(folder, name, tables.get(name, []))
    return folder


def page(source: str = "a.html", **given: object) -> Page:
    row: dict[str, object] = {
        "page_id": "page_1",
        "source": source,
        "site": "site",
        "verdict": "article",
        "media_type": "text/html",
        "encoding": "utf-8",
        "language": "en",
        "raw_sha256": "0" * 64,
        "bytes": 1,
    }
    return Page.model_validate(row | given)


def block(ordinal: int, text: str, **given: object) -> Block:
    row: dict[str, object] = {
        "block_id": f"block_{ordinal:06}",
        "page_id": "page_1",
        "document_id": None if given.get("reason") else "doc_1",
        "ordinal": ordinal,
        "kind": "paragraph",
        "text": text,
        "heading_path": [],
        "kept": not given.get("reason"),
    }
    return Block.model_validate(row | given)


def document(text: str) -> Document:
    return Document.model_validate(
        {
            "document_id": "doc_1",
            "page_id": "page_1",
            "ordinal": 0,
            "kind": "condition_article",
            "language": "en",
            "text": text,
            "word_count": len(text.split()),
        }
    )


def section(text: str, kind: str = "symptoms") -> Section:
    return Section.model_validate(
        {
            "section_id": "sec_1",
            "document_id": "doc_1",
            "ordinal": 0,
            "level": 1,
            "heading_source": "none",
            "kind": kind,
            "start": 0,
            "end": len(text),
        }
    )


def evidence(text: str, quote: str, owner: str, field: str = "name", relation: bool = False) -> Evidence:
    start = text.index(quote)
    row = {
        "evidence_id": f"ev_{owner}_{field}_{start}",
        "relation_id" if relation else "record_id": owner,
        "document_id": "doc_1",
        "field": field,
        "quote": quote,
        "start": start,
        "end": start + len(quote),
        "section_id": "sec_1",
        "rule": "made.up",
        "confidence": 0.85,
    }
    return Evidence.model_validate(row, context={"text": text})


def record(model: type[Row], record_id: str, name: str, **given: object) -> Row:
    row: dict[str, object] = {"record_id": record_id, "document_id": "doc_1", "page_id": "page_1", "name": name}
    empty: dict[str, object] = {"concept_id": f"concept_{record_id}"}
    for field, info in model.model_fields.items():
        if str(info.annotation).startswith("list["):
            empty[field] = []
    return model.model_validate(empty | row | given)


@pytest.fixture(scope="session")
def knee_version(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small page with all kinds of records, a dropped form, a repeat, and an astral character."""
    lines = [
        "Sore knee 🦵 explained",
        "A sore knee may swell and feel stiff. It does not cause fever.",
        "Rest and ice packs relieve a sore knee.",
        "1. Wall sit",
        "Lean against a wall. Hold for 20 seconds. Repeat 5 times.",
    ]
    text = "\n".join(lines)
    blocks = [block(0, lines[0], kind="heading", level=1), block(1, lines[1])]
    blocks += [block(2, "Your phone number *", kind="other", reason="form")]
    blocks += [block(3, lines[2]), block(4, lines[3], kind="heading", level=2), block(5, lines[4])]
    blocks += [block(6, lines[2], reason="duplicate", duplicate_of="block_000003")]
    reps, hold = {"min": 5, "max": 5}, {"min": 20, "max": 20}
    code = Code(system="MESH", code="MESH:D007719", match="exact", confidence=1.0)
    relation = {
        "relation_id": "rel_1",
        "document_id": "doc_1",
        "subject_id": "rec_ice",
        "subject_text": "ice packs",
        "predicate": "relieves",
        "object_id": "rec_knee",
        "object_text": "sore knee",
        "certainty": "stated",
    }
    return write_version(
        tmp_path_factory.mktemp("knee") / "20260101T000000Z",
        pages=[page("clinic/knee.html", url="https://clinic.example/knee", title="Sore knee", duplicate_of=None)],
        blocks=blocks,
        documents=[document(text)],
        sections=[section(text)],
        conditions=[record(Condition, "rec_knee", "sore knee", role="topic", codes=[code])],
        symptoms=[
            record(Symptom, "rec_stiff", "stiff", kind="symptom", negated=False),
            record(Symptom, "rec_fever", "fever", kind="symptom", negated=True),
        ],
        treatments=[record(Treatment, "rec_ice", "ice packs", type="heat_cold", negated=False)],
        exercises=[
            record(
                Exercise,
                "rec_wall",
                "Wall sit",
                number=1,
                position="standing",
                position_inferred=False,
                steps=["Lean against a wall.", "Hold for 20 seconds.", "Repeat 5 times."],
                reps=reps,
                reps_basis="total",
                hold_seconds=hold,
            )
        ],
        plans=[
            Plan(plan_id="plan_1", document_id="doc_1", page_id="page_1", name="Knee plan", exercise_ids=["rec_wall"])
        ],
        relations=[Relation.model_validate(relation)],
        evidence=[
            evidence(text, "sore knee may", "rec_knee"),
            evidence(text, "stiff", "rec_stiff"),
            evidence(text, "not cause fever", "rec_fever"),
            evidence(text, "ice packs", "rec_ice"),
            evidence(text, "ice packs relieve a sore knee", "rel_1", "relation", relation=True),
            evidence(text, "Wall sit", "rec_wall"),
            evidence(text, "Repeat 5 times", "rec_wall", "reps"),
        ],
        concepts=[
            Concept(concept_id=f"concept_{i}", kind=k, name=n, synonyms=[], codes=[], record_count=1, document_count=1)
            for i, k, n in (
                ("rec_knee", "condition", "sore knee"),
                ("rec_ice", "treatment", "ice pack"),
                ("rec_stiff", "symptom", "stiffness"),
            )
        ],
    )


@pytest.fixture(scope="session")
def hostile_version(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Scripts and markup in every field that a page can fill."""
    text = f"{ATTACK}\n{ATTACK} pain"
    return write_version(
        tmp_path_factory.mktemp("hostile") / "20260101T000000Z",
        pages=[page(ATTACK, url="javascript:window.pwned=1", title=ATTACK, author=ATTACK, site=ATTACK)],
        blocks=[block(0, ATTACK), block(1, f"{ATTACK} pain"), block(2, ATTACK, reason="ad")],
        documents=[document(text)],
        sections=[section(text)],
        conditions=[
            record(Condition, "rec_c", ATTACK, role="topic", aliases=[ATTACK], definition=ATTACK),
        ],
        symptoms=[record(Symptom, "rec_s", f"{ATTACK} pain", kind="symptom", negated=False, quality=[ATTACK])],
        treatments=[record(Treatment, "rec_t", ATTACK, type="drug", negated=False, cautions=[ATTACK])],
        exercises=[record(Exercise, "rec_e", ATTACK, position_inferred=False, steps=[ATTACK], rest=ATTACK)],
        relations=[
            Relation(
                relation_id="rel_1",
                document_id="doc_1",
                subject_id="rec_s",
                subject_text=ATTACK,
                predicate="symptom_of",
                object_id="rec_c",
                object_text=ATTACK,
                certainty="stated",
            )
        ],
        evidence=[evidence(text, ATTACK, r) for r in ("rec_c", "rec_t", "rec_e")]
        + [evidence(text, "pain", "rec_s"), evidence(text, ATTACK, "rel_1", "relation", relation=True)],
        concepts=[
            Concept(
                concept_id="concept_rec_c",
                kind="condition",
                name=ATTACK,
                synonyms=[ATTACK],
                codes=[],
                record_count=1,
                document_count=1,
            )
        ],
    )


@pytest.fixture(scope="session")
def long_version(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One page of 20,000 blocks, each second one with a record's quote."""
    lines = [f"Line {i} tells of knee pain and of other things that are long enough to wrap." for i in range(20_000)]
    text = "\n".join(lines)
    starts = [0]
    for line in lines[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    quotes = [
        Evidence(
            evidence_id=f"ev_{i:06}",
            record_id="rec_1",
            document_id="doc_1",
            field="name",
            quote="knee pain",
            start=start + lines[i].index("knee pain"),
            end=start + lines[i].index("knee pain") + 9,
            section_id="sec_1",
            rule="made.up",
            confidence=0.5,
        )
        for i, start in enumerate(starts)
        if i % 2
    ]
    return write_version(
        tmp_path_factory.mktemp("long") / "20260101T000000Z",
        pages=[page("long.html")],
        blocks=[block(i, line) for i, line in enumerate(lines)],
        documents=[document(text)],
        sections=[section(text)],
        symptoms=[record(Symptom, "rec_1", "knee pain", kind="symptom", negated=False)],
        evidence=list(quotes),
    )
