"""Makes the store that an earlier version would have left: the schema of the first migrations, filled with the rows of
a store of today as far as that schema has columns for them.

`python -m tests.proof.old_schema DATABASE` writes into the empty store that MOTCUA_HOME names and prints, as JSON, the
columns of each table that were copied.
"""

import json
import os
import sys
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

FIRST = [
    ("audit", "0001_initial"),
    ("organisation", "0001_initial"),
    ("calendars", "0002_seed_national_calendar"),
    ("catalogue", "0001_initial"),
    ("documents", "0001_initial"),
    ("dossiers", "0001_initial"),
]
"""What was there when the first desk worked."""

THEN = {
    "dossiers_dossiercomponent": {
        "supplemented": "supplemented_at IS NOT NULL",
        "received_at": "CASE WHEN required THEN COALESCE(supplemented_at, received_at) ELSE received_at END",
    }
}
"""What columns held that are no more, or meant something else: a supplement overwrote when a paper first came in. Of a
paper that need not be there nothing else tells it, so that it is not put back.
"""


def main() -> None:
    """Make it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.project.settings")
    django.setup()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from motcua.audit import append_only

    MigrationExecutor(connection).migrate(FIRST)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute("ATTACH DATABASE %s AS now", [sys.argv[1]])
        told = {table: _copied(cursor, table) for table in _tables(cursor)}
        cursor.execute("DETACH DATABASE now")
    append_only.install(connection)
    sys.stdout.write(json.dumps(told))


def _tables(cursor: "CursorWrapper") -> list[str]:
    ours = tuple(f"{app}_" for app, _migration in FIRST)
    cursor.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%%VIRTUAL%%'")
    names = [row[0] for row in cursor.fetchall() if row[0].startswith(ours)]
    return [name for name in names if _columns(cursor, "now", name)]


def _columns(cursor: "CursorWrapper", schema: str, table: str) -> list[str]:
    cursor.execute("SELECT name FROM pragma_table_info(%s, %s)", [table, schema])
    return [row[0] for row in cursor.fetchall()]


def _copied(cursor: "CursorWrapper", table: str) -> list[Any]:
    """Copy the rows of one table in the columns that both have; what migrations seeded gives way."""
    today = set(_columns(cursor, "now", table))
    then = THEN.get(table, {})
    columns = [name for name in _columns(cursor, "main", table) if name in today or name in then]
    names = ", ".join(f'"{name}"' for name in columns)
    held = ", ".join(then.get(name, f'"{name}"') for name in columns)
    cursor.execute(f'DELETE FROM main."{table}"')
    cursor.execute(f'INSERT INTO main."{table}" ({names}) SELECT {held} FROM now."{table}"')
    return [name for name in columns if name in today]


if __name__ == "__main__":
    main()
