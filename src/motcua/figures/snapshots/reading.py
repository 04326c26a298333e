"""Reads of fact tables for snapshots: by the month in which a row was recorded, as it was known at one instant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import connection

from motcua.domain.worktime import local_date
from motcua.organisation import queries as organisation
from motcua.organisation.kinds import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

PORTION: Final = 20_000
NOWHERE: Final = "none"
"""The province of rows whose unit is unknown, or lies in none."""

UNITS: Final = ("competent_unit_id", "receiving_unit_id", "executing_unit_id")
"""The columns that say where a row belongs, the first known one."""

_MONTH: Final = {
    "sqlite": "substr(recorded_from, 1, 7)",
    "postgresql": "to_char(recorded_from AT TIME ZONE 'UTC', 'YYYY-MM')",
}


@dataclass(frozen=True, slots=True)
class Held:
    """What the store holds of one month of a table: rows, and those that nothing has replaced."""

    rows: int
    open_rows: int


def held(table: str, at: datetime) -> dict[str, Held]:
    """The months (UTC) of a table with what was recorded in them before `at`. One query over the table."""
    month = _MONTH[connection.vendor]
    query = (
        f"SELECT {month}, count(*), sum(CASE WHEN recorded_to IS NULL OR recorded_to >= %s THEN 1 ELSE 0 END) "  # noqa: S608  own names
        f"FROM {table} WHERE recorded_from < %s GROUP BY 1"
    )
    return {row[0]: Held(int(row[1]), int(row[2])) for row in _rows(query, at, at)}


def changed(table: str, since: datetime) -> set[str]:
    """The months in which a row was recorded or replaced since an instant. One query over the table."""
    month = _MONTH[connection.vendor]
    query = f"SELECT DISTINCT {month} FROM {table} WHERE recorded_from >= %s OR recorded_to >= %s"  # noqa: S608  own names
    return {row[0] for row in _rows(query, since, since)}


def rows_of(table: str, names: Sequence[str], month: str, at: datetime) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a month, in portions and in an order that is always the same; what was replaced later is open."""
    instant = _instant(at)
    chosen = ", ".join(
        "CASE WHEN recorded_to < %s THEN recorded_to END" if name == "recorded_to" else f'"{name}"' for name in names
    )
    order = '"accepted_on", "dossier_id", "recorded_from"' if "accepted_on" in names else '"left_on", "id"'
    query = (
        f"SELECT {chosen} FROM {table} WHERE {_MONTH[connection.vendor]} = %s AND recorded_from < %s ORDER BY {order}"  # noqa: S608  own names
    )
    with connection.chunked_cursor() as cursor:
        cursor.execute(query, [instant, month, instant])
        while rows := cursor.fetchmany(PORTION):
            yield rows


def _rows(query: str, *instants: datetime) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, [_instant(at) for at in instants])
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _instant(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


class Provinces:
    """The province of a row by its units: the code of the provincial unit above it."""

    def __init__(self, names: Sequence[str], at: datetime) -> None:
        self._places = [names.index(name) for name in UNITS if name in names]
        self._at = at
        self._known: dict[int, str] = {}

    def of(self, row: Sequence[Any]) -> str:
        """The province of a row."""
        unit_id = next((row[place] for place in self._places if row[place] is not None), None)
        if unit_id is None:
            return NOWHERE
        if unit_id not in self._known:
            self._known[unit_id] = _province_above(unit_id, self._at)
        return self._known[unit_id]


def _province_above(unit_id: int, at: datetime) -> str:
    above = organisation.ancestor_ids(unit_id)
    units = organisation.units(above)
    found = next((each for each in above if each in units and units[each].level == Level.PROVINCE), None)
    if found is None:
        return NOWHERE
    return organisation.agency_code(found, local_date(at)) or f"u{found}"
