"""Configuration of calendars."""

from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    """Office sessions and special days as versioned rows, turned into domain values."""

    name = "motcua.calendars"
    label = "calendars"
    default_auto_field = "django.db.models.BigAutoField"
