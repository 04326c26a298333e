"""Formats of forms, by language."""
