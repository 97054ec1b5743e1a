"""Rows of small made-up pages, complete and consistent, for tests of publishing."""

from __future__ import annotations

from pathlib import Path

from pipeline.ids import stable_id
from pipeline.pages import PageRows
from pipeline.publish.parts import write_part
from pipeline.publish.request import Part, PublishRequest, PublishResult
from pipeline.publish.version import publish
from schemas import Block, Code, Condition, Document, Evidence, Exercise, Page, Range, Relation, Section, Symptom
from schemas.enums import (
    BlockKind,
    CodeMatch,
    ConditionRole,
    DocumentKind,
    HeadingSource,
    Predicate,
    RepsBasis,
    SectionKind,
    SymptomKind,
    Verdict,
)

CONDITION = "Tennis elbow"
MOVE = "Wrist curl"


def page_rows(source: str, symptoms: tuple[str, ...] = ("elbow pain",), site: str = "clinic.example") -> PageRows:
    """A page on tennis elbow with the given symptoms and one exercise."""
    page_id = stable_id("page", source)
    document_id = stable_id("doc", page_id, "0")
    section_id = stable_id("sec", document_id)
    lines = [CONDITION, f"It brings {', '.join(symptoms)}.", f"{MOVE}: 10 reps."]
    text = "\n".join(lines)
    page = Page(
        page_id=page_id,
        source=source,
        site=site,
        verdict=Verdict.ARTICLE,
        media_type="text/html",
        encoding="utf-8",
        language="en",
        raw_sha256="0" * 64,
        bytes=len(text),
    )
    rows = PageRows(page)
    rows.documents.append(
        Document(
            document_id=document_id,
            page_id=page_id,
            ordinal=0,
            kind=DocumentKind.CONDITION,
            language="en",
            text=text,
            word_count=len(text.split()),
        )
    )
    rows.blocks += [
        Block(
            block_id=stable_id("block", page_id, str(i)),
            page_id=page_id,
            document_id=document_id,
            ordinal=i,
            kind=BlockKind.HEADING if i == 0 else BlockKind.PARAGRAPH,
            level=1 if i == 0 else None,
            text=line,
            heading_path=[],
            kept=True,
        )
        for i, line in enumerate(lines)
    ]
    rows.sections.append(
        Section(
            section_id=section_id,
            document_id=document_id,
            ordinal=0,
            level=1,
            heading=CONDITION,
            heading_source=HeadingSource.MARKUP,
            kind=SectionKind.OVERVIEW,
            start=0,
            end=len(text),
        )
    )

    def ground(quote: str, record_id: str | None = None, relation_id: str | None = None, rule: str = "test") -> None:
        start = text.index(quote)
        rows.evidence.append(
            Evidence(
                evidence_id=stable_id("ev", record_id or relation_id or ""),
                record_id=record_id,
                relation_id=relation_id,
                document_id=document_id,
                field="name",
                quote=quote,
                start=start,
                end=start + len(quote),
                section_id=section_id,
                rule=rule,
                confidence=0.9,
            )
        )

    condition_id = stable_id("rec", document_id, "condition", CONDITION)
    rows.conditions.append(
        Condition(
            record_id=condition_id,
            document_id=document_id,
            page_id=page_id,
            name=CONDITION,
            aliases=[],
            role=ConditionRole.TOPIC,
            body_sites=["elbow"],
            concept_id="MONDO:0000001",
            codes=[Code(system="MONDO", code="MONDO:0000001", match=CodeMatch.EXACT, confidence=1.0)],
        )
    )
    ground(CONDITION, condition_id, rule="condition.heading")
    for name in symptoms:
        symptom_id = stable_id("rec", document_id, "symptom", name)
        rows.symptoms.append(
            Symptom(
                record_id=symptom_id,
                document_id=document_id,
                page_id=page_id,
                name=name,
                kind=SymptomKind.SYMPTOM,
                body_sites=["elbow"],
                quality=[],
                radiates_to=[],
                negated=False,
                concept_id=stable_id("symptom", name),
                codes=[],
            )
        )
        ground(name, symptom_id, rule="symptom.list")
        relation_id = stable_id("rel", symptom_id, condition_id)
        rows.relations.append(
            Relation(
                relation_id=relation_id,
                document_id=document_id,
                subject_id=symptom_id,
                subject_text=name,
                predicate=Predicate.SYMPTOM_OF,
                object_id=condition_id,
                object_text=CONDITION,
                certainty="stated",
            )
        )
        ground(name, relation_id=relation_id, rule="relation.brings")
    exercise_id = stable_id("rec", document_id, "exercise", MOVE)
    rows.exercises.append(
        Exercise(
            record_id=exercise_id,
            document_id=document_id,
            page_id=page_id,
            name=MOVE,
            position_inferred=False,
            steps=[],
            reps=Range.exactly(10),
            reps_basis=RepsBasis.TOTAL,
            equipment=[],
            muscles=["forearms"],
            muscles_inferred=[],
            body_regions=["elbow"],
            progressions=[],
            cautions=[],
            concept_id=stable_id("exercise", MOVE),
        )
    )
    ground(MOVE, exercise_id, rule="exercise.named")
    return rows


def publish_pages(folder: Path, *pages: PageRows, **given: object) -> PublishResult:
    """Publish pages into ``folder/set`` from one part."""
    write_part(folder / "part", pages)
    request = PublishRequest(dataset=folder / "set", parts=[Part(folder / "part")], **given)  # type: ignore[arg-type]
    return publish(request)
