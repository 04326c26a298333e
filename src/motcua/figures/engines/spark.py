"""Spark over a snapshot, by Spark Connect: no Java in this process. An extra: `pip install motcua[spark]`.

A client of Spark Connect tries for many minutes to reach a server that is gone. Here a server is looked for before each
question, and what it does not answer is given up in time.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from motcua.domain.errors_figures import EngineGone, EngineMissing
from motcua.figures.fact_tables import registered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

PATIENCE: Final = 5.0
"""Seconds for which a server is looked for."""

RETRIES: Final = 2
PORT: Final = 15002


@dataclass(frozen=True)
class Spark:
    """A session of a Connect server with one view for each fact table; instants are read in UTC."""

    session: Any = field(repr=False)
    address: str
    dialect: str = "pyspark"

    def rows(self, sql: str) -> Sequence[Sequence[Any]]:
        """The rows of a query. Raises EngineGone where the server does not answer any more."""
        look_for(self.address)
        found: Sequence[Sequence[Any]] = self.session.sql(sql).collect()
        return found

    def streamed(self, sql: str) -> Iterator[Sequence[Any]]:
        """The rows of a query as the server sends them, batch by batch."""
        look_for(self.address)
        yield from self.session.sql(sql).toLocalIterator()


def look_for(address: str) -> None:
    """Raise EngineGone unless somebody listens at the address, `sc://host:port`."""
    parts = urlsplit(address)
    try:
        socket.create_connection((parts.hostname or "127.0.0.1", parts.port or PORT), timeout=PATIENCE).close()
    except OSError as error:
        raise EngineGone(engine="Spark", address=address) from error


def over(folder: Path, address: str = f"sc://127.0.0.1:{PORT}") -> Spark:
    """An engine over the snapshot in a folder, which the server must be able to read under the same path.

    Raises EngineGone within ten seconds where no server listens, EngineMissing where the client is not installed.
    """
    look_for(address)
    try:
        from pyspark.sql import SparkSession
        from pyspark.sql.connect.client.retries import DefaultPolicy
    except ImportError as error:
        raise EngineMissing(engine="Spark", extra="motcua[spark]") from error
    session = SparkSession.builder.remote(address).getOrCreate()
    session.client.set_retry_policies([DefaultPolicy(max_retries=RETRIES, initial_backoff=200, max_backoff=1000)])
    session.conf.set("spark.sql.session.timeZone", "UTC")
    for name in registered().values():
        if any((folder / name).rglob("*.parquet")):
            session.read.parquet(str((folder / name).resolve())).createOrReplaceTempView(name)
    return Spark(session, address)
