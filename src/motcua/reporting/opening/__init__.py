"""Figures that open: each leads to its definition and to exactly the rows that it counts."""
