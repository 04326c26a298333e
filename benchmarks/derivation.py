"""Deriving the due date of 10,000 dossiers from their events, and every cached date of a store of 100,000.

Of the 10,000, of ten two still run, six ended, two were sent back for papers and started anew before they ended. The
store holds lives of the demo; what is measured is all of `motcua clock recompute` but starting Python.
"""

import random
from datetime import UTC, datetime, timedelta

from benchmarks.rows import Row, decimal, per_second, worker
from benchmarks.working_time import calendar
from motcua.domain.deadlines import ND118_2025, ClockEvent, ClockFacts, ClockKind, TimeLimit, derive
from motcua.domain.worktime import CountingMode

NUMBER = 10_000
ROUNDS = 10
STORE = 100_000
LIMITS = tuple(map(TimeLimit.parse, ("3 working_days", "5 working_days", "8 working_hours", "15 calendar_days")))


def facts(chance: random.Random, version: str) -> ClockFacts:
    """Return what the due date of one dossier depends on."""
    at = datetime(2025, 7, 2, tzinfo=UTC) + timedelta(minutes=chance.randrange(600_000))
    events = [ClockEvent(ClockKind.ACCEPTED, at, None, version)]
    kind = chance.randrange(10)
    if kind < 2:
        events.append(ClockEvent(ClockKind.PAUSED, at := at + timedelta(days=2)))
        events.append(ClockEvent(ClockKind.RESTARTED, at := at + timedelta(days=4)))
    if kind < 8:
        events.append(ClockEvent(ClockKind.ENDED, at + timedelta(days=3)))
    return ClockFacts(ND118_2025, chance.choice(LIMITS), None, CountingMode.MINUTES, tuple(events))


def measure() -> list[Row]:
    """Return derivations a second, one thread, the best of ten turns."""
    work = calendar()
    chance = random.Random(7)
    every = [facts(chance, work.version) for _ in range(NUMBER)]
    calendars = {work.version: work}

    def all_of_them() -> None:
        for each in every:
            derive(each, calendars)

    rates = [per_second(NUMBER, all_of_them) for _ in range(ROUNDS)]
    whole = worker("benchmarks.workers.recompute", str(STORE))
    return [
        Row("due dates derived from their events a second, plain Python", decimal(max(rates)), "–", "≥ 30,000"),
        Row(
            f"`motcua clock recompute`: dossiers a second, reads and comparison included, {decimal(STORE)} on SQLite",
            f"{decimal(whole['processor'])} (of the clock: {decimal(whole['clock'])})",
            "–",
            "≥ 30,000",
        ),
    ]
