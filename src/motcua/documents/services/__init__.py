"""Writes of documents: one module per action."""
