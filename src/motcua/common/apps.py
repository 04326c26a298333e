"""Configuration of common."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """No tables: template filters and plain functions."""

    name = "motcua.common"
    label = "common"
