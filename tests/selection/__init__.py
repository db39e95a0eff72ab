"""Selections: how addresses are read, spelled, named and applied."""
