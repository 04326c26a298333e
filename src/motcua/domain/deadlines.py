"""Deadlines: a due date is a pure function of events, rule set, limit and calendar, and can say why.

Clock starts at acceptance of a complete dossier (NĐ 118/2025 art. 17(3)); a supplement after acceptance restarts it
in full (art. 19(5)); a pause by law stops it; one re-appointment sets a new date (art. 19(6)). The calendar is not
pinned: the last calendar version that reached the dossier by an event counts the whole of it again, while `first_due`
keeps what was first computed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from motcua.domain.clock_facts import Basis, ClockEvent, ClockFacts, ClockKind, Line, LineKind, Stage, Term
from motcua.domain.errors import CalendarUnknown, ClockHistoryBroken
from motcua.domain.explanation import explain
from motcua.domain.limits import LimitUnit, TimeLimit, text_of_minutes, words_of_minutes
from motcua.domain.remaining import Remaining, TimeState, near_from, remaining, state_at
from motcua.domain.rule_sets import (
    AS_PROMISED,
    ND61_2018,
    ND118_2025,
    RULE_SETS,
    RuleSet,
    apology_due,
    closing_on,
    correction_due,
    intake_alert_due,
    intake_answer_due,
    paper_transfer_due,
    rule_set,
    rule_set_at,
    same_day_due,
    supplement_last_day,
    supplement_request_due,
    transfer_due,
)
from motcua.domain.worktime import ZONE, CountingMode, WorkCalendar, local_date, midnight

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = [
    "AS_PROMISED",
    "ND61_2018",
    "ND118_2025",
    "RULE_SETS",
    "ClockEvent",
    "ClockFacts",
    "ClockKind",
    "Derivation",
    "LimitUnit",
    "Line",
    "LineKind",
    "Remaining",
    "RuleSet",
    "TimeLimit",
    "TimeState",
    "apology_due",
    "closing_on",
    "correction_due",
    "counted_from",
    "derive",
    "intake_alert_due",
    "intake_answer_due",
    "limit_due",
    "near_from",
    "paper_transfer_due",
    "remaining",
    "rule_set",
    "rule_set_at",
    "same_day_due",
    "state_at",
    "step_due",
    "step_stages",
    "supplement_last_day",
    "supplement_request_due",
    "term_of",
    "text_of_minutes",
    "transfer_due",
    "words_of_minutes",
]


@dataclass
class Derivation:
    """What follows from the facts; a value that nobody changes (freezing it would double what making it costs, and a
    whole store is derived).

    `due` is the committed term after all events, `statutory_due` the legal term (re-appointment does not move it),
    `first_due` what was computed at acceptance. All are None only for adopted history without a date. `started`
    begins the running term, `paused_since` is set while the clock stands, `ended_at` once processing has ended.
    `lines` explain every interval and are made when first read.
    """

    due: datetime | None
    first_due: datetime | None
    statutory_due: datetime | None
    provisional: bool
    paused_since: datetime | None
    started: datetime
    ended_at: datetime | None
    stages: tuple[Stage, ...] = field(repr=False)
    calendar: WorkCalendar | None = field(repr=False, compare=False)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The derivation line by line, in Vietnamese with translatable sentences."""
        return explain(self.stages, self.calendar)


def limit_due(
    limit: TimeLimit, start: datetime, calendar: WorkCalendar, rules: RuleSet, mode: CountingMode = CountingMode.MINUTES
) -> datetime:
    """When a limit that starts at `start` ends, without any pause. Raises CalendarMissing."""
    due = term_of(limit, start, calendar, rules, mode).due
    assert due is not None
    return due


def step_due(limit: TimeLimit, started: datetime, clock: ClockFacts, calendar: WorkCalendar) -> datetime:
    """When the own limit of a step ends that began at `started`: a pause meanwhile moves it as it moves the term.

    Raises CalendarMissing.
    """
    term = term_of(limit, started, calendar, clock.rule_set, clock.mode)
    paused: datetime | None = None
    for event in clock.events:
        if event.kind is ClockKind.PAUSED:
            paused = event.at
        elif event.kind is ClockKind.RESUMED and paused is not None and paused >= started:
            term = moved(term, paused, event.at, calendar)
    assert term.due is not None
    return term.due


def step_stages(limit: TimeLimit, started: datetime, clock: ClockFacts, calendar: WorkCalendar) -> tuple[Stage, ...]:
    """The term of a step with what stopped and moved it, for its lines; `clock` holds the events of the step's time.

    Its last due instant is that of `step_due`. Raises CalendarMissing.
    """
    term = term_of(limit, started, calendar, clock.rule_set, clock.mode)
    stages = [Stage(ClockEvent(ClockKind.ACCEPTED, started), term)]
    paused: datetime | None = None
    for event in clock.events:
        if event.kind is ClockKind.PAUSED:
            paused = event.at
            stages.append(Stage(event, term))
        elif event.kind is ClockKind.RESUMED and paused is not None:
            term = moved(term, paused, event.at, calendar)
            stages.append(Stage(event, term))
    return tuple(stages)


def term_of(limit: TimeLimit, start: datetime, calendar: WorkCalendar, rules: RuleSet, mode: CountingMode) -> Term:
    """The term that a limit opens at `start`: due instant and how it is counted."""
    if limit.unit is LimitUnit.WORKING_HOURS:
        return Term(start, calendar.add_minutes(start, limit.amount * 60), Basis.MINUTES, None, limit)
    if limit.unit is LimitUnit.WORKING_DAYS:
        basis = Basis.MINUTES if mode is CountingMode.MINUTES else Basis.DAYS
        return Term(start, calendar.add_days(start, limit.amount, mode), basis, None, limit)
    if limit.unit is LimitUnit.SAME_DAY:
        return Term(start, same_day_due(calendar, start, rules), Basis.DAYS, None, limit, rules.same_day_cutoff)
    return _term_of_dates(limit, start, _target(limit, local_date(start)), calendar)


def _target(limit: TimeLimit, on: date) -> date:
    """The date a limit in calendar days or months points at (Civil Code 2015 arts 145-148)."""
    if limit.unit is LimitUnit.CALENDAR_DAYS:
        return on + timedelta(days=limit.amount)
    months = on.year * 12 + on.month - 1 + limit.amount
    year, month = divmod(months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(on.day, last))


def _term_of_dates(limit: TimeLimit | None, start: datetime, target: date, calendar: WorkCalendar) -> Term:
    """A term that ends with `target`; if that is a day off, with the next working day."""
    return Term(start, calendar.closing_of(calendar.working_day_from(target)), Basis.DATES, target, limit)


def moved(term: Term, paused: datetime, resumed: datetime, calendar: WorkCalendar) -> Term:
    """The term after a pause: what was left when it began is left when it ends; a pause after the due date moves
    nothing.

    Minutes: clock minutes that passed. Whole working days: working days whose end passed. Dates: days that passed.
    """
    if term.due is None or paused >= term.due or resumed <= paused:
        return term
    if term.basis is Basis.MINUTES:
        return term._replace(due=calendar.add_minutes(term.due, calendar.minutes_between(paused, resumed)))
    if term.basis is Basis.DAYS:
        days = _ends_of_days_between(counted_from(paused, term), resumed, calendar)
        if days <= 0:
            return term
        return term._replace(due=calendar.closing_of(calendar.working_day_after(local_date(term.due), days)))
    assert term.target is not None
    days = (local_date(resumed) - local_date(paused)).days
    return _term_of_dates(term.limit, term.started, term.target + timedelta(days=days), calendar)


def counted_from(at: datetime, term: Term) -> datetime:
    """From when a term of whole days counts, seen from `at`: the day on which it starts is left out if another day can
    count, so a pause takes nothing from it.
    """
    first = local_date(term.started)
    assert term.due is not None
    if not local_date(at) == first < local_date(term.due):
        return at
    return midnight(first + timedelta(days=1))


def _ends_of_days_between(after: datetime, until: datetime, calendar: WorkCalendar) -> int:
    """How many working days end in (after, until]."""
    days = calendar.working_days_between(local_date(after), local_date(until))
    days += _still_ends(after, calendar)
    return days - _still_ends(until, calendar)


def _still_ends(at: datetime, calendar: WorkCalendar) -> bool:
    on = local_date(at)
    return calendar.is_working_day(on) and at < calendar.closing_of(on)


@dataclass
class _Clock:
    """The state of a replay after some events; it changes while it replays, for speed over a whole store."""

    facts: ClockFacts
    limit: TimeLimit | None
    calendar: WorkCalendar | None
    keeps_promises: bool
    stages: list[Stage] = field(default_factory=list)
    paused_since: datetime | None = None
    ended_at: datetime | None = None
    reappointed: bool = False

    @property
    def term(self) -> Term:
        return self.stages[-1].term

    def open_term(self, event: ClockEvent) -> Term:
        if self.limit is None:
            raise _broken(event)
        return term_of(self.limit, event.at, self.known_calendar(event), self.facts.rule_set, self.facts.mode)

    def known_calendar(self, event: ClockEvent) -> WorkCalendar:
        if self.calendar is None:
            raise CalendarUnknown(version=event.calendar_version or "")
        return self.calendar


def _broken(event: ClockEvent) -> ClockHistoryBroken:
    return ClockHistoryBroken(kind=event.kind.value, at=f"{event.at.astimezone(ZONE):%H:%M %d/%m/%Y}")


def _accepted(clock: _Clock, event: ClockEvent) -> Term:
    return clock.open_term(event)


def _adopted(clock: _Clock, event: ClockEvent) -> Term:
    return Term(event.at, event.promised_at, Basis.MINUTES, None, clock.limit)


def _paused(clock: _Clock, event: ClockEvent) -> Term:
    if clock.paused_since is not None:
        raise _broken(event)
    clock.paused_since = event.at
    return clock.term


def _resumed(clock: _Clock, event: ClockEvent) -> Term:
    if clock.paused_since is None:
        raise _broken(event)
    term = moved(clock.term, clock.paused_since, event.at, clock.known_calendar(event))
    clock.paused_since = None
    return term


def _restarted(clock: _Clock, event: ClockEvent) -> Term:
    clock.paused_since = None
    return clock.open_term(event)


def _reappointed(clock: _Clock, event: ClockEvent) -> Term:
    if event.promised_at is None or clock.paused_since is not None:
        raise _broken(event)
    clock.reappointed = True
    if not clock.keeps_promises:
        return clock.term
    return clock.term._replace(due=event.promised_at, basis=Basis.MINUTES, target=None)


def _calendar_applied(clock: _Clock, event: ClockEvent) -> Term:
    # The newest calendar already counts the whole history: see derive().
    if event.calendar_version is None:
        raise _broken(event)
    return clock.term


def _ended(clock: _Clock, event: ClockEvent) -> Term:
    clock.ended_at = event.at
    return clock.term


_FIRST: Mapping[ClockKind, Callable[[_Clock, ClockEvent], Term]] = {
    ClockKind.ACCEPTED: _accepted,
    ClockKind.ADOPTED: _adopted,
}
_LATER: Mapping[ClockKind, Callable[[_Clock, ClockEvent], Term]] = {
    ClockKind.PAUSED: _paused,
    ClockKind.RESUMED: _resumed,
    ClockKind.RESTARTED: _restarted,
    ClockKind.REAPPOINTED: _reappointed,
    ClockKind.CALENDAR_APPLIED: _calendar_applied,
    ClockKind.ENDED: _ended,
}


def _replay(clock: _Clock) -> _Clock:
    for event in clock.facts.events:
        step = (_LATER if clock.stages else _FIRST).get(event.kind)
        if step is None or clock.ended_at is not None:
            raise _broken(event)
        clock.stages.append(Stage(event, step(clock, event)))
    return clock


def _calendar_in(version: str | None, calendars: Mapping[str, WorkCalendar]) -> WorkCalendar | None:
    if version is None:
        return None
    calendar = calendars.get(version)
    if calendar is None:
        raise CalendarUnknown(version=version)
    return calendar


def derive(facts: ClockFacts, calendars: Mapping[str, WorkCalendar]) -> Derivation:
    """Derive the due dates of one dossier from its clock events; `calendars` holds every version they name.

    Raises ClockHistoryBroken for events that cannot follow each other, CalendarUnknown for a version not handed in
    and CalendarMissing where a calendar does not reach.
    """
    versions = [event.calendar_version for event in facts.events if event.calendar_version is not None]
    last = versions[-1] if versions else None
    calendar = _calendar_in(last, calendars)
    clock = _replay(_Clock(facts, facts.limit, calendar, keeps_promises=True))
    if not clock.stages:
        raise ClockHistoryBroken(kind="", at="")
    first, term = clock.stages[0].term, clock.stages[-1].term
    due = term.due
    return Derivation(
        due=due,
        first_due=_first_due(facts, calendars, last, first),
        statutory_due=_statutory_due(facts, clock),
        provisional=calendar is not None and due is not None and calendar.provisional_between(first.started, due),
        paused_since=clock.paused_since,
        started=term.started,
        ended_at=clock.ended_at,
        stages=tuple(clock.stages),
        calendar=calendar,
    )


def _first_due(
    facts: ClockFacts, calendars: Mapping[str, WorkCalendar], last: str | None, first: Term
) -> datetime | None:
    """What was computed at acceptance, by the calendar of that day."""
    accepted = facts.events[0]
    if accepted.kind is ClockKind.ADOPTED or accepted.calendar_version in (None, last):
        return first.due
    assert facts.limit is not None
    calendar = _calendar_in(accepted.calendar_version, calendars)
    assert calendar is not None
    return limit_due(facts.limit, accepted.at, calendar, facts.rule_set, facts.mode)


def _statutory_due(facts: ClockFacts, clock: _Clock) -> datetime | None:
    limit = facts.statutory_limit or facts.limit
    # The same object almost always: comparing two limits costs as much as adding up a term.
    committed = limit is facts.limit or limit == facts.limit
    if committed and not clock.reappointed:
        return clock.term.due
    return _replay(_Clock(facts, limit, clock.calendar, keeps_promises=False)).term.due
