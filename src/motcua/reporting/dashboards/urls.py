"""Addresses of dashboards."""

from django.urls import path

from motcua.reporting.dashboards import views

urlpatterns = [
    path("bang-dieu-hanh", views.dashboard, name="dashboards"),
    path("bang-dieu-hanh/<str:section>", views.dashboard, name="dashboard"),
    path("cong-khai/so-lieu", views.public, name="public"),
    path("giao-ban", views.briefing, name="briefing"),
    path("giao-ban/<uuid:public_id>.pdf", views.briefing_pdf, name="briefing_pdf"),
    path("bieu-do/<str:wide>/<str:phone>", views.chart, name="chart"),
]
