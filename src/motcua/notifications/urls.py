"""Addresses of notices. The one that starts with `h/` stands in messages that people keep: it never changes."""

from django.urls import path

from motcua.notifications.views import bell, deliveries, preferences, rules, stop, templates

app_name = "notifications"

urlpatterns = [
    path("thong-bao", bell.bell, name="bell"),
    path("thong-bao/so", bell.count, name="bell_count"),
    path("thong-bao/doc-het", bell.read_all, name="read_all"),
    path("thong-bao/tin/<uuid:public_id>", bell.open_item, name="open"),
    path("thong-bao/tin/<uuid:public_id>/doc", bell.read, name="read"),
    path("thong-bao/tuy-chon", preferences.preferences, name="preferences"),
    path("thong-bao/mau", templates.templates, name="templates"),
    path("thong-bao/mau/<str:topic>/<str:channel>", templates.template, name="template"),
    path("thong-bao/mau/<str:topic>/<str:channel>/xem-thu", templates.preview, name="preview"),
    path("thong-bao/da-gui", deliveries.deliveries, name="deliveries"),
    path("thong-bao/gui-lai", deliveries.resend, name="resend"),
    path("thong-bao/kenh", rules.rules, name="rules"),
    path("h/<str:token>/thong-bao/<str:party>", stop.stop, name="stop"),
]
