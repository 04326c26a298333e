"""Reading much of the store once, in little memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection

CACHE: Final = -8_192
"""What SQLite keeps meanwhile, in its own measure: so many kibibytes."""


@contextmanager
def once() -> Iterator[None]:
    """Let SQLite keep few pages inside: what is read once is not asked for again. PostgreSQL keeps nothing here."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")
        usual = int(cursor.fetchone()[0])
        cursor.execute(f"PRAGMA cache_size = {CACHE}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = {usual}")
