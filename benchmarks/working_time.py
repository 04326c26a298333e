"""A million additions of working minutes, in plain Python; beside businesstimedelta on as many as it can bear."""

import random
from datetime import UTC, date, datetime, time, timedelta

from benchmarks.rows import Row, decimal, peer, per_second
from motcua.domain.worktime import DayKind, Purpose, Session, SpecialDay, WorkCalendar, YearStatus

ADDITIONS = 1_000_000


def calendar() -> WorkCalendar:
    """Return the default sessions with the special days of 2026 that matter."""
    both = frozenset(Purpose)
    sessions = tuple(
        Session(weekday, opens, closes, both)
        for weekday in range(5)
        for opens, closes in ((time(7), time(11, 30)), (time(13, 30), time(17)))
    )
    days = tuple(SpecialDay(date(2026, 2, day), DayKind.HOLIDAY, "Tết", "") for day in range(16, 21))
    years = dict.fromkeys(range(2024, 2029), YearStatus.CONFIRMED)
    return WorkCalendar("bench", sessions, days, (), years)


def measure() -> list[Row]:
    """Return additions a second of ours, and of the peer on 2,000 additions."""
    work = calendar()
    chance = random.Random(7)
    first = datetime(2025, 1, 2, tzinfo=UTC)
    starts = [first + timedelta(minutes=chance.randrange(600_000)) for _ in range(ADDITIONS)]
    minutes = [chance.randrange(60, 12_000) for _ in range(ADDITIONS)]
    work.add_minutes(starts[0], 1)
    ours = per_second(ADDITIONS, lambda: [work.add_minutes(s, m) for s, m in zip(starts, minutes, strict=True)])
    other = peer("peers.businesstimedelta_peer", "2000")
    return [
        Row(
            "additions of working time a second, plain Python",
            decimal(ours),
            f"businesstimedelta {decimal(other['per_second'])}" if other else "not installed",
            "1,000,000 in about 2 s",
        )
    ]
