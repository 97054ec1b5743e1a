"""Everything that is read out of one document."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.choose import choose
from pipeline.extract.collect import gather
from pipeline.extract.conditions import fill_conditions
from pipeline.extract.denied import part_denied
from pipeline.extract.found import Extraction, Extractor
from pipeline.extract.reading import read
from pipeline.extract.relations import PairWeights, relate
from pipeline.extract.scorer import Weights, shipped_weights
from pipeline.extract.symptoms import fill_symptoms
from pipeline.extract.topic import ensure_topic, settle_topic
from pipeline.extract.treatments import fill_treatments
from pipeline.structure.document import Document
from pipeline.vocabulary.terms import Vocabulary
from schemas.enums import DocumentKind


def extract(
    document: Document,
    vocabulary: Vocabulary,
    extractors: Sequence[Extractor] = (),
    weights: Weights | None = None,
    pair_weights: PairWeights | None = None,
) -> Extraction:
    """Conditions, symptoms, treatments and their relations, then what further extractors find.

    A hub or a list of links names many things and states nothing of them: it gives no records.

    Args:
        document: what to read; its topic and kind are settled with the vocabulary's help.
        vocabulary: the term table.
        extractors: further extractors, run in the order given (exercises are read by
            ``extract_exercises``).
        weights: of the scorer; those that the project ships where null.
        pair_weights: of the pairs that may be related; those that the project ships where null.
    """
    extraction = Extraction()
    if document.kind is not DocumentKind.HUB:
        reading = read(document, vocabulary)
        settle_topic(reading)
        chosen = choose(reading, gather(reading), weights or shipped_weights())
        chosen = part_denied(reading, ensure_topic(reading, chosen))
        chosen = fill_treatments(reading, fill_symptoms(reading, fill_conditions(reading, chosen)))
        extraction.records += [item.found for item in chosen]
        extraction.relations += relate(reading, chosen, pair_weights)
    for extractor in extractors:
        extraction.extend(extractor.extract(document, vocabulary))
    return extraction
