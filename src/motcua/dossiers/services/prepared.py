"""Rows of dossiers that somebody prepared elsewhere, written as they are: for invented stores that are measured.

No door is passed: no policy, no number series, no outbox. Only a caller that made the store itself, marked and empty,
may use it (design: rule 15); what it writes must be what the services would have written, and its tests prove that.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from django.db import connection, models

from motcua.dossiers.models import (
    Applicant,
    Dossier,
    DossierComponent,
    DossierEvent,
    DossierFact,
    DossierUnit,
    StepFact,
)

Cursor = Any
TABLES: Final[dict[str, type[models.Model]]] = {
    "dossiers": Dossier,
    "applicants": Applicant,
    "papers": DossierComponent,
    "seeing": DossierUnit,
    "events": DossierEvent,
    "facts": DossierFact,
    "stays": StepFact,
}
"""What can be written, in the order in which rows point at each other."""


def check(table: str, names: Sequence[str]) -> None:
    """Raise ValueError for a column that the table does not have."""
    known = {str(field.column) for field in TABLES[table]._meta.concrete_fields}  # noqa: SLF001
    if unknown := set(names) - known:
        raise ValueError(f"{table} has no {sorted(unknown)}")


def defaults_of(table: str, names: Sequence[str]) -> dict[str, Any]:
    """Values of the columns that were not prepared, as the model would fill them; only those that must be filled."""
    fields = TABLES[table]._meta.concrete_fields  # noqa: SLF001
    others = [field for field in fields if field.column not in names and not field.primary_key]
    return {
        str(field.column): field.get_db_prep_save(field.get_default(), connection) for field in others if not field.null
    }


def write(table: str, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows of plain values that the database takes as they are, in one statement executed many times."""
    quoted = connection.ops.quote_name
    check(table, names)
    more = defaults_of(table, names)
    target = quoted(TABLES[table]._meta.db_table)  # noqa: SLF001
    columns = ", ".join(quoted(name) for name in (*names, *more))
    places = ", ".join(["%s"] * (len(names) + len(more)))
    rest = tuple(more.values())
    with connection.cursor() as cursor:
        statement = f"INSERT INTO {target} ({columns}) VALUES ({places})"  # noqa: S608  names from the model
        cursor.executemany(statement, [(*row, *rest) for row in rows] if rest else rows)


def copy(table: str, names: Sequence[str], fill: Callable[[Callable[[bytes], None]], None]) -> None:
    r"""Write rows by PostgreSQL's COPY; `fill` is handed what takes CSV as bytes (null is \N)."""
    quoted = connection.ops.quote_name
    check(table, names)
    target = quoted(TABLES[table]._meta.db_table)  # noqa: SLF001
    columns = ", ".join(quoted(name) for name in names)
    with connection.cursor() as cursor:
        statement = f"COPY {target} ({columns}) FROM STDIN WITH (FORMAT csv, NULL '\\N')"
        with cursor.copy(statement) as copying:
            fill(copying.write)


def first_free_id() -> int:
    """An id above every dossier's."""
    return (Dossier.objects.aggregate(last=models.Max("pk"))["last"] or 0) + 1


def settle() -> None:
    """Let the sequence of ids go on behind what was written, and the planner know what is there."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            table = Dossier._meta.db_table  # noqa: SLF001
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, first_free_id()])
            cursor.execute("ANALYZE")
        else:
            cursor.execute("ANALYZE")
