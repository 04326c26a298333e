"""Addresses of notices. The one that starts with `h/` stands in messages that people keep: it never changes."""

from django.urls import path

from motcua.notifications.views import bell, deliveries, escalation, preferences, rules, stop, templates

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
    path("theo-doi-han/quy-tac", escalation.escalation, name="escalation"),
    path("theo-doi-han/quy-tac/rieng", escalation.own, name="escalation_own"),
    path("theo-doi-han/quy-tac/moi", escalation.rule, name="escalation_new"),
    path("theo-doi-han/quy-tac/<uuid:public_id>", escalation.rule, name="escalation_rule"),
    path("theo-doi-han/quy-tac/<uuid:public_id>/thoi", escalation.end, name="escalation_end"),
    path("h/<str:token>/thong-bao/<str:party>", stop.stop, name="stop"),
]
