"""Instants and local dates: the one place where UTC and Viet Nam's time meet.

Arithmetic is done on whole minutes counted in UTC (seconds are dropped, as a receipt prints minutes); dates are read
in `ZONE`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINUTES_OF_24_HOURS = 24 * 60
ONE_DAY = timedelta(days=1)
AHEAD = timedelta(hours=7)
SETTLED = 1976
"""Viet Nam's clocks have been seven hours ahead of UTC, summer and winter, since June 1975."""


def instant(minute: int) -> datetime:
    """The UTC instant of a whole minute counted from 1970."""
    return EPOCH + timedelta(minutes=minute)


def minute_of(at: datetime) -> int:
    """The whole minute, counted from 1970 in UTC, in which the aware instant `at` lies."""
    since = at - EPOCH
    return since.days * MINUTES_OF_24_HOURS + since.seconds // 60


def local_date(at: datetime) -> date:
    """The date in Viet Nam at an aware instant."""
    if at.tzinfo is UTC and at.year >= SETTLED:
        return (at + AHEAD).date()  # what the time zone says, in a third of the time: this is asked for every dossier
    return at.astimezone(ZONE).date()


@lru_cache(maxsize=16_384)
def midnight(on: date) -> datetime:
    """The instant at which a local date begins."""
    return datetime.combine(on, time(), ZONE).astimezone(UTC)
