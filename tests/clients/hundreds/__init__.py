"""A list of two hundred events in three languages with every key, and what clients make of it."""
