"""A migrated store with the cast and one offering, for measurements."""

import os

import django


def open_store() -> None:
    """Set Django up on the store that MOTCUA_HOME or DATABASE_URL names, and migrate it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.project.settings")
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", interactive=False, verbosity=0)
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]  # what migrate set for the database holds from here on
