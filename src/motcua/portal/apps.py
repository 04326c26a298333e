"""Configuration of portal."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Public pages."""

    name = "motcua.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"
