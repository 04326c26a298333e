"""Rows of dossiers that somebody prepared elsewhere, written as they are: for invented stores that are measured.

No door is passed: no policy, no number series, no outbox. Only a caller that made the store itself, marked and empty,
may use it (design: rule 15); what it writes must be what the services would have written, and its tests prove that.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import connection, models

from motcua.dossiers.models import (
    Apology,
    ApologyEvent,
    ApologyLetter,
    Applicant,
    Dossier,
    DossierComponent,
    DossierEvent,
    DossierFact,
    DossierUnit,
    StepFact,
)

TABLES: Final[dict[str, type[models.Model]]] = {
    "dossiers": Dossier,
    "applicants": Applicant,
    "papers": DossierComponent,
    "seeing": DossierUnit,
    "events": DossierEvent,
    "facts": DossierFact,
    "stays": StepFact,
    "duties": Apology,
    "acts": ApologyEvent,
    "letters": ApologyLetter,
}
"""What can be written, in the order in which rows point at each other."""


def check(table: str, names: Sequence[str]) -> None:
    """Raise ValueError for a column that the table does not have."""
    known = {str(field.column) for field in TABLES[table]._meta.concrete_fields}  # noqa: SLF001
    if unknown := set(names) - known:
        raise ValueError(f"{table} has no {sorted(unknown)}")


def table_of(table: str) -> str:
    """The name of a table in the database."""
    return str(TABLES[table]._meta.db_table)  # noqa: SLF001  documented interface of Django


def defaults_of(table: str) -> dict[str, str]:
    """Columns that must have a value, with the literal of what the model would fill in; keys come by themselves."""
    fields = TABLES[table]._meta.concrete_fields  # noqa: SLF001
    known = [field for field in fields if field.has_default() or field.empty_strings_allowed]
    return {str(field.column): _literal(field) for field in known if not field.null and not field.primary_key}


def _literal(field: Any) -> str:
    value = field.get_default()
    if isinstance(field, models.JSONField):
        value = json.dumps(value)
    return str(value) if isinstance(value, bool | int) else "'" + str(value).replace("'", "''") + "'"


def write(table: str, names: Sequence[str], blocks: Iterable[Sequence[Sequence[Any]]]) -> None:
    """Insert rows of plain values that the database takes as they are, in one statement executed many times."""
    quoted = connection.ops.quote_name
    check(table, names)
    more = {column: value for column, value in defaults_of(table).items() if column not in names}
    columns = ", ".join(quoted(name) for name in (*names, *more))
    places = ", ".join([*(["%s"] * len(names)), *more.values()])
    statement = f"INSERT INTO {quoted(table_of(table))} ({columns}) VALUES ({places})"  # noqa: S608  names from the model
    with connection.cursor() as cursor:
        for rows in blocks:
            cursor.executemany(statement, rows)


def copy(table: str, names: Sequence[str], pieces: Iterable[bytes]) -> None:
    r"""Write rows by PostgreSQL's COPY from CSV (null is \N)."""
    quoted = connection.ops.quote_name
    check(table, names)
    columns = ", ".join(quoted(name) for name in names)
    statement = f"COPY {quoted(table_of(table))} ({columns}) FROM STDIN WITH (FORMAT csv, NULL '\\N')"
    with connection.cursor() as cursor, cursor.copy(statement) as copying:
        for piece in pieces:
            copying.write(piece)


def first_free_id() -> int:
    """An id above every dossier's."""
    return (Dossier.objects.aggregate(last=models.Max("pk"))["last"] or 0) + 1


def settle() -> None:
    """Let PostgreSQL's sequences of ids go on behind what was written with its id."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for table in ("dossiers", "duties"):
                sequence = "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)"
                cursor.execute(sequence, [table_of(table), first_free_id()])
