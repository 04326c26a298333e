"""Engines for tests that hold rows of the test's own: SQLite as Django keeps it, and DuckDB."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from motcua.domain.indicators.values import DossierFigures, StepFigures
from motcua.figures.engines.duck import Duck, connected
from motcua.figures.fact_tables import Facts, name_of
from motcua.figures.tables import columns_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_DUCK = {
    "int64": "BIGINT",
    "boolean": "BOOLEAN",
    "string": "VARCHAR",
    "date": "DATE",
    "timestamp('UTC')": "TIMESTAMPTZ",
}


@dataclass(frozen=True)
class Sqlite:
    """A database in memory whose instants and dates are written as Django writes them."""

    connection: sqlite3.Connection
    dialect: str = "sqlite"

    def rows(self, sql: str) -> Sequence[Sequence[Any]]:
        return self.connection.execute(sql).fetchall()

    def streamed(self, sql: str) -> Iterator[Sequence[Any]]:
        yield from self.connection.execute(sql)


def sqlite() -> Sqlite:
    connection = sqlite3.connect(":memory:")
    for facts in (DossierFigures, StepFigures):
        connection.execute(f"CREATE TABLE {name_of(facts)} ({', '.join(columns_of(facts))})")
    return Sqlite(connection)


def duck() -> Duck:
    connection = connected()
    for facts in (DossierFigures, StepFigures):
        columns = ", ".join(f"{name} {_DUCK[kind]}" for name, kind in columns_of(facts).items())
        connection.execute(f"CREATE TABLE {name_of(facts)} ({columns})")
    return Duck(connection)


def _as_django_writes(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(" ")
    return value.isoformat() if isinstance(value, date) else value


def fill(engine: Sqlite | Duck, facts: Facts, rows: Iterable[DossierFigures | StepFigures]) -> None:
    """Leave just these rows in the table of their kind; a stay gets its place as its id."""
    columns = list(columns_of(facts))
    values = [[getattr(row, column, number) for column in columns] for number, row in enumerate(rows, start=1)]
    if isinstance(engine, Sqlite):
        values = [[_as_django_writes(value) for value in row] for row in values]
    engine.connection.execute(f"DELETE FROM {name_of(facts)}")
    if values:
        marks = ", ".join("?" for _ in columns)
        engine.connection.executemany(f"INSERT INTO {name_of(facts)} VALUES ({marks})", values)
