"""DuckDB over a snapshot: each fact table is a folder of Parquet files under the name of the table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import duckdb

from motcua.figures.engines.engine import PORTION
from motcua.figures.fact_tables import registered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_DOWNLOADS: Final = ("autoinstall_known_extensions", "autoload_known_extensions")


@dataclass(frozen=True)
class Duck:
    """A connection in memory with one view for each fact table."""

    connection: duckdb.DuckDBPyConnection = field(repr=False)
    dialect: str = "duckdb"

    def rows(self, sql: str) -> Sequence[Sequence[Any]]:
        """The rows of a query."""
        return self.connection.execute(sql).fetchall()

    def streamed(self, sql: str) -> Iterator[Sequence[Any]]:
        """The rows of a query, a portion at a time, by a cursor of their own."""
        cursor = self.connection.cursor().execute(sql)
        while found := cursor.fetchmany(PORTION):
            yield from found


def connected() -> duckdb.DuckDBPyConnection:
    """A connection that downloads nothing and reads instants in UTC."""
    offline: dict[str, str | bool | int | float | list[str]] = dict.fromkeys(_DOWNLOADS, "false")
    connection = duckdb.connect(":memory:", config=offline)
    connection.execute("SET TimeZone = 'UTC'")
    return connection


def over(folder: Path) -> Duck:
    """An engine over the snapshot in a folder; a table that the snapshot lacks is not there.

    All files of a table have the same columns (`snapshots.writing`): comparing them first would cost as much again.
    """
    connection = connected()
    for name in registered().values():
        if any((folder / name).rglob("*.parquet")):
            files = str(folder / name / "**" / "*.parquet").replace("'", "''")
            connection.execute(
                f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{files}')"  # noqa: S608  ours
            )
    return Duck(connection)
