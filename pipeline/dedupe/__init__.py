"""Blocks and pages to repeats: exact and near, within a page and across pages."""
