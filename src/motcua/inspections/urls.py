"""Addresses of inspections. Each name has a row in `project.access`."""

from django.urls import path

from motcua.inspections.views import among, checks, findings, signs

app_name = "inspections"
_CHECK = "doi-chieu/kiem-tra-ngau-nhien/<uuid:public_id>"

urlpatterns = [
    path("doi-chieu", signs.signs, name="signs"),
    path("doi-chieu/ho-so", signs.rows, name="rows"),
    path("doi-chieu/tap-ho-so", among.among, name="among"),
    path("doi-chieu/kiem-tra-ngau-nhien", checks.checks, name="checks"),
    path(_CHECK, checks.check, name="check"),
    path(f"{_CHECK}/tap-ho-so", among.population, name="population"),
    path(f"{_CHECK}/to-in", checks.sheet, name="sheet"),
    path(f"{_CHECK}/ket-thuc", checks.close_check, name="close"),
    path(f"{_CHECK}/<int:place>", findings.item, name="item"),
    path(f"{_CHECK}/<int:place>/nhap", findings.draft, name="draft"),
]
