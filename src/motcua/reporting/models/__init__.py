"""Rows of reporting."""

from motcua.reporting.models.charts import ChartPicture
from motcua.reporting.models.reports import Report, ReportEvent, ReportVersion
from motcua.reporting.models.typed import DeclaredFigure

__all__ = ["ChartPicture", "DeclaredFigure", "Report", "ReportEvent", "ReportVersion"]
