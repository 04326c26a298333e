"""Addresses of the design system."""

from django.urls import path

from motcua.ui import views

app_name = "ui"

urlpatterns = [
    path("giao-dien", views.set_preferences, name="preferences"),
]
