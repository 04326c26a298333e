"""Many small statements of one transaction, sent one behind the other without waiting for each answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from psycopg.pq import PipelineStatus


@contextmanager
def joined() -> Iterator[None]:
    """Let statements follow each other without waiting for answers that nobody reads yet, where the database can.

    On PostgreSQL each answer costs a round trip, and a row that is locked stays locked for all of them: an acceptance
    holds the row of its series of numbers. What fails tells so when the next answer is read, at the latest at the end.
    How many rows a statement touched is not known inside: let it return them. On SQLite nothing changes.
    """
    if connection.vendor != "postgresql":
        yield
        return
    connection.ensure_connection()
    held: Any = connection.connection
    if held.pgconn.pipeline_status != PipelineStatus.OFF:
        yield
        return
    with connection.wrap_database_errors, held.pipeline():
        yield
