"""Migrations of inspections."""
