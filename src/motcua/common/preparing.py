"""Values as the database takes them, column by column, by rules that are made once for a model.

Django asks each field anew for each value (expression? aware? which engine?), which costs more than the database then
does with the row. Here the answer for the usual type of a column is kept; any other value goes Django's own way. A test
compares what is stored.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from django.db import connection, connections, models

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models import Field

AnyField: TypeAlias = "Field[Any, Any]"
Prepare: TypeAlias = Callable[[Any], Any]

_PLAIN: dict[type[AnyField], type] = {models.CharField: str, models.TextField: str, models.BooleanField: bool}
"""Columns whose values go to the database as they are, on every engine, if they are of exactly this type."""


@dataclass(frozen=True, slots=True)
class Preparer:
    """How the values of a column become those of a database: `quick` (None: nothing to do) for one of the `usual` type,
    `save` for any other.
    """

    usual: type | None
    quick: Prepare | None
    save: Prepare

    def __call__(self, value: Any) -> Any:
        """The value as the database takes it."""
        if value is None:
            return None
        if type(value) is not self.usual:
            return self.save(value)
        return value if self.quick is None else self.quick(value)


def preparer(field: AnyField) -> Preparer:
    """Return what makes a value of the field one for the present database."""
    return _preparer(field, connection.alias)


@lru_cache(maxsize=4096)
def _preparer(field: AnyField, alias: str) -> Preparer:
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    save = field.get_db_prep_save
    usual, quick = _usual(field, connections[alias])
    return Preparer(usual, quick, lambda value: save(value, connections[alias]))


def _usual(field: AnyField, own: "BaseDatabaseWrapper") -> tuple[type | None, Prepare | None]:
    """The type that the field's values usually have, and what is to be done with one (None: nothing)."""
    on_sqlite = own.vendor == "sqlite"
    if isinstance(field, models.DateTimeField):
        return datetime, instant_text if on_sqlite else None
    if isinstance(field, models.DateField):
        return date, date.isoformat if on_sqlite else None
    if isinstance(field, models.IntegerField):
        return int, None
    if isinstance(field, models.JSONField):
        return None, None
    found = next((kind for base, kind in _PLAIN.items() if isinstance(field, base)), None)
    return found, None


@lru_cache(maxsize=4096)
def instant_text(at: datetime) -> str:
    """Return an aware instant as SQLite keeps it: UTC, without a zone."""
    return str(at.astimezone(UTC).replace(tzinfo=None))
