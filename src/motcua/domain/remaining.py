"""What is left of a term, and which of the five states of time it is in.

The states exclude each other, in this order: paused, late, today, near (little of the term is left), in time. How
little is near is a rule with dates; here stands only what it means.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from motcua.domain.worktime import WorkCalendar, local_date

if TYPE_CHECKING:
    from datetime import datetime


USUAL_NEAR: Final = 20
"""Per cent of a term that may be left when it comes near its end, where no rule says otherwise."""


class TimeState(StrEnum):
    """The one language of time of all lists and pages."""

    INTIME = "intime"
    NEAR = "near"
    TODAY = "today"
    LATE = "late"
    PAUSED = "paused"


@dataclass(frozen=True)
class Remaining:
    """Working minutes left (negative: since it was due) and the state of time."""

    minutes: int
    state: TimeState


def near_from(calendar: WorkCalendar, started: datetime, due: datetime, percent: int = USUAL_NEAR) -> datetime:
    """The instant from which so many per cent of the term's working minutes, or less, are left."""
    total = calendar.minutes_between(started, due)
    return calendar.add_minutes(started, total - total * percent // 100) if total > 0 else due


def state_at(
    now: datetime, due: datetime, near: datetime | None = None, paused_since: datetime | None = None
) -> TimeState:
    """The state of time at `now`; `near` is the instant of `near_from` (None: there is no such state)."""
    if paused_since is not None:
        return TimeState.PAUSED
    if now > due:
        return TimeState.LATE
    if local_date(now) == local_date(due):
        return TimeState.TODAY
    return TimeState.NEAR if near is not None and now >= near else TimeState.INTIME


def remaining(
    calendar: WorkCalendar,
    now: datetime,
    due: datetime,
    *,
    near: datetime | None = None,
    paused_since: datetime | None = None,
) -> Remaining:
    """What is left at `now`, or what was left when the clock was stopped."""
    since = now if paused_since is None else paused_since
    return Remaining(calendar.minutes_between(since, due), state_at(now, due, near, paused_since))
