"""Addresses of definitions and of rows."""

from django.urls import path

from motcua.reporting.opening import views

urlpatterns = [
    path("so-lieu", views.definitions, name="definitions"),
    path("so-lieu/<str:code>", views.definition, name="definition"),
    path("so-lieu/<str:code>/ho-so", views.rows, name="figure_rows"),
]
