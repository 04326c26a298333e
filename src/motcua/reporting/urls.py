"""Addresses of reporting. Each name has a row in `project.access`."""

from django.urls import include, path

app_name = "reporting"

urlpatterns = [
    path("", include("motcua.reporting.dashboards.urls")),
    path("", include("motcua.reporting.opening.urls")),
    path("", include("motcua.reporting.exports.urls")),
    path("", include("motcua.reporting.reports.urls")),
]
