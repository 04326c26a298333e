"""Writes of the catalogue: one module per action."""
