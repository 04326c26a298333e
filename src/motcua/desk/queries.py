"""Rows of the desk's own lists: what the address asks for, on the reads of `dossiers`."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count as CountOf
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from motcua.catalogue import queries as catalogue
from motcua.catalogue.values import OfferingRow
from motcua.common.pagination import Count, KeysetPage, count, keyset, up_to
from motcua.domain.instants import ONE_DAY, local_date, midnight
from motcua.domain.lifecycle import RUNNING as STATES_RUNNING
from motcua.domain.lifecycle import Action
from motcua.domain.remaining import TimeState
from motcua.domain.routing import Step
from motcua.domain.watching import USUAL as USUAL_THRESHOLDS
from motcua.domain.watching import Thresholds
from motcua.dossiers import policies
from motcua.dossiers.guards import Route
from motcua.dossiers.queries.legs import with_legs_of
from motcua.dossiers.queries.lists import GROUPS, ORDER, WorkFilters, by_time, listed, order_of
from motcua.dossiers.queries.my_work import asked_of, mine, to_decide
from motcua.dossiers.queries.steps import steps_of_all
from motcua.dossiers.queries.time_states import RUNNING, in_state
from motcua.dossiers.queries.watch import Age, WatchList, aged, watched
from motcua.notifications.queries.escalation import thresholds_near
from motcua.organisation.actors import Actor
from motcua.organisation.roles import Role

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

PAGE: Final = 50
LATEST: Final = 200
USUAL: Final = 8
UNFINISHED: Final = tuple(state.value for group in ("intake", "open", "waiting") for state in GROUPS[group])
"""States in which somebody still has to do something before there is a result."""
_RUNNING: Final = tuple(state.value for state in STATES_RUNNING)


class Scope(StrEnum):
    """Whose work a list shows: all that the actor may see, what lies with the actor, what the actor's desk received,
    what the desk received and others handle now, about which the actor's unit is asked, of which it does a part, or
    whose withdrawal the actor decides. The groups of *my work* open lists of these scopes; *Theo dõi hạn* those of what
    an officer, a unit or an agency answers for, in any state.
    """

    ALL = ""
    MINE = "cua-toi"
    DESK = "tai-quay"
    ELSEWHERE = "cho-khac"
    ASKED = "hoi-y-kien"
    JOINT = "phoi-hop"
    DECIDE = "quyet-dinh"
    OWN = "phu-trach"
    UNIT = "don-vi-toi"
    AGENCY = "co-quan"


NOBODY: Final = 0
"""No person's id: the owner of what lies with a unit whose people have not taken it yet."""

LIVE_SCOPES: Final = frozenset({Scope.MINE, Scope.ELSEWHERE, Scope.ASKED, Scope.JOINT, Scope.DECIDE, Scope.OWN})
"""Scopes that hold work only, never what is over."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for: `WorkFilters`, whose work, only what is due on a day, only what is not finished.

    `accepted` are the first and last day of acceptance, both included: with `filters.receiving_unit_id` the rows of a
    desk's register.

    `watch` names a list of *Theo dõi hạn*, `age` a class of age among results that nobody fetched, `thresholds` what
    takes too long there; `owner` is the person with whom running dossiers lie, `NOBODY` for those not taken yet.
    """

    filters: WorkFilters
    scope: Scope = Scope.ALL
    due_on: date | None = None
    accepted: tuple[date, date] | None = None
    unfinished: bool = False
    watch: WatchList | None = None
    age: Age | None = None
    owner: int | None = None
    thresholds: Thresholds = USUAL_THRESHOLDS


NOTHING_NARROWED: Final = Asked(WorkFilters())


def thresholds_of(actor: Actor, at: datetime) -> Thresholds:
    """From how many days on something takes too long for this actor. One query."""
    return thresholds_near(actor.unit_ids, at)


def rows_of(actor: Actor, asked: Asked, at: datetime, *, live: bool = False) -> "QuerySet[Dossier]":
    """The rows that were asked for, without order and page; `live` leaves out what is over."""
    live = live or asked.unfinished or asked.due_on is not None or asked.scope in LIVE_SCOPES
    live = live or asked.watch is not None or asked.age is not None or asked.owner is not None
    rows = listed(actor, asked.filters, at, live=live)
    if asked.scope is not Scope.ALL:
        rows = rows.filter(_of_scope(actor, asked.scope))
    if asked.unfinished:
        rows = rows.filter(state__in=UNFINISHED)
    if asked.due_on is not None:
        rows = rows.filter(due_on(asked.due_on))
    if asked.accepted is not None:
        first, last = asked.accepted
        rows = rows.filter(accepted_at__gte=midnight(first), accepted_at__lt=midnight(last + ONE_DAY))
    return rows.filter(_narrowed(asked, at))


def _narrowed(asked: Asked, at: datetime) -> Q:
    """What the lists of *Theo dõi hạn* add."""
    condition = Q()
    if asked.watch is not None:
        condition &= watched(asked.watch, asked.thresholds, at)
    if asked.age is not None:
        condition &= watched(WatchList.UNCOLLECTED, asked.thresholds, at) & aged(asked.age, at)
    if asked.owner is not None:
        held = Q(holder__isnull=True) if asked.owner == NOBODY else Q(holder_id=asked.owner)
        condition &= held & Q(state__in=_RUNNING)
    return condition


def _of_scope(actor: Actor, scope: Scope) -> Q:
    """The same conditions by which *my work* and *Theo dõi hạn* count."""
    running = Q(live=True, state__in=_RUNNING)
    if scope is Scope.MINE:
        return mine(actor) & running
    if scope is Scope.ASKED:
        return asked_of(actor)
    if scope is Scope.JOINT:
        return with_legs_of(actor)
    if scope is Scope.DECIDE:
        return to_decide(actor)
    if scope is Scope.OWN:
        return mine(actor)
    if scope is Scope.UNIT:
        units = actor.units_with(Role.UNIT_HEAD)
        return Q(executing_unit_id__in=units) | Q(holder_unit_id__in=units)
    if scope is Scope.AGENCY:
        return Q(competent_unit_id__in=actor.units_with(Role.LEADER))
    at_desk = Q(receiving_unit_id__in=actor.units_with(*policies.DESK))
    return at_desk if scope is Scope.DESK else at_desk & running & ~mine(actor)


def due_on(day: date) -> Q:
    """The condition that a running dossier is due on a local day."""
    return RUNNING & Q(due_at__gte=midnight(day), due_at__lt=midnight(day + ONE_DAY))


def _order(asked: Asked) -> tuple[str, ...]:
    """Work by its urgency, everything else from the newest back."""
    return ORDER if asked.unfinished or asked.scope or asked.due_on is not None else order_of(asked.filters)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a list a page begins: after or before a key, or at the start."""

    after: str | None = None
    before: str | None = None


LISTED: Final = (
    *("code", "title", "owner_name", "state", "outcome", "accepted_at", "sort_at", "step_no", "calendar_version"),
    *("due_at", "near_at", "paused_since", "answer_due_at", "closing_at", "payment_asked_at", "processing_ended_at"),
    *("result_number", "result_channel", "procedure_version", "process_version"),
    *("holder__full_name", "holder_unit__name"),
)
"""The columns of which a row of a list tells: a whole dossier has three times as many, and fifty of them cost more to
make than to find. Whatever else is asked of such a row is read from the store then.
"""


def page_of(
    actor: Actor, asked: Asked, at: datetime, place: Place, known: Count | None = None
) -> "tuple[KeysetPage[Dossier], Count]":
    """One page, urgent work first (what is over: newest first), and how many rows there are.

    Two queries; one where the number is `known` already.
    """
    rows = rows_of(actor, asked, at).select_related("holder", "holder_unit").only(*LISTED)
    page = keyset(rows, _order(asked), after=place.after, before=place.before, size=PAGE)
    return page, known or count(rows)


def page_count(actor: Actor, asked: Asked, at: datetime) -> Count:
    """How many rows there are, up to 10,000. One query."""
    return count(rows_of(actor, asked, at))


def exact_count(actor: Actor, asked: Asked, at: datetime) -> int:
    """How many rows there are, counted to the end."""
    return rows_of(actor, asked, at).order_by().count()


def counts_by_time(actor: Actor, asked: Asked, at: datetime) -> dict[str, Count]:
    """How many of the rows are in each state of time, whatever time was asked for."""
    return {state.value: number for state, number in by_time(rows_of(actor, asked, at, live=True), at).items()}


def urgent(actor: Actor, asked: Asked, at: datetime, most: int) -> "list[Dossier]":
    """The most urgent of the rows: late, due today, near. One query."""
    states = (TimeState.LATE, TimeState.TODAY, TimeState.NEAR)
    pressing = reduce(or_, (in_state(state, at) for state in states))
    rows = rows_of(actor, asked, at, live=True).filter(pressing).select_related("holder", "holder_unit")
    return list(rows.order_by(*ORDER)[:most])


def due_counts(actor: Actor, days: Sequence[date], at: datetime, scope: Scope = Scope.ALL) -> dict[date, int]:
    """How many open dossiers of the scope that the actor may see are due on each of some days. One query."""
    if not days:
        return {}
    numbers = (
        rows_of(actor, Asked(WorkFilters(), scope=scope), at, live=True)
        .filter(RUNNING, due_at__gte=midnight(min(days)), due_at__lt=midnight(max(days) + ONE_DAY))
        .aggregate(**{f"d{place}": CountOf("pk", filter=due_on(day)) for place, day in enumerate(days)})
    )
    return {day: numbers[f"d{place}"] for place, day in enumerate(days)}


def accepted_in(actor: Actor, unit_id: int, first: date, last: date, at: datetime) -> "QuerySet[Dossier]":
    """Dossiers that a desk accepted from `first` to `last`, both included: the rows of its register."""
    return rows_of(actor, Asked(WorkFilters(receiving_unit_id=unit_id), accepted=(first, last)), at)


@dataclass(frozen=True, slots=True)
class Standing:
    """What of all that the actor may see is still to be done: with which units it lies, how much, by state of time."""

    units: frozenset[int]
    unfinished: Count
    times: Mapping[str, Count]


def standing(actor: Actor, at: datetime) -> Standing:
    """What the filter of the list offers, and what its chips count where nothing is narrowed. One query."""
    rows = rows_of(actor, NOTHING_NARROWED, at, live=True).order_by().values("holder_unit_id")
    groups: list[Any] = list(
        rows.annotate(
            lying=CountOf("pk", filter=Q(processing_ended_at__isnull=True)),
            unfinished=CountOf("pk", filter=Q(state__in=UNFINISHED)),
            **{state.value: CountOf("pk", filter=in_state(state, at)) for state in TimeState},
        )
    )
    held = frozenset(group["holder_unit_id"] for group in groups if group["lying"]) - {None}
    times = {state.value: up_to(sum(group[state.value] for group in groups)) for state in TimeState}
    return Standing(held, up_to(sum(group["unfinished"] for group in groups)), times)


def usual_offerings(actor: Actor, at: datetime) -> list[OfferingRow]:
    """What the actor's desks received most among their latest dossiers, as far as it is still received."""
    desk = rows_of(actor, Asked(WorkFilters(), scope=Scope.DESK), at)
    latest = desk.order_by("-id").values_list("offering_id", flat=True)[:LATEST]
    on = local_date(at)
    rows = [catalogue.offering_row(pk) for pk, _n in Counter(latest).most_common(USUAL) if pk is not None]
    return [row for row in rows if row.valid_from <= on and (row.valid_to is None or on < row.valid_to)]


def steps_for(dossiers: "Sequence[Dossier]") -> Mapping[int, tuple[Step, ...]]:
    """The steps of the processes that these dossiers run on."""
    return steps_of_all(d.process_version_id for d in dossiers if d.process_version_id is not None)


@dataclass(frozen=True, slots=True)
class Going:
    """Which of some dossiers the actor can pass on now, and why the others stay."""

    going: "tuple[Dossier, ...]"
    staying: "tuple[tuple[Dossier, str], ...]"


def going(actor: Actor, dossiers: "Sequence[Dossier]") -> Going:
    """Sort dossiers by whether `forward` would take them; says the reason of each that stays."""
    steps = steps_for(dossiers)
    goes: list[Dossier] = []
    stays: list[tuple[Dossier, str]] = []
    for dossier in dossiers:
        why = _why_not(actor, dossier, Route(steps.get(dossier.process_version_id or 0, ()), dossier.step_no))
        if why:
            stays.append((dossier, why))
        else:
            goes.append(dossier)
    return Going(tuple(goes), tuple(stays))


def _why_not(actor: Actor, dossier: "Dossier", route: Route) -> str:
    if dossier.accepted_at is None:
        return _("chưa tiếp nhận")
    if Action.FORWARD not in policies.allowed_actions(actor, dossier):
        return _("không ở chỗ bạn") if dossier.processing_ended_at is None else _("đã giải quyết xong")
    if route.forwardable:
        return ""
    return _("chờ trình ký") if route.signing is not None else _("chờ ghi kết quả")
