"""Writing rows by statements whose text is made once: for the doors that write the same few tables all day.

Django's own insert builds its statement anew each time, which costs several times what the database then does for one
row. What is written is the same (a test compares): every concrete field through its `get_db_prep_save`. No signals, no
expressions as values, no `auto_now`: none of our models has them.
"""

# ruff: noqa: SLF001  Model._meta is Django's documented interface in spite of its name

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar, cast

from django.db import connection, transaction
from django.db.models import AutoField, Model
from django.db.models.base import ModelState

from motcua.common.preparing import AnyField, Prepare, Preparer, preparer

MOST_PARAMETERS = 10_000
"""Of one statement. SQLite takes 32,766, PostgreSQL 65,535."""

ModelClass = type[Model]
M = TypeVar("M", bound=Model)


class Update(NamedTuple, Generic[M]):
    """New values for a stored row, if its columns still hold what is expected (never None)."""

    row: M
    expected: Mapping[str, object]
    values: Mapping[str, object]


def insert(rows: Sequence[Model], *, unless_there: bool = False, keyless: bool = False) -> None:
    """Insert rows of one model, all or none, and set the keys that the database gives.

    `unless_there` passes over rows that a unique constraint refuses; these rows get no key. `keyless` leaves the keys
    away where nobody asks for them.
    """
    if not rows:
        return
    model = type(rows[0])
    size = max(1, MOST_PARAMETERS // len(_fields(model)))
    with transaction.atomic(savepoint=False):
        for first in range(0, len(rows), size):
            _insert(model, rows[first : first + size], unless_there=unless_there, keyless=keyless or unless_there)


def update_if(row: Model, expected: Mapping[str, object], values: Mapping[str, object]) -> bool:
    """Write `values` to a stored row if its columns still hold what is `expected` (never None); tell whether they did.

    Names are field names or column attributes (`holder`, `holder_id`). The object in memory is left as it is.
    """
    update = Update(row, expected, values)
    with connection.cursor() as cursor:
        cursor.execute(_update_text(*_shape(update)) + " RETURNING 1", _parameters(update))
        return cursor.fetchone() is not None


def update_all_if(updates: Sequence[Update[M]]) -> bool:
    """Write many rows if all of them still hold what is expected, else none of them; tell which.

    Rows that get the same columns go to the database together.
    """
    shapes: dict[_Shape, list[list[Any]]] = {}
    for update in updates:
        shapes.setdefault(_shape(update), []).append(_parameters(update))
    with transaction.atomic():
        for shape, parameters in shapes.items():
            with connection.cursor() as cursor:
                cursor.executemany(_update_text(*shape), parameters)
                if cursor.rowcount != len(parameters):
                    transaction.set_rollback(True)
                    return False
    return True


_Shape = tuple[ModelClass, tuple[str, ...], tuple[str, ...]]
"""Of an update: model, columns that are written, columns that must hold something."""


def _shape(update: Update[Any]) -> _Shape:
    return type(update.row), tuple(update.values), tuple(update.expected)


def _parameters(update: Update[Any]) -> list[Any]:
    model: ModelClass = type(update.row)
    held = [*update.values.items(), (str(model._meta.pk.name), update.row.pk), *update.expected.items()]
    prepare = _preparers(model, connection.alias)
    return [prepare[name](value) for name, value in held]


def _insert(model: ModelClass, rows: Sequence[Model], *, unless_there: bool, keyless: bool) -> None:
    values = _values(rows, _plan(model, connection.alias))
    with connection.cursor() as cursor:
        cursor.execute(_insert_text(model, len(rows), unless_there=unless_there, keyless=keyless), values)
        keys = [] if keyless else cursor.fetchall()
    for row, (key,) in zip(rows, keys, strict=not keyless):
        row.pk = key
        row._state.adding = False
        row._state.db = connection.alias


def _values(rows: Sequence[Model], plan: "_Plan") -> list[Any]:
    """Every value of the rows as the database takes it; written out, since a call for each would cost as much again."""
    values: list[Any] = []
    append = values.append
    for row in rows:
        held = row.__dict__
        for name, usual, quick, save in plan:
            value = held[name]
            if value is None:
                append(None)
            elif type(value) is usual:
                append(value if quick is None else quick(value))
            else:
                append(save(value))
    return values


_Plan = tuple[tuple[str, type | None, Prepare | None, Prepare], ...]


@lru_cache(maxsize=256)
def _plan(model: ModelClass, alias: str) -> _Plan:
    prepare = _preparers(model, alias)
    chosen = [(field.attname, prepare[field.attname]) for field in _fields(model)]
    return tuple((name, each.usual, each.quick, each.save) for name, each in chosen)


def new(model: type[M], **values: Any) -> M:
    """Return an unsaved row, as the model's constructor would make it; values by column attribute or by relation.

    The constructor asks of each field whether it was given and how it is set; for rows that are only inserted, that
    costs more than all the rest. No signals, no expressions.
    """
    row = model.__new__(model)
    row._state = ModelState()
    held = row.__dict__
    for name, made, default in _defaults(model):
        held[name] = values.pop(name) if name in values else (default() if made else default)
    for name, value in values.items():
        setattr(row, name, value)
    return row


@lru_cache(maxsize=256)
def _defaults(model: ModelClass) -> tuple[tuple[str, bool, Any], ...]:
    """Each column's default: its name, whether the default is made anew for each row, and it or what makes it."""
    found = []
    for field in cast("list[AnyField]", model._meta.concrete_fields):
        made = field.has_default() and callable(field.default)
        found.append((field.attname, made, field.default if made else field.get_default()))
    return tuple(found)


@lru_cache(maxsize=256)
def _preparers(model: ModelClass, _alias: str) -> dict[str, Preparer]:
    """What prepares each column's values, by the names under which it may be written."""
    found = {}
    for field in cast("list[AnyField]", model._meta.concrete_fields):
        found[field.name] = found[field.attname] = preparer(field)
    return found


def _field(model: ModelClass, name: str) -> AnyField:
    return cast("AnyField", model._meta.get_field(name))


@lru_cache(maxsize=64)
def _fields(model: ModelClass) -> tuple[AnyField, ...]:
    """The fields that are written: all but a key that the database counts."""
    return tuple(field for field in model._meta.concrete_fields if not isinstance(field, AutoField))


def _quoted(field: AnyField) -> str:
    return connection.ops.quote_name(str(field.column))


@lru_cache(maxsize=256)
def _insert_text(model: ModelClass, number: int, *, unless_there: bool, keyless: bool) -> str:
    table, key = connection.ops.quote_name(model._meta.db_table), _quoted(model._meta.pk)
    columns = ", ".join(_quoted(field) for field in _fields(model))
    places = "(" + ", ".join(["%s"] * len(_fields(model))) + ")"
    end = " ON CONFLICT DO NOTHING" if unless_there else ""
    end += "" if keyless else f" RETURNING {key}"
    return f"INSERT INTO {table} ({columns}) VALUES {', '.join([places] * number)}{end}"  # noqa: S608  names from the model


@lru_cache(maxsize=256)
def _update_text(model: ModelClass, values: tuple[str, ...], expected: tuple[str, ...]) -> str:
    table, key = connection.ops.quote_name(model._meta.db_table), _quoted(model._meta.pk)
    sets = ", ".join(f"{_quoted(_field(model, name))} = %s" for name in values)
    held = "".join(f" AND {_quoted(_field(model, name))} = %s" for name in expected)
    return f"UPDATE {table} SET {sets} WHERE {key} = %s{held}"  # noqa: S608  names from the model
