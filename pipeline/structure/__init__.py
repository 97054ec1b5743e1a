"""Kept blocks to documents: article boundaries, sections, and what a section is about."""
