"""Addresses of exports."""

from django.urls import path

from motcua.reporting.exports import views

urlpatterns = [
    path("xuat-du-lieu", views.export_figures, name="export_figures"),
    path("xuat-du-lieu/ho-so/<str:code>", views.export_rows, name="export_rows"),
    path("xuat-du-lieu/tep/<uuid:token>", views.export_file, name="export_file"),
]
