"""What one officer has to do now, by urgency."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from motcua.domain.lifecycle import RUNNING, State
from motcua.domain.remaining import TimeState
from motcua.dossiers.models import Consultation, Dossier
from motcua.dossiers.policies import DESK, EXECUTIVE
from motcua.dossiers.queries.clock import time_state_of
from motcua.dossiers.queries.legs import with_legs_of
from motcua.dossiers.queries.time_states import in_state
from motcua.organisation.actors import Actor
from motcua.organisation.roles import Role

MOST = 50
"""Rows shown in one group; its number tells how many there are."""

_RUNNING = tuple(state.value for state in RUNNING)


@dataclass(frozen=True, slots=True)
class Group:
    """Some work of one urgency: how much there is, and the first rows of it."""

    number: int = 0
    rows: tuple[Dossier, ...] = ()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Work of the actor's desk or unit that lies with another unit."""

    unit_id: int
    unit: str
    number: int


@dataclass(frozen=True, slots=True)
class MyWork:
    """The page *my work*: five urgencies of what lies with the actor, and what else waits.

    `intake` answers online filings, `to_return` hands results out, `decisions` answers withdrawals, `questions` gives
    other units the opinion they asked for, `legs` does parts of what other units lead; `paused` are the dossiers of
    the actor's desk that wait for papers; `elsewhere` counts where the desk's other dossiers lie.
    """

    late: Group = field(default_factory=Group)
    today: Group = field(default_factory=Group)
    near: Group = field(default_factory=Group)
    intime: Group = field(default_factory=Group)
    paused: Group = field(default_factory=Group)
    intake: Group = field(default_factory=Group)
    to_return: Group = field(default_factory=Group)
    decisions: Group = field(default_factory=Group)
    questions: Group = field(default_factory=Group)
    legs: Group = field(default_factory=Group)
    elsewhere: tuple[Elsewhere, ...] = ()

    @property
    def number(self) -> int:
        """How many dossiers wait for this actor to do something."""
        at_work = (self.late, self.today, self.near, self.intime)
        asked = (self.intake, self.to_return, self.decisions, self.questions, self.legs)
        return sum(group.number for group in (*at_work, *asked))


def mine(actor: Actor) -> Q:
    """Dossiers whose next move is the actor's: held by name, or with nobody yet in a role and unit of the actor's."""
    condition = Q(holder_id=actor.id) if actor.id is not None else Q(pk__in=())
    for grant in sorted(actor.grants, key=lambda grant: (grant.role, grant.unit_id or 0)):
        if grant.unit_id is None:
            continue
        roles = [grant.role.value]
        if grant.role is Role.ONE_STOP_HEAD:
            roles.append(Role.DESK_OFFICER.value)
        condition |= Q(holder__isnull=True, holder_unit_id=grant.unit_id, step_role__in=roles)
    return condition


def my_work(actor: Actor, at: datetime) -> MyWork:
    """Everything that waits for the actor at `at`, most urgent first. The number of queries does not grow with rows."""
    desks = actor.units_with(*DESK)
    running = _base().filter(mine(actor), state__in=_RUNNING)
    urgencies = _by_urgency(running, at)
    at_desk = _base().filter(receiving_unit_id__in=desks)
    return MyWork(
        **urgencies,
        paused=_group(at_desk.filter(state=State.AWAITING_SUPPLEMENT)),
        intake=_group(at_desk.filter(state=State.SUBMITTED)),
        to_return=_group(at_desk.filter(state=State.RESOLVED)),
        decisions=_group(_base().filter(to_decide(actor))),
        questions=_group(_base().filter(asked_of(actor))),
        legs=_group(_base().filter(with_legs_of(actor))),
        elsewhere=_elsewhere(actor, at_desk.filter(state__in=_RUNNING)),
    )


def asked_of(actor: Actor) -> Q:
    """Dossiers about which another unit waits for the opinion of a unit in which the actor works."""
    units = actor.units_with(*EXECUTIVE)
    rows = Consultation.objects.filter(asked_unit_id__in=units, closed_at__isnull=True)
    return Q(live=True, pk__in=rows.values("dossier_id")) if units else Q(pk__in=())


def counts_of(actor: Actor, at: datetime) -> dict[str, int]:
    """How many running dossiers that lie with the actor are late, due today and near. One query."""
    running = _base().filter(mine(actor), state__in=_RUNNING)
    states = (TimeState.LATE, TimeState.TODAY, TimeState.NEAR)
    numbers: dict[str, int] = running.order_by().aggregate(
        **{s.value: Count("pk", filter=in_state(s, at)) for s in states}
    )
    return numbers


def _base() -> QuerySet[Dossier]:
    return Dossier.objects.filter(live=True, import_source__isnull=True).select_related("holder", "holder_unit")


def _by_urgency(rows: QuerySet[Dossier], at: datetime) -> dict[str, Group]:
    """Numbers by one aggregate, rows by one read of the most urgent ones."""
    states = (TimeState.LATE, TimeState.TODAY, TimeState.NEAR, TimeState.INTIME)
    numbers = rows.order_by().aggregate(**{s.value: Count("pk", filter=in_state(s, at)) for s in states})
    first = list(rows.order_by("sort_at", "id")[: MOST * len(states)])
    return {state.value: Group(numbers[state.value], _first(first, state, at)) for state in states}


def _first(rows: Iterable[Dossier], state: TimeState, at: datetime) -> tuple[Dossier, ...]:
    return tuple([row for row in rows if time_state_of(row, at) is state][:MOST])


def _group(rows: QuerySet[Dossier]) -> Group:
    found = list(rows.order_by("sort_at", "id")[: MOST + 1])
    number = len(found) if len(found) <= MOST else rows.count()
    return Group(number, tuple(found[:MOST]))


def to_decide(actor: Actor) -> Q:
    """Requests to withdraw: before acceptance the desk answers, afterwards who answers for the handling."""
    leads = actor.units_with(Role.LEADER)
    heads = actor.units_with(Role.LEADER, Role.UNIT_HEAD)
    answered = Q(accepted_at__isnull=True, receiving_unit_id__in=actor.units_with(*DESK)) | Q(
        Q(competent_unit_id__in=leads) | Q(executing_unit_id__in=heads), accepted_at__isnull=False
    )
    return Q(live=True, state=State.WITHDRAWAL_REQUESTED) & answered


def _elsewhere(actor: Actor, rows: QuerySet[Dossier]) -> tuple[Elsewhere, ...]:
    numbers = (
        rows.exclude(mine(actor))
        .order_by()
        .values("holder_unit_id", "holder_unit__name")
        .annotate(number=Count("pk"))
        .order_by("-number", "holder_unit_id")
    )
    return tuple(Elsewhere(row["holder_unit_id"], row["holder_unit__name"], row["number"]) for row in numbers)
