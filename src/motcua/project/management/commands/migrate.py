"""`motcua migrate`: Django's, after a copy of the SQLite database is laid aside."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from motcua.audit import append_only
from motcua.common import clock
from motcua.common.formats import local
from motcua.project import backups


class Command(migrate.Command):
    """A migration that goes wrong must not cost a town hall its records."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Install triggers that are missing before anything is checked.

        A run that was broken off, or a table that this version lists anew, leaves append-only tables without them: the
        system check would refuse the very command that it asks for.
        """
        connection = connections[options["database"]]
        if append_only.missing(connection):
            append_only.install(connection)
        return super().execute(*args, **options)

    def handle(self, *args: Any, **options: Any) -> None:
        """Copy the database where there is something to migrate in a used one, then migrate."""
        self._lay_aside(options["database"])
        super().handle(*args, **options)

    def _lay_aside(self, alias: str) -> None:
        connection = connections[alias]
        if connection.vendor != "sqlite" or connection.is_in_memory_db():  # type: ignore[attr-defined]  # SQLite only
            return
        file = Path(connection.settings_dict["NAME"])
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if not file.exists() or not plan or not executor.loader.applied_migrations:
            return
        folder = Path(settings.HOME) / "backups"
        folder.mkdir(parents=True, exist_ok=True)
        copy = folder / f"before-migrate-{local(clock.now()):%Y%m%d-%H%M%S}.sqlite3"
        backups.copy_sqlite(file, copy)
        self.stdout.write(f"Đã để riêng một bản sao trước khi nâng cấp: {copy}")
