"""Addresses of reports and of declared figures."""

from django.urls import path

from motcua.reporting.reports.views import declared, files, reports

_REPORT = "bao-cao/<uuid:public_id>"
_DECLARED = "so-lieu-khai/<uuid:public_id>"

urlpatterns = [
    path("bao-cao", reports.index, name="reports"),
    path(_REPORT, reports.report, name="report"),
    path(f"{_REPORT}/lam/<str:action>", reports.act_on, name="report_act"),
    path(f"{_REPORT}/cac-phan", reports.parts, name="report_parts"),
    path(f"{_REPORT}/ban/<int:version>", reports.version, name="report_version"),
    path(f"{_REPORT}/ban/<int:version>/bang.<str:format_>", files.table_file, name="report_table"),
    path(f"{_REPORT}/pdf", files.paper, name="report_pdf"),
    path(f"{_REPORT}/xlsx", files.workbook_file, name="report_xlsx"),
    path("so-lieu-khai", declared.index, name="declared"),
    path(_DECLARED, declared.figure, name="declared_figure"),
]
