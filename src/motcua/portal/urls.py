"""Addresses of the public pages. The one that starts with `h/` is printed on receipts and never changes."""

from django.urls import path

from motcua.portal.views import track

app_name = "portal"

urlpatterns = [
    path("tra-cuu", track.lookup, name="lookup"),
    path("h/<str:token>", track.dossier, name="dossier"),
]
