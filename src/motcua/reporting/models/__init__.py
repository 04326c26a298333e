"""Rows of reporting."""

from motcua.reporting.models.typed import DeclaredFigure

__all__ = ["DeclaredFigure"]
