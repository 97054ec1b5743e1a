"""Records to concepts: one concept over many pages, and what became of those that were published before."""
