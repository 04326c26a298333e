"""Configuration of the catalogue: puts the shipped procedures into the store after every migrate."""

from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def _ship(using: str, **_kwargs: Any) -> None:
    from motcua.catalogue.services.ship import ship
    from motcua.common import clock
    from motcua.organisation.actors import system_actor

    # A migrate back to nothing ends here too: then there is no table to fill.
    if using == DEFAULT_DB_ALIAS and "catalogue_procedureversion" in connections[using].introspection.table_names():
        ship(actor=system_actor(), at=clock.now())


class CatalogueConfig(AppConfig):
    """Procedures and their versions, internal processes, and what units offer."""

    name = "motcua.catalogue"
    label = "catalogue"
    verbose_name = _("Danh mục thủ tục")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hook the shipped catalogue to the end of migrate."""
        post_migrate.connect(_ship, sender=self, dispatch_uid="motcua.catalogue.ship")
