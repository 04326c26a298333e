"""Writes of inspections."""
