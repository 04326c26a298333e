"""The `motcua` command: Django's own commands and ours behind one name."""

import os
import sqlite3
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.core.management import BaseCommand


def main() -> None:
    """Run `motcua COMMAND …`; exit status 0 good, 1 found something wrong, 2 wrong use (one sentence on stderr)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.project.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import ManagementUtility, get_commands
    from django.db import DatabaseError

    from motcua.domain.errors import MotcuaError

    class Motcua(ManagementUtility):
        """Django's way to a command, which tells an unknown one in our words and with our status."""

        def fetch_command(self, subcommand: str) -> "BaseCommand":
            if subcommand not in get_commands():
                sys.stderr.write(f"motcua: không có lệnh “{subcommand}”. Gõ motcua help để xem các lệnh.\n")
                sys.exit(2)
            return super().fetch_command(subcommand)

    try:
        Motcua(["motcua", *sys.argv[1:]]).execute()
    except (MotcuaError, ImproperlyConfigured) as error:
        sys.stderr.write(f"motcua: {error}\n")
        sys.exit(2)
    except (DatabaseError, sqlite3.Error):
        if not _behind():
            raise
        sys.stderr.write("motcua: kho dữ liệu chưa theo kịp chương trình. Chạy motcua migrate rồi làm lại.\n")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)


def _behind() -> bool:
    """Whether the database waits for a migration: then a missing table or column is no fault of the program."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        return connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists()
