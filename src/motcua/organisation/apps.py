"""The organisation app."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Units, people, roles and sign-in."""

    name = "motcua.organisation"
    label = "organisation"
    default_auto_field = "django.db.models.BigAutoField"
