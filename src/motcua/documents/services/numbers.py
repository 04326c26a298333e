"""Taking numbers from a series, for any app: consecutive, never twice, under any number of writers."""

from datetime import datetime

from django.db import transaction

from motcua.documents.models import NumberSeries


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
    with transaction.atomic():
        series = _locked(key)
        if series is None:
            # Two writers may both begin the series: the loser's row is ignored, and it waits for the winner's.
            NumberSeries.objects.bulk_create([NumberSeries(key=key)], ignore_conflicts=True)
            series = NumberSeries.objects.select_for_update().get(key=key)
        taken = range(series.next, series.next + count)
        series.next, series.taken_at = taken.stop, at
        series.save(update_fields=["next", "taken_at"])
    return taken


def _locked(key: str) -> NumberSeries | None:
    return NumberSeries.objects.select_for_update().filter(key=key).first()
