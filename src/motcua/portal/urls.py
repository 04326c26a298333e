"""Addresses of the public pages. The one that starts with `h/` is printed on receipts and never changes."""

from django.urls import path

from motcua.portal.views import apologies, explanation, track

app_name = "portal"

urlpatterns = [
    path("tra-cuu", track.lookup, name="lookup"),
    path("cong-khai/xin-loi", apologies.apologies, name="apologies"),
    path("h/<str:token>", track.dossier, name="dossier"),
    path("h/<str:token>/thoi-han", explanation.page, name="explanation"),
    path("h/<str:token>/thoi-han.json", explanation.as_data, name="explanation_json"),
    path("h/<str:token>/thoi-han.pdf", explanation.printed, name="explanation_pdf"),
]
