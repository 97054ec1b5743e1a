"""Raw bytes, kept once, with a log of every fetch."""
