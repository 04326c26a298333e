"""The parallel legs of dossiers: what other units do beside the lead, and what waits for an actor among them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from motcua.calendars import queries as calendars
from motcua.domain.clock_facts import Line
from motcua.domain.explanation import explain_step
from motcua.domain.limits import TimeLimit
from motcua.domain.parallel_legs import LegState, leg_stage
from motcua.domain.rule_sets import rule_set
from motcua.domain.worktime import CountingMode, local_date
from motcua.dossiers import policies
from motcua.dossiers.models import Dossier, ParallelLeg
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor


def legs_of(dossier: Dossier) -> list[ParallelLeg]:
    """Every parallel leg of a dossier in its order, with unit and person; one that never had any costs nothing."""
    if not dossier.legs_sent:
        return []
    return list(dossier.parallel_legs.select_related("unit", "taken_by").order_by("no"))


def open_legs(dossier: Dossier) -> list[ParallelLeg]:
    """The open ones, with their units."""
    if not dossier.leg_units:
        return []
    return list(dossier.parallel_legs.filter(ended_at__isnull=True).select_related("unit").order_by("no"))


def unit_names_of(unit_ids: Sequence[int]) -> list[str]:
    """The names of the units that a dossier's row names as asked or at work, in that order; none costs nothing."""
    names = organisation.unit_names(unit_ids) if unit_ids else {}
    return [names[unit_id] for unit_id in unit_ids]


def legs_for(actor: Actor) -> Q:
    """The condition on open legs of the units in which the actor works on what they were given."""
    units = actor.units_with(*policies.LEG_WORKERS)
    return Q(unit_id__in=units, ended_at__isnull=True) if units else policies.NOTHING


def with_legs_of(actor: Actor) -> Q:
    """Dossiers of which a part waits for a unit in which the actor works."""
    condition = legs_for(actor)
    if condition is policies.NOTHING:
        return condition
    return Q(live=True, pk__in=ParallelLeg.objects.filter(condition).values("dossier_id"))


def own_legs(actor: Actor, ids: Iterable[int]) -> dict[int, ParallelLeg]:
    """By dossier, of some dossiers, the actor's open leg that is due first. One query, none for none."""
    wanted = list(ids)
    if not wanted:
        return {}
    rows = ParallelLeg.objects.filter(legs_for(actor), dossier_id__in=wanted).order_by("-due_at", "-no")
    return {row.dossier_id: row for row in rows}


@dataclass(frozen=True, slots=True)
class ToldLeg:
    """One parallel leg as pages and sheets tell it: who, since and until when, its own date and why, its own time.

    `person` is whoever took it, empty for the public. `minutes` are working minutes used, `state` what became of it.
    """

    no: int
    unit: str
    person: str
    limit: TimeLimit
    since: datetime
    until: datetime | None
    due: datetime
    state: LegState
    minutes: int
    per_day: int
    answer: str
    lines: tuple[Line, ...] = field(repr=False)

    @property
    def late(self) -> bool:
        """Whether it passed its own date, answered or not."""
        return self.state in (LegState.LATE, LegState.ANSWERED_LATE)


def told_legs(
    dossier: Dossier, legs: Sequence[ParallelLeg], at: datetime, *, public: bool = False
) -> tuple[ToldLeg, ...]:
    """Legs with their lines, derived anew from limit, instant and calendar."""
    return tuple(_told(dossier, leg, at, public=public) for leg in legs)


def _told(dossier: Dossier, leg: ParallelLeg, at: datetime, *, public: bool) -> ToldLeg:
    calendar = calendars.work_calendar(leg.calendar_version)
    limit = TimeLimit.parse(leg.limit)
    stage = leg_stage(limit, leg.sent_at, calendar, rule_set(dossier.rule_set), CountingMode(dossier.mode))
    times = leg.times
    return ToldLeg(
        no=leg.no,
        unit=leg.unit.name,
        person="" if public or leg.taken_by is None else leg.taken_by.full_name,
        limit=limit,
        since=leg.sent_at,
        until=times.ended_at,
        due=leg.due_at,
        state=times.state(at),
        minutes=times.minutes(calendar, at),
        per_day=calendar.day_minutes(local_date(leg.sent_at)),
        answer=leg.answer,
        lines=explain_step((stage,), calendar),
    )
