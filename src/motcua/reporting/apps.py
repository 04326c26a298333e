"""Configuration of reporting."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """What leaves the office as a report, and whether published figures agree with each other."""

    name = "motcua.reporting"
    label = "reporting"
    default_auto_field = "django.db.models.BigAutoField"
