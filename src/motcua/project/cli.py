"""The `motcua` command: Django's own commands and ours behind one name."""

import errno
import os
import sqlite3
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

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

        def main_help_text(self, commands_only: bool = False) -> str:  # noqa: FBT001, FBT002  Django's own
            return super().main_help_text(commands_only) if commands_only else _overview(get_commands())

    try:
        Motcua(["motcua", *sys.argv[1:]]).execute()
    except (MotcuaError, ImproperlyConfigured, OSError, DatabaseError, sqlite3.Error) as error:
        said = _sentence(error)
        if said is None:
            raise
        sys.stderr.write(f"motcua: {said}\n")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)


def _sentence(error: Exception) -> str | None:
    """What is told of an error that whoever calls can mend; None for a fault of the program."""
    from django.db import DatabaseError

    if isinstance(error, OSError):
        return f"không mở hay ghi được “{error.filename}”: {_why(error)}." if error.filename else None
    if isinstance(error, DatabaseError | sqlite3.Error):
        return "kho dữ liệu chưa theo kịp chương trình. Chạy motcua migrate rồi làm lại." if _behind() else None
    return str(error)


def _why(error: OSError) -> str:
    """What the system said of a file, in our words where it is one of the usual things."""
    said = {
        errno.ENOENT: "không có tệp hay thư mục này",
        errno.ENOTDIR: "một phần của đường dẫn không phải là thư mục",
        errno.EISDIR: "đó là một thư mục",
        errno.EACCES: "không có quyền",
        errno.EPERM: "không có quyền",
        errno.EROFS: "ổ đĩa chỉ cho đọc",
        errno.ENOSPC: "ổ đĩa đã đầy",
    }
    return said.get(error.errno or 0, error.strerror or "?")


def _overview(commands: "Mapping[str, str]") -> str:
    """Our commands with what each is for; Django's own stay usable and are named in one line."""
    from django.core.management import load_command_class

    ours = {name: app for name, app in sorted(commands.items()) if app.startswith("motcua.")}
    width = max(map(len, ours))
    told = [f"  {name:<{width}}  {load_command_class(app, name).help}" for name, app in ours.items()]
    rest = ", ".join(sorted(set(commands) - set(ours)))
    lines = ["Dùng: motcua LỆNH [--help]", "", *told, "", f"Lệnh của Django, cho người phát triển: {rest}"]
    return "\n".join(lines)


def _behind() -> bool:
    """Whether the database waits for a migration: then a missing table or column is no fault of the program."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        return connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists()
