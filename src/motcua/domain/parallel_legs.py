"""Parts of a dossier's handling given to several units at once, while the lead goes on holding the dossier.

An electronic dossier is sent to all agencies at once; the sending names the lead, and what each does until when
(NĐ 118/2025 art. 20(2)). The lead is whoever holds the dossier; every other unit has a parallel leg of its own. A leg
runs by its own limit on the dossier's calendar from the instant it was sent, whether or not the dossier's clock stands:
what was given to others goes on while papers are awaited. Nothing here moves the dossier's own date.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from motcua.domain.clock_facts import ClockEvent, ClockKind, Stage
from motcua.domain.deadlines import term_of
from motcua.domain.limits import LimitUnit, TimeLimit

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from motcua.domain.rule_sets import RuleSet
    from motcua.domain.worktime import CountingMode, WorkCalendar

MOST_AT_ONCE: Final = 8
"""Units that one sending may name: more is a meeting, not a dossier."""

MOST_DAYS: Final = 30
USUAL_DAYS: Final = 3
"""Working days of a leg's limit: at most, and where nobody says otherwise."""


class LegState(StrEnum):
    """What became of a leg; the first two are open."""

    OPEN = "open"
    LATE = "late"
    ANSWERED = "answered"
    ANSWERED_LATE = "answered_late"
    RECALLED = "recalled"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class LegTimes:
    """The instants of one leg: sent, due, and the one by which it ended: an answer, a recall, the dossier's end."""

    no: int
    sent_at: datetime
    due_at: datetime
    answered_at: datetime | None = None
    recalled_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def ended_at(self) -> datetime | None:
        """When the leg ended; None while it is open."""
        return self.answered_at or self.recalled_at or self.closed_at

    def state(self, now: datetime) -> LegState:
        """What became of it, seen at `now`."""
        if self.answered_at is not None:
            return LegState.ANSWERED_LATE if self.answered_at > self.due_at else LegState.ANSWERED
        if self.recalled_at is not None:
            return LegState.RECALLED
        if self.closed_at is not None:
            return LegState.CLOSED
        return LegState.LATE if now > self.due_at else LegState.OPEN

    def minutes(self, calendar: WorkCalendar, now: datetime) -> int:
        """The unit's own working minutes, until the leg ended or until now."""
        return calendar.minutes_between(self.sent_at, max(self.sent_at, self.ended_at or now))


@dataclass(frozen=True, slots=True)
class Wait:
    """What the lead waits for: the open leg that is due last, when all are there, and whether that is after the
    dossier's own date. An overdue leg can come at any time: then `ready_at` is now.
    """

    decisive: int
    ready_at: datetime
    past_due: bool


def leg_stage(limit: TimeLimit, sent_at: datetime, calendar: WorkCalendar, rules: RuleSet, mode: CountingMode) -> Stage:
    """The term of a leg: its due instant stands in it, and `explanation.explain_step` tells its lines."""
    return Stage(ClockEvent(ClockKind.ACCEPTED, sent_at), term_of(limit, sent_at, calendar, rules, mode))


def limit_allowed(limit: TimeLimit) -> bool:
    """Whether a leg may have this limit: working hours or days, of at most `MOST_DAYS` days or as many hours."""
    return limit.unit in (LimitUnit.WORKING_DAYS, LimitUnit.WORKING_HOURS) and 1 <= limit.amount <= MOST_DAYS


def passes(due_at: datetime, dossier_due: datetime | None) -> bool:
    """Whether a leg's own date comes after the dossier's, which it must be said of before anybody waits for it."""
    return dossier_due is not None and due_at > dossier_due


def unit_refused(asked: Sequence[int], holder: int | None, already: Collection[int]) -> int | None:
    """The first unit that cannot be given a leg: the lead itself, one whose leg is open, one named twice."""
    seen = {holder, *already}
    for unit in asked:
        if unit in seen:
            return unit
        seen.add(unit)
    return None


def waiting(legs: Sequence[LegTimes], dossier_due: datetime | None, now: datetime) -> Wait | None:
    """Which open leg decides when the lead has everything; None when nothing is open."""
    still_open = [leg for leg in legs if leg.ended_at is None]
    if not still_open:
        return None
    last = min(still_open, key=lambda leg: (-leg.due_at.timestamp(), leg.no))
    ready = max(last.due_at, now)
    return Wait(last.no, ready, passes(ready, dossier_due))
