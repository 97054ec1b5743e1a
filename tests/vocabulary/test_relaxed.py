"""Names of one condition that are turned share a key; names of two do not."""

from __future__ import annotations

import pytest

from pipeline.vocabulary.load import load_vocabulary
from pipeline.vocabulary.relaxed import loss_key, relaxed_key
from schemas.enums import CodeMatch


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Deafness, X-linked 2", "X-linked hearing loss type II"),
        ("achondrogenesis type IA", "Achondrogenesis type 1A"),
        ("Dominant optic atrophy", "autosomal dominant optic atrophy"),
        ("Chromosome 12q deletion", "partial deletion of the long arm of chromosome 12"),
        ("Chromosome 3p- syndrome", "chromosome 3p deletion"),
        ("Chromosome 8p23.1 deletion", "8p23.1 microdeletion syndrome"),
        ("Cerebral gigantism jaw cysts", "cerebral gigantism-jaw cysts syndrome"),
        ("Charcot-Marie-Tooth disease type 2F", "Charcot-Marie-Tooth disease axonal type 2F"),
        ("Cushing's disease", "Cushing syndrome"),
    ],
)
def test_one_key(one: str, other: str) -> None:
    assert relaxed_key(one) is not None
    assert relaxed_key(one) == relaxed_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("achondrogenesis type IA", "achondrogenesis type IB"),
        ("Chromosome 12q deletion", "Chromosome 12p deletion"),
        ("Chromosome 12q deletion", "Chromosome 12q duplication"),
        ("8p23.1 deletion", "8p23.2 deletion"),
        ("dominant optic atrophy", "recessive optic atrophy"),
    ],
)
def test_two_keys(one: str, other: str) -> None:
    assert relaxed_key(one) != relaxed_key(other)


def test_only_losses_have_a_loss_key() -> None:
    assert loss_key("monosomy 7q11") is not None
    assert loss_key("deletion of a file") is None
    assert loss_key("trisomy 21") is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Chromosome 7q deletion", "MONDO:0016906"),
        ("Asperger syndrome", "MESH:D020817"),
        ("Chronic progressive external ophthalmoplegia", "MONDO:0005181"),
        ("Caudal appendage deafness", "MONDO:0015233"),
    ],
)
def test_linked(name: str, code: str) -> None:
    assert load_vocabulary().link("condition", name).codes[0].code == code


def test_a_word_is_not_corrected_to_a_heading_of_another_sort() -> None:
    linked = load_vocabulary().link("condition", "Cluttering")
    assert not any(code.match is CodeMatch.FUZZY for code in linked.codes)
