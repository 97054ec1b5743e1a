"""Phrases to codes: the compiled term table, the hand-written lists, the matcher and the build script."""
