"""Configuration of figures."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """Definitions evaluated over fact tables: live, or on snapshots."""

    name = "motcua.figures"
    label = "figures"
    default_auto_field = "django.db.models.BigAutoField"
