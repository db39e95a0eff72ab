"""The history: what an edit raises, how it is kept in a file, and how it is told."""
