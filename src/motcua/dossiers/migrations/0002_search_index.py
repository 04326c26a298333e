"""On PostgreSQL: a trigram index for searching parties, and statistics of the states that live dossiers are in.

The index needs an extension that the server may not offer, or the role not use: without it the search reads every
party, which is right, only slower. The statistics tell the planner that what is live is also unfinished; else it takes
the few live rows among a province's years for fewer still, and sorts them all to show fifty.
"""

from typing import Any

from django.db import DatabaseError, migrations, transaction

INDEX = "dossiers_applicant_trigram"
STATISTICS = "dossiers_live_states"


def make(apps: Any, schema_editor: Any) -> None:
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE STATISTICS IF NOT EXISTS {STATISTICS} (mcv) "
            "ON live, state, processing_ended_at, paused_since FROM dossiers_dossier"
        )
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
        schema_editor.execute(f"DROP STATISTICS IF EXISTS {STATISTICS}")
        schema_editor.execute(f"DROP INDEX IF EXISTS {INDEX}")


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_initial")]

    operations = [migrations.RunPython(make, drop)]
