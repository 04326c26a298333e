"""The cached columns of the clock, computed from a derivation; nobody else writes them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.domain import deadlines
from motcua.domain.clock_facts import ClockEvent, ClockFacts, ClockKind
from motcua.domain.deadlines import Derivation, derive, limit_due, near_from
from motcua.domain.routing import Step
from motcua.domain.waiting import closing_of
from motcua.domain.worktime import CountingMode, WorkCalendar, local_date
from motcua.dossiers.queries.clock import derivation_of, facts_from
from motcua.dossiers.queries.near import near_percent
from motcua.dossiers.services.change import Facts

__all__ = ["columns_of", "derivation_of", "near_of", "step_due", "waits_until"]


def near_of(derivation: Derivation) -> datetime | None:
    """The instant from which little is left; None while the clock does not run, and without a calendar."""
    ticks = derivation.paused_since is None and derivation.ended_at is None
    if ticks and derivation.calendar is not None and derivation.due is not None:
        percent = near_percent(local_date(derivation.started))
        return near_from(derivation.calendar, derivation.started, derivation.due, percent)
    return None


def columns_of(derivation: Derivation) -> dict[str, Any]:
    """The cache columns that a derivation says: due dates, first due date, running term, pause, near."""
    return {
        "due_at": derivation.due,
        "first_due_at": derivation.first_due,
        "statutory_due_at": derivation.statutory_due,
        "provisional": derivation.provisional,
        "paused_since": derivation.paused_since,
        "clock_started_at": derivation.started,
        "near_at": near_of(derivation),
        "clock_stood": stood(derivation, derivation.started),
    }


def stood(derivation: Derivation, since: datetime) -> int:
    """The working minutes of the pauses that began at `since` or later and are over, by the calendar of today."""
    if derivation.calendar is None:
        return 0
    minutes, paused = 0, None
    for event, _term in derivation.stages:
        if event.kind is ClockKind.PAUSED:
            paused = event.at
        elif event.kind is ClockKind.RESUMED and paused is not None and paused >= since:
            minutes += derivation.calendar.minutes_between(paused, event.at)
    return minutes


def after(facts: Facts, event: ClockEvent) -> dict[str, Any]:
    """The cache columns after one more clock event."""
    derivation = derive(facts_from(facts.dossier, (*facts.clock, event)), facts.calendars)
    columns = columns_of(derivation)
    if derivation.due is not None:
        columns["sort_at"] = derivation.due
    if facts.dossier.step_since is not None:
        columns["step_stood"] = stood(derivation, facts.dossier.step_since)
    return columns


def after_calendar(facts: Facts, event: ClockEvent) -> dict[str, Any]:
    """The cache columns of a running dossier that comes to the calendar of `event`: its term, its step, its waiting."""
    dossier = facts.dossier
    clock = facts_from(dossier, (*facts.clock, event))
    derivation = derive(clock, facts.calendars)
    closing = waits_until(clock, facts.calendars, dossier.closing_at)
    paused = derivation.paused_since is not None
    return columns_of(derivation) | {
        "calendar_version": event.calendar_version,
        "closing_at": closing,
        "sort_at": closing if paused and closing is not None else derivation.due,
        "step_due_at": step_due_now(facts, clock),
        "step_stood": stood(derivation, dossier.step_since) if dossier.step_since is not None else 0,
    }


def step_due_now(facts: Facts, clock: ClockFacts) -> datetime | None:
    """Until when the step at which the dossier lies should be done, after what happened to the clock since it came.

    None while papers are awaited: the step begins anew with them.
    """
    dossier, step = facts.dossier, facts.route.current
    if step is None or dossier.step_since is None or dossier.resume_state:
        return None
    return deadlines.step_due(step.limit, dossier.step_since, clock, facts.office_calendar)


def waits_until(clock: ClockFacts, calendars: Mapping[str, WorkCalendar], held: datetime | None) -> datetime | None:
    """Until when a dossier waits for papers; `held` None: it waits for none."""
    return None if held is None else closing_of(clock, calendars) or held


def step_due(facts: Facts, step: Step, at: datetime) -> datetime:
    """Until when a step that begins at `at` should be done: its own limit on the dossier's calendar."""
    mode = CountingMode(facts.dossier.mode)
    return limit_due(step.limit, at, facts.office_calendar, facts.rules, mode)
