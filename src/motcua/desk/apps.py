"""Configuration of desk."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Officers' home: my work, intake, lists, search."""

    name = "motcua.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"
