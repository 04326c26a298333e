"""Django's registration of the design system; it has no models."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Shells, tokens, components and error pages."""

    name = "motcua.ui"
    label = "ui"
