"""Exercises of a document: units by layout, accepted by their instructions, charted field by field."""

from __future__ import annotations

from pipeline.extract.exercises.find import extract_exercises

__all__ = ["extract_exercises"]
