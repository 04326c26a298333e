"""Configuration of project."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """No tables: commands that concern the whole product."""

    name = "motcua.project"
    label = "project"
