"""All addresses. Each name has a row in `access.TABLE`."""

from django.urls import include, path

from motcua.project import health
from motcua.project.home import home

handler400 = "motcua.project.incidents.bad_request"
handler403 = "motcua.project.incidents.forbidden"
handler404 = "motcua.project.incidents.not_found"
handler500 = "motcua.project.incidents.server_error"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("motcua.ui.urls")),
    path("", home, name="home"),
    path("", include("motcua.portal.urls")),
    path("", include("motcua.desk.urls")),
    path("", include("motcua.notifications.urls")),
    path("", include("motcua.reporting.urls")),
    path("", include("motcua.inspections.urls")),
    path("", include("motcua.catalogue.urls")),
    path("tai-khoan/", include("motcua.organisation.account_urls")),
    path("to-chuc/", include("motcua.organisation.urls")),
    path("", include("motcua.calendars.urls")),
]
