"""Configuration of dossiers."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """The aggregate: a dossier from intake to return."""

    name = "motcua.dossiers"
    label = "dossiers"
    default_auto_field = "django.db.models.BigAutoField"
