"""`motcua migrate`: Django's, after a copy of the SQLite database is laid aside; then old rows are filled."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from motcua.audit import append_only
from motcua.common import clock, formats
from motcua.common.commands import progress_bar
from motcua.dossiers.services.fill_figures import fill, waiting
from motcua.figures.fact_tables import require_complete
from motcua.project import backups


def _pending(connection: BaseDatabaseWrapper) -> bool:
    """Whether a migration is not applied yet."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


class Command(migrate.Command):
    """A migration that goes wrong must not cost a town hall its records."""

    help = "Nâng cấp cơ sở dữ liệu, sau khi cất một bản sao."

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
        """Copy the database where there is something to migrate in a used one, then migrate and fill."""
        self._lay_aside(options["database"])
        super().handle(*args, **options)
        if options["database"] == DEFAULT_DB_ALIAS and not _pending(connection):
            self._fill()

    def _fill(self) -> None:
        """Derive what rows of figures from an older version do not tell; broken off, the next run goes on."""
        number = waiting()
        if number:
            text = _("Tính số liệu cho %(number)s hồ sơ cũ; nếu bị ngắt, lần chạy sau làm tiếp.")
            self.stdout.write(text % {"number": formats.number(number)})
            with progress_bar() as bar:
                filling = bar.add_task(_("Tính số liệu"), total=number)
                fill(lambda done: bar.advance(filling, done))
            self.stdout.write(_("Đã tính xong số liệu."))
        require_complete()

    def _lay_aside(self, alias: str) -> None:
        connection = connections[alias]
        if connection.vendor != "sqlite" or connection.is_in_memory_db():  # type: ignore[attr-defined]  # SQLite only
            return
        file = Path(connection.settings_dict["NAME"])
        used = file.exists() and MigrationRecorder(connection).applied_migrations()
        if not used or not _pending(connection):
            return
        folder = Path(settings.HOME) / "backups"
        folder.mkdir(parents=True, exist_ok=True)
        copy = folder / f"before-migrate-{formats.local(clock.now()):%Y%m%d-%H%M%S}.sqlite3"
        backups.copy_sqlite(file, copy)
        self.stdout.write(f"Đã để riêng một bản sao trước khi nâng cấp: {copy}")
