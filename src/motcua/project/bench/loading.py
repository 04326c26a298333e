"""A store made ready to take very many rows at once, and made whole again, in one transaction: all of it or nothing.

Indexes, and on PostgreSQL the constraints that an index or a look-up at each row would check, are taken away from the
tables while these are filled, and made again over all rows: what they would have refused is refused then. Checks of
columns and the triggers of append-only tables stay. On SQLite writing does not wait for the disk meanwhile: the loss of
power during a filling costs the store, which was empty before; the end of the process costs only the filling.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, connection, transaction

MEMORY = "512MB"
FAST = (
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = OFF",
    "PRAGMA foreign_keys = OFF",
    "PRAGMA cache_size = -262144",
    "PRAGMA threads = 2",
    "PRAGMA temp_store = FILE",  # what sorting ten million rows takes is not kept in memory
)
"""SQLite while it is filled; a new connection has the settings of the product again."""


@contextmanager
def loading(tables: Collection[str], *, unchecked: str = "") -> Iterator[None]:
    """Fill empty tables inside. References to the table `unchecked` are not gone through: its rows are not there.

    Raises IntegrityError for rows that the constraints forbid.
    """
    alone = not connection.in_atomic_block
    if alone and connection.vendor == "sqlite":
        _run(FAST)
    try:
        with transaction.atomic(), _without_indexes(sorted(tables), unchecked):
            yield
    finally:
        if alone and connection.vendor == "sqlite":
            connection.close()
    if alone:
        _settle(sorted(tables))


@contextmanager
def _without_indexes(tables: list[str], unchecked: str) -> Iterator[None]:
    postgresql = connection.vendor == "postgresql"
    dropping, making = _on_postgresql(tables, unchecked) if postgresql else _on_sqlite(tables)
    _run(dropping)
    yield
    _run(making)
    if not postgresql:
        _check_references(tables, unchecked)


def _on_sqlite(tables: list[str]) -> tuple[list[str], list[str]]:
    places = ", ".join(["%s"] * len(tables))
    rows = _asked(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({places})",  # noqa: S608  only places
        tables,
    )
    return [f'DROP INDEX "{name}"' for name, _ in rows], [statement for _, statement in rows]


def _on_postgresql(tables: list[str], unchecked: str) -> tuple[list[str], list[str]]:
    """References and uniqueness, then what else is an index; primary keys stay, others point at them."""
    constraints = _asked(
        "SELECT conname, conrelid::regclass::text, contype, pg_get_constraintdef(oid), confrelid = to_regclass(%s) "
        "FROM pg_constraint WHERE conrelid = ANY(%s::text[]::regclass[]) AND contype IN ('u', 'f') "
        "ORDER BY contype DESC, conname",
        [unchecked or None, tables],
    )
    indexes = _asked(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index "
        "WHERE indrelid = ANY(%s::text[]::regclass[]) "
        "AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('u', 'p', 'x'))",
        [tables],
    )
    dropping = ["SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED"]
    making = [f"SET LOCAL maintenance_work_mem = '{MEMORY}'"]
    for name, table, _kind, definition, loose in constraints:
        dropping.append(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        making.append(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}{" NOT VALID" if loose else ""}')
    dropping += [f"DROP INDEX {name}" for name, _ in indexes]
    return dropping, making + [statement for _, statement in indexes]


def _check_references(tables: list[str], unchecked: str) -> None:
    for table in tables:
        for row in _asked(f'PRAGMA foreign_key_check("{table}")'):
            if row[2] != unchecked:
                raise IntegrityError(f"row {row[1]} of {table} points at nothing in {row[2]}")
            break


def _settle(tables: list[str]) -> None:
    """Let the planner know what is there, and PostgreSQL that all of it may be seen: so indexes alone are read."""
    if connection.vendor == "postgresql":
        _run(["ANALYZE", *(f"VACUUM (ANALYZE) {table}" for table in tables)])
    else:
        _run(["PRAGMA journal_mode = WAL", "ANALYZE"])


def _run(statements: Collection[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _asked(statement: str, values: Any = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return list(cursor.fetchall())
