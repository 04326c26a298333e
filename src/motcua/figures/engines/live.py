"""The store itself: compiled SQL on Django's own connection, so that a transaction sees what it wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import connection

from motcua.figures.engines.engine import PORTION
from motcua.figures.fact_tables import require_complete

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DIALECTS: Final = {"sqlite": "sqlite", "postgresql": "postgres"}


@dataclass(frozen=True)
class Live:
    """SQLite or PostgreSQL, whichever the store is kept in. Raises FiguresIncomplete until an older one is filled."""

    @property
    def dialect(self) -> str:
        """The dialect of the store."""
        return _DIALECTS[connection.vendor]

    def rows(self, sql: str) -> Sequence[Sequence[Any]]:
        """The rows of a query."""
        require_complete()
        with connection.cursor() as cursor:
            cursor.execute(sql)
            found: Sequence[Sequence[Any]] = cursor.fetchall()
        return found

    def streamed(self, sql: str) -> Iterator[Sequence[Any]]:
        """The rows of a query, a portion at a time; PostgreSQL keeps the rest on the server."""
        require_complete()
        with connection.chunked_cursor() as cursor:
            cursor.execute(sql)
            while found := cursor.fetchmany(PORTION):
                yield from found
