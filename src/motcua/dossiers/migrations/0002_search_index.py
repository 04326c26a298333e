"""On PostgreSQL: a trigram index for searching parties, where the server offers the extension and the role may use it.

Without it the search reads every party: right, only slower.
"""

from typing import Any

from django.db import DatabaseError, migrations, transaction

INDEX = "dossiers_applicant_trigram"


def make(apps: Any, schema_editor: Any) -> None:
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'")
        if cursor.fetchone() is None:
            return
        try:
            with transaction.atomic(using=connection.alias):
                cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        except DatabaseError:
            return
        cursor.execute(f"CREATE INDEX IF NOT EXISTS {INDEX} ON dossiers_applicant USING gin (search_key gin_trgm_ops)")


def drop(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX IF EXISTS {INDEX}")


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_initial")]

    operations = [migrations.RunPython(make, drop)]
