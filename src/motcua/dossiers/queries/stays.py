"""Where a dossier lay and for how long: each stay at a step with its own limit, and the legs from unit to unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby, pairwise
from typing import Any

from motcua.domain.clock_facts import ClockEvent, ClockFacts, ClockKind, Line, Stage
from motcua.domain.deadlines import step_stages
from motcua.domain.explanation import explain_step
from motcua.domain.lifecycle import EventKind
from motcua.domain.limits import LimitUnit, TimeLimit
from motcua.domain.routing import Step, StepKind
from motcua.domain.worktime import WorkCalendar, local_date
from motcua.dossiers.models import Dossier, DossierEvent


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay at a step, until it was handed on or papers were asked for. `until` is None while it lasts.

    `minutes` are working minutes spent while the clock ran, `allowed` those of the limit (None: it is in calendar
    days), `due` when the step was due and `lines` why. `late` leaves out waiting for the applicant at the last step.
    """

    step: Step
    leg: int
    unit: str
    person: str
    since: datetime
    until: datetime | None
    due: datetime
    minutes: int
    allowed: int | None
    late: bool
    lines: tuple[Line, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Leg:
    """Consecutive stays in one unit: from its arrival there to its leaving."""

    no: int
    unit: str
    since: datetime
    until: datetime | None
    minutes: int
    late_steps: int


@dataclass(slots=True)
class Lying:
    """A stay while the events are walked: where it lies since when."""

    step: int
    unit_id: int
    person_id: int | None
    since: datetime
    until: datetime | None = None
    due: datetime | None = None
    paused: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """What stays are counted by: the dossier with its steps, its clock, and the calendars that reached it."""

    dossier: Dossier
    steps: Mapping[int, Step]
    facts: ClockFacts
    calendars: Mapping[str, WorkCalendar]

    def calendar_at(self, at: datetime) -> WorkCalendar:
        """The calendar that reached the dossier by then."""
        versions = [e.calendar_version for e in self.facts.events if e.calendar_version and e.at <= at]
        return self.calendars[versions[-1] if versions else self.dossier.calendar_version]


def people_in(lying: Sequence[Lying]) -> set[int]:
    """The people whose names the stays need."""
    return {each.person_id for each in lying if each.person_id is not None}


def walk(dossier: Dossier, events: Sequence[DossierEvent]) -> list[Lying]:
    """The stays of an accepted dossier in their order, from its events (oldest first); what was undone is left out."""
    undone = {event.data.get("undone") for event in events if event.kind == EventKind.UNDONE}
    found: list[Lying] = []
    for event in events:
        if event.seq not in undone:
            _follow(found, event)
    if found and found[-1].until is None:
        found[-1].due = found[-1].due or dossier.step_due_at
        if found[-1].person_id is None:
            found[-1].person_id = dossier.holder_id
    return found


def _follow(found: list[Lying], event: DossierEvent) -> None:
    data: dict[str, Any] = event.data
    current = found[-1] if found else None
    if current is not None and "from_step" in data and "minutes" in data:
        _close(current, event.at, data.get("due"))
        current.person_id = data.get("from_person") or current.person_id
        found.append(Lying(data["to_step"], data["to_unit"], data.get("to_person"), event.at))
    elif event.clock == ClockKind.ACCEPTED and data.get("to_step"):
        found.append(Lying(data["to_step"], data["to_unit"], data.get("to_person"), event.at))
    elif current is not None:
        _go_on(found, current, event)


def _go_on(found: list[Lying], current: Lying, event: DossierEvent) -> None:
    """What happens while it lies somewhere: the clock stops or starts anew, the holder changes, it ends."""
    if event.clock == ClockKind.RESTARTED:
        _close(current, current.paused or event.at, None)
        found.append(Lying(current.step, current.unit_id, current.person_id, event.at))
    elif event.clock in (ClockKind.PAUSED, ClockKind.RESUMED):
        current.paused = event.at if event.clock == ClockKind.PAUSED else None
    elif event.clock == ClockKind.ENDED or event.kind == EventKind.RETURNED:
        _close(current, current.paused or event.at, None)
    elif event.kind == EventKind.TAKEN and current.until is None:
        current.person_id = event.data.get("to_person")


def _close(lying: Lying, at: datetime, due: str | None) -> None:
    if lying.until is None:
        lying.until = at
        lying.due = datetime.fromisoformat(due) if due else None


def stays(
    ground: Ground,
    lying: Sequence[Lying],
    units: Mapping[int, str],
    people: Mapping[int, str],
    at: datetime,
) -> tuple[Stay, ...]:
    """Every stay with its unit, its person, its minutes and its lines."""
    numbered: list[tuple[int, Lying]] = []
    for number, (_unit, members) in enumerate(groupby(lying, key=lambda each: each.unit_id), 1):
        numbered += [(number, each) for each in members]
    return tuple(_stay(ground, leg, each, units, people, at) for leg, each in numbered)


def _stay(
    ground: Ground, leg: int, lying: Lying, units: Mapping[int, str], people: Mapping[int, str], at: datetime
) -> Stay:
    step = ground.steps[lying.step]
    ends = lying.until or lying.paused or max(at, lying.since)
    calendar, stages = _stages(ground, step, lying, ends)
    due = lying.due or stages[-1].term.due
    assert due is not None
    return Stay(
        step=step,
        leg=leg,
        unit=units.get(lying.unit_id, ""),
        person=people.get(lying.person_id or 0, ""),
        since=lying.since,
        until=lying.until,
        due=due,
        minutes=calendar.minutes_between(lying.since, ends) - _stood(stages, calendar),
        allowed=allowed_minutes(step.limit, calendar.day_minutes(local_date(lying.since))),
        late=ends > due and step.kind is not StepKind.RETURN,
        lines=explain_step(stages, calendar),
    )


def _stages(ground: Ground, step: Step, lying: Lying, ends: datetime) -> tuple[WorkCalendar, tuple[Stage, ...]]:
    """The step's own term, by the calendar that gave the due instant which the hand-over kept."""
    during = tuple(event for event in ground.facts.events if lying.since <= event.at <= ends and _told(lying, event))
    clock = ground.facts._replace(events=during)
    latest, first = ground.calendar_at(ends), ground.calendar_at(lying.since)
    stages = step_stages(step.limit, lying.since, clock, latest)
    if lying.due in (None, stages[-1].term.due):
        return latest, stages
    return first, step_stages(step.limit, lying.since, clock, first)


def _told(lying: Lying, event: ClockEvent) -> bool:
    """A pause that ended the stay, because everything began anew after it, is told by the dossier's own lines."""
    return not (event.kind is ClockKind.PAUSED and event.at == lying.until)


def _stood(stages: Sequence[Stage], calendar: WorkCalendar) -> int:
    """Working minutes within a stay for which the clock stood."""
    minutes = 0
    for one, other in pairwise(stages):
        if one.event.kind is ClockKind.PAUSED:
            minutes += calendar.minutes_between(one.event.at, other.event.at)
    return minutes


def allowed_minutes(limit: TimeLimit, per_day: int) -> int | None:
    """A limit in working minutes; None for calendar days, months and same day, which are no number of them."""
    if limit.unit is LimitUnit.WORKING_HOURS:
        return limit.amount * 60
    return limit.amount * per_day if limit.unit is LimitUnit.WORKING_DAYS else None


def legs(stays: Sequence[Stay]) -> tuple[Leg, ...]:
    """The legs that the stays make up."""
    found = []
    for number, group in groupby(stays, key=lambda stay: stay.leg):
        members = list(group)
        found.append(
            Leg(
                no=number,
                unit=members[0].unit,
                since=members[0].since,
                until=members[-1].until,
                minutes=sum(stay.minutes for stay in members),
                late_steps=sum(1 for stay in members if stay.late),
            )
        )
    return tuple(found)
