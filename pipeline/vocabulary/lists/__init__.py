"""The hand-written lists, one CSV file a kind; lines that begin with ``#`` are remarks."""
