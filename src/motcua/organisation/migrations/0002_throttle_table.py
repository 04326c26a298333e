"""The table in which sign-in counts failed attempts: one for all workers, on both engines."""

from typing import Any

from django.core.management import call_command
from django.db import migrations

TABLE = "organisation_throttle"


def create(apps: Any, schema_editor: Any) -> None:
    call_command("createcachetable", TABLE, database=schema_editor.connection.alias, verbosity=0)


def drop(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute(f"DROP TABLE IF EXISTS {TABLE}")


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
