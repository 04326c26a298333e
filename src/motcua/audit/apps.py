"""Configuration of audit: (re)installs the append-only triggers after every migrate."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


def _install(using: str, **_: Any) -> None:
    from motcua.audit import append_only

    append_only.install(connections[using])


class AuditConfig(AppConfig):
    """SQLite drops the triggers of a table it rebuilds, so every migrate ends by installing them all again."""

    name = "motcua.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hook the installation to the end of migrate, and register the check."""
        from motcua.audit import checks  # noqa: F401  registers itself

        post_migrate.connect(_install, sender=self, dispatch_uid="motcua.audit.append_only")
