"""Rows of reporting."""

from motcua.reporting.models.reports import Report, ReportEvent, ReportVersion
from motcua.reporting.models.typed import DeclaredFigure

__all__ = ["DeclaredFigure", "Report", "ReportEvent", "ReportVersion"]
