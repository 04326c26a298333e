"""Configuration of inspections."""

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    """Signs of work outside the software, and random dossiers compared with the shelf."""

    name = "motcua.inspections"
    label = "inspections"
    default_auto_field = "django.db.models.BigAutoField"
