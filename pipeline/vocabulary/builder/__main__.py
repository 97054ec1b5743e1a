"""``python -m pipeline.vocabulary.builder PACKAGES``: writes the compiled table and its manifest."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from pipeline.vocabulary.builder.adopt import CodeBook, adopt
from pipeline.vocabulary.builder.concept import Origin, Sourced
from pipeline.vocabulary.builder.drugs import read_drugs
from pipeline.vocabulary.builder.hpo import read_hpo
from pipeline.vocabulary.builder.icd10cm import read_icd10cm
from pipeline.vocabulary.builder.join import (
    MAPPED,
    MeshIndex,
    join_concepts,
    join_drugs,
    leftover_headings,
    other_headings,
    terms_of,
)
from pipeline.vocabulary.builder.mappings import read_mappings
from pipeline.vocabulary.builder.mesh import read_diseases, read_headings
from pipeline.vocabulary.builder.ontologies import is_muscle, read_mondo, read_uberon
from pipeline.vocabulary.compile import compile_table
from pipeline.vocabulary.folding import normal_form
from pipeline.vocabulary.handwritten import handwritten, quiet_words, stop_words
from pipeline.vocabulary.rows import ConceptRow
from pipeline.vocabulary.store import write_table
from pipeline.vocabulary.table import Table


def _body_parts(uberon: list[Sourced], mesh: MeshIndex, stop: frozenset[str]) -> list[ConceptRow]:
    muscles = [concept for concept in uberon if is_muscle(concept)]
    sites = [concept for concept in uberon if not is_muscle(concept)]
    rows = []
    for kind, concepts in (("muscle", muscles), ("body_site", sites)):
        for concept in concepts:
            terms = terms_of(concept, "UBERON", stop)
            if terms:
                heading = mesh.by_name.get(normal_form(concept.name))
                codes = [concept.code, *([heading.code] if heading else [])]
                rows.append(ConceptRow(kind, concept.name, codes, terms, 2))
    return rows


def gather(packages: Path) -> tuple[list[ConceptRow], list[Origin], list[str]]:
    """All concepts, where they come from, and a log of what the hand-written lists took over."""
    stop = stop_words()
    headings, mesh_origin = read_headings(packages)
    trees = read_diseases(packages, headings)
    mappings, actions, maxo_origin = read_mappings(packages)
    icd, icd_origin = read_icd10cm(packages)
    mesh = MeshIndex(headings, mappings)
    mondo, mondo_origin = read_mondo(packages)
    hpo, hpo_origin = read_hpo(packages)
    uberon, uberon_origin = read_uberon(packages)
    drugs, drug_origin = read_drugs(packages)
    conditions = join_concepts("condition", mondo, mesh, icd, stop)
    symptoms = join_concepts("symptom", hpo, mesh, icd, stop)
    used = {code.lstrip(MAPPED) for row in (*conditions, *symptoms) for code in row.codes}
    sources = [
        *conditions,
        *symptoms,
        *leftover_headings(headings, trees, used, stop),
        *join_drugs(drugs, mesh, stop),
        *_body_parts(uberon, mesh, stop),
    ]
    used |= {code for row in sources for code in row.codes}
    sources += other_headings(headings, used, stop)
    rows, log = adopt(handwritten(), sources, CodeBook(mesh.by_name, actions, [*mondo, *hpo, *uberon]))
    lines = [
        f"{one.row.kind}\t{one.row.name}\t{one.by}\t{one.source.name}\t{' '.join(one.source.codes)}" for one in log
    ]
    return rows, [mondo_origin, hpo_origin, mesh_origin, icd_origin, drug_origin, uberon_origin, maxo_origin], lines


def manifest_of(table: Table, rows: list[ConceptRow], origins: list[Origin]) -> dict[str, object]:
    """What the table holds, from where and on what terms."""
    terms = Counter(term.source for row in rows for term in row.terms)
    codes = Counter(code.removeprefix(MAPPED).partition(":")[0] for row in rows for code in row.codes)
    kinds = Counter(row.kind for row in rows)
    own = Origin("healthsift", "healthsift", "lists", "Apache-2.0", "hand-written lists of this project")
    return {
        "concepts": dict(sorted(kinds.items())),
        "forms": table.forms,
        "sources": [
            {**asdict(origin), "terms": terms[origin.system], "codes": codes[origin.system]}
            for origin in (own, *origins)
        ],
    }


def main() -> None:
    """Build the table from the data packages in the folder that the command names."""
    packages = Path(sys.argv[1])
    rows, origins, log = gather(packages)
    table = compile_table(rows, stop_words(), quiet_words())
    folder = Path(__file__).parent.parent / "data"
    write_table(table, folder, manifest_of(table, rows, origins))
    if len(sys.argv) > 2:
        Path(sys.argv[2]).write_text("\n".join(log) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
