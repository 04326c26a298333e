"""Taking numbers from a series, for any app: consecutive, never twice, under any number of writers."""

from datetime import datetime

from django.db import connection, transaction

from motcua.common import writing
from motcua.documents.models import NumberSeries

_ADVANCE = """
UPDATE documents_numberseries SET next = next + %s, taken_at = %s WHERE "key" = %s RETURNING next
"""


def take(key: str, *, at: datetime) -> int:
    """Return the next number of the series `key`, beginning with 1.

    Inside the caller's transaction the number belongs to it: rolled back, it was never given, so a series has no gaps.
    The row stays locked until that transaction ends, on SQLite the whole store does: take the number late. Who needs
    numbers of several series takes the dossier's first, then the paper's, so that no two wait for each other.
    """
    return take_many(key, 1, at=at).start


def take_many(key: str, count: int, *, at: datetime) -> range:
    """Return the next `count` (≥ 1) numbers of the series at once, as a range."""
    if count < 1:
        raise ValueError("count must be at least 1")
    with transaction.atomic(savepoint=False):
        stop = _advanced(key, count, at)
        if stop is None:
            # Two writers may both begin the series: the loser's row is passed over, and it waits for the winner's.
            writing.insert([NumberSeries(key=key)], unless_there=True)
            stop = _advanced(key, count, at)
    assert stop is not None, "the row is there now"
    return range(stop - count, stop)


def _advanced(key: str, count: int, at: datetime) -> int | None:
    """Lock the row, move it on and return what is next now, in one statement; None where the series has not begun."""
    instant = NumberSeries._meta.get_field("taken_at").get_db_prep_save(at, connection)  # noqa: SLF001
    with connection.cursor() as cursor:
        cursor.execute(_ADVANCE, [count, instant, key])
        row = cursor.fetchone()
    return None if row is None else int(row[0])
