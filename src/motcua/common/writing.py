"""Writing rows by statements whose text is made once: for the doors that write the same few tables all day.

Django's own insert builds its statement anew each time, which costs several times what the database then does for one
row. What is written is the same (a test compares): every concrete field through its `get_db_prep_save`. No signals, no
expressions as values, no `auto_now`: none of our models has them.
"""

# ruff: noqa: SLF001  Model._meta is Django's documented interface in spite of its name

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from django.db import connection, connections, transaction
from django.db.models import AutoField, Model

if TYPE_CHECKING:
    from django.db.models import Field

MOST_PARAMETERS = 10_000
"""Of one statement. SQLite takes 32,766, PostgreSQL 65,535."""

ModelClass = type[Model]
AnyField: TypeAlias = "Field[Any, Any]"


def insert(rows: Sequence[Model], *, unless_there: bool = False) -> None:
    """Insert rows of one model, all or none, and set the keys that the database gives.

    `unless_there` passes over rows that a unique constraint refuses; these rows get no key.
    """
    if not rows:
        return
    model = type(rows[0])
    size = max(1, MOST_PARAMETERS // len(_fields(model)))
    with transaction.atomic(savepoint=False):
        for first in range(0, len(rows), size):
            _insert(model, rows[first : first + size], unless_there=unless_there)


def update_if(row: Model, expected: Mapping[str, object], values: Mapping[str, object]) -> bool:
    """Write `values` to a stored row if its columns still hold what is `expected` (never None); tell whether they did.

    Names are field names or column attributes (`holder`, `holder_id`). The object in memory is left as it is.
    """
    model = type(row)
    held = [*values.items(), (str(model._meta.pk.name), row.pk), *expected.items()]
    parameters = _prepared((_field(model, name), value) for name, value in held)
    with connection.cursor() as cursor:
        cursor.execute(_update_text(model, tuple(values), tuple(expected)), parameters)
        return bool(cursor.rowcount == 1)


def _insert(model: ModelClass, rows: Sequence[Model], *, unless_there: bool) -> None:
    fields = _fields(model)
    values = _prepared((field, getattr(row, field.attname)) for row in rows for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(_insert_text(model, len(rows), unless_there=unless_there), values)
        keys = [] if unless_there else cursor.fetchall()
    for row, (key,) in zip(rows, keys, strict=not unless_there):
        row.pk = key
        row._state.adding = False
        row._state.db = connection.alias


def _prepared(values: Iterable[tuple[AnyField, object]]) -> list[Any]:
    """Return values as the database takes them; the connection itself, since its proxy costs at every look."""
    own = connections[connection.alias]
    return [None if value is None else field.get_db_prep_save(value, own) for field, value in values]


def _field(model: ModelClass, name: str) -> AnyField:
    return cast("AnyField", model._meta.get_field(name))


@lru_cache(maxsize=64)
def _fields(model: ModelClass) -> tuple[AnyField, ...]:
    """The fields that are written: all but a key that the database counts."""
    return tuple(field for field in model._meta.concrete_fields if not isinstance(field, AutoField))


def _quoted(field: AnyField) -> str:
    return connection.ops.quote_name(str(field.column))


@lru_cache(maxsize=256)
def _insert_text(model: ModelClass, number: int, *, unless_there: bool) -> str:
    table, key = connection.ops.quote_name(model._meta.db_table), _quoted(model._meta.pk)
    columns = ", ".join(_quoted(field) for field in _fields(model))
    places = "(" + ", ".join(["%s"] * len(_fields(model))) + ")"
    end = "ON CONFLICT DO NOTHING" if unless_there else f"RETURNING {key}"
    return f"INSERT INTO {table} ({columns}) VALUES {', '.join([places] * number)} {end}"  # noqa: S608  names from the model


@lru_cache(maxsize=256)
def _update_text(model: ModelClass, values: tuple[str, ...], expected: tuple[str, ...]) -> str:
    table, key = connection.ops.quote_name(model._meta.db_table), _quoted(model._meta.pk)
    sets = ", ".join(f"{_quoted(_field(model, name))} = %s" for name in values)
    held = "".join(f" AND {_quoted(_field(model, name))} = %s" for name in expected)
    return f"UPDATE {table} SET {sets} WHERE {key} = %s{held}"  # noqa: S608  names from the model
