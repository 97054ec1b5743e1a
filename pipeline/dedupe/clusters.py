"""Pairs of like documents to clusters, and the one of each cluster that is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """What decides which document of a cluster is kept. ``size`` counts its shingles, template left out."""

    document_id: str
    page_id: str
    size: int
    canonical: bool
    fetched_at: int | None


def clusters(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The connected components of the pairs, each sorted, in the order of their first members."""
    parent: dict[str, str] = {}

    def root(one: str) -> str:
        while (above := parent.setdefault(one, one)) != one:
            parent[one] = parent[above]
            one = above
        return one

    for a, b in pairs:
        low, high = sorted((root(a), root(b)))
        parent[high] = low
    found: dict[str, list[str]] = {}
    for one in sorted(parent):
        found.setdefault(root(one), []).append(one)
    return list(found.values())


def choose(members: Iterable[Candidate]) -> Candidate:
    """The document that is kept: no shortened copy, then the canonical page, the oldest fetch, the smallest id."""
    members = list(members)
    longest = max(one.size for one in members)
    whole = [one for one in members if one.size >= 0.9 * longest]
    return min(
        whole,
        key=lambda one: (
            not one.canonical,
            one.fetched_at is None,
            one.fetched_at or 0,
            one.page_id,
            one.document_id,
        ),
    )
