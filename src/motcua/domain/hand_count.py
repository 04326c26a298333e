"""The running term counted day by day, as anybody can count it with a pencil: what each day adds, and the sum so far.

Only the term that runs now is counted: time before a restart no longer counts, time that a re-appointment added was
promised and not counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from motcua.domain.clock_facts import Basis, ClockKind, LineKind, Stage, Term
from motcua.domain.counted_lines import why_off
from motcua.domain.deadlines import counted_from
from motcua.domain.worktime import DayKind, WorkCalendar, local_date

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEGINS = frozenset({ClockKind.ACCEPTED, ClockKind.RESTARTED})


@dataclass(frozen=True)
class CountedDay:
    """One local date: the stretches that counted, what they add (`amount`, in minutes or in days) and the sum so far.

    `kind` says what the day is (WORK, MAKE_UP, OFF, SPECIAL, CLOSURE, PAUSE, PUSHED, or WAIT for a day of acceptance
    that does not count); `name` and `source` name a special day or a closure.
    """

    on: date
    kind: LineKind
    stretches: tuple[tuple[datetime, datetime], ...]
    amount: int
    total: int
    name: str = ""
    source: str = ""


@dataclass(frozen=True)
class HandCount:
    """The days of a running term in order. `basis` says what `amount` and `total` count: minutes or days."""

    term: Term
    basis: Basis
    days: tuple[CountedDay, ...]

    @property
    def measure(self) -> str:
        """What `amount` and `total` are counted in: `minutes` or `days`."""
        return "minutes" if self.basis is Basis.MINUTES else "days"

    @property
    def total(self) -> int:
        """The whole limit, in the measure of `basis`."""
        return self.days[-1].total


def hand_count(stages: tuple[Stage, ...], calendar: WorkCalendar | None) -> HandCount | None:
    """Count the running term; None where no term was opened by a limit (adopted history) or it has no calendar."""
    begun = [place for place, stage in enumerate(stages) if stage.event.kind in _BEGINS]
    if calendar is None or not begun:
        return None
    running = stages[begun[-1] :]
    term = _counted_term(running)
    runs = tuple(_runs(running, term))
    days = tuple(_days(calendar, term, runs))
    return HandCount(term, term.basis, days)


def _counted_term(stages: tuple[Stage, ...]) -> Term:
    """The last term that was counted: the one before a re-appointment promised another date."""
    term = stages[0].term
    for stage in stages:
        if stage.event.kind is ClockKind.REAPPOINTED:
            break
        term = stage.term
    return term


def _runs(stages: tuple[Stage, ...], term: Term) -> Iterator[tuple[datetime, datetime]]:
    """The stretches in which the clock ran, up to the due instant; a clock that stands is told as if it went on."""
    assert term.due is not None
    since: datetime | None = stages[0].event.at
    for place, stage in enumerate(stages):
        goes_on = any(later.event.kind is ClockKind.RESUMED for later in stages[place:])
        if stage.event.kind is ClockKind.PAUSED and goes_on and since is not None:
            yield since, min(stage.event.at, term.due)
            since = None
        elif stage.event.kind is ClockKind.RESUMED:
            since = stage.event.at
    if since is not None and since < term.due:
        yield since, term.due


def _days(calendar: WorkCalendar, term: Term, runs: tuple[tuple[datetime, datetime], ...]) -> Iterator[CountedDay]:
    assert term.due is not None
    total = 0
    on, last = local_date(term.started), local_date(term.due)
    while on <= last:
        stretches = tuple(_stretches(calendar, on, runs)) if term.basis is Basis.MINUTES else ()
        amount = _amount(calendar, term, on, runs, stretches)
        total += amount
        kind, name, source = _kind(calendar, term, on, amount)
        yield CountedDay(on, kind, stretches, amount, total, name, source)
        on += timedelta(days=1)


def _stretches(
    calendar: WorkCalendar, on: date, runs: tuple[tuple[datetime, datetime], ...]
) -> Iterator[tuple[datetime, datetime]]:
    for opens, closes in calendar.sessions_of(on):
        for starts, ends in runs:
            begin, finish = max(opens, starts), min(closes, ends)
            if begin < finish:
                yield begin, finish


def _amount(
    calendar: WorkCalendar,
    term: Term,
    on: date,
    runs: tuple[tuple[datetime, datetime], ...],
    stretches: tuple[tuple[datetime, datetime], ...],
) -> int:
    if term.basis is Basis.MINUTES:
        return sum(calendar.minutes_between(begin, finish) for begin, finish in stretches)
    if term.basis is Basis.DAYS:
        return int(any(_ends_in(calendar, term, on, run) for run in runs))
    assert term.target is not None
    target = term.target
    return int(any(local_date(starts) < on <= min(local_date(ends), target) for starts, ends in runs))


def _ends_in(calendar: WorkCalendar, term: Term, on: date, run: tuple[datetime, datetime]) -> bool:
    """Whether a working day ends in a run."""
    starts, ends = run
    return calendar.is_working_day(on) and counted_from(starts, term) < calendar.closing_of(on) <= ends


def _kind(calendar: WorkCalendar, term: Term, on: date, amount: int) -> tuple[LineKind, str, str]:
    special = calendar.describe(on)
    if not calendar.is_working_day(on):
        kind, name, source = why_off(calendar, on)
        return kind, "" if kind is LineKind.OFF else name, source
    if special is not None and special.kind is DayKind.MAKE_UP:
        return LineKind.MAKE_UP, special.name, special.source
    if term.target is not None and on > term.target:
        return LineKind.PUSHED, "", ""
    if amount == 0:
        return LineKind.WAIT if on == local_date(term.started) else LineKind.PAUSE, "", ""
    return LineKind.WORK, "", ""
