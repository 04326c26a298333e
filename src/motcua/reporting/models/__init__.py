"""Rows of reporting."""

from motcua.reporting.models.briefings import Briefing
from motcua.reporting.models.charts import ChartPicture
from motcua.reporting.models.reports import Report, ReportEvent, ReportVersion
from motcua.reporting.models.typed import DeclaredFigure

__all__ = ["Briefing", "ChartPicture", "DeclaredFigure", "Report", "ReportEvent", "ReportVersion"]
