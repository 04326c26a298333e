"""The page *Theo dõi hạn*: counts that open their rows, who holds how many, what the coming days ask."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.calendars import queries as calendars
from motcua.common.formats import day, number
from motcua.desk import queries
from motcua.desk.pages.foresight import doubtful
from motcua.desk.pages.heat import HeatDay, heat
from motcua.desk.pages.office_day import strip_days
from motcua.desk.pages.rows import ListRow, list_rows
from motcua.desk.pages.watch_words import age_words, scope_words, usual_words, watch_words
from motcua.desk.pages.words import near_words
from motcua.desk.queries import Asked, Scope
from motcua.domain.instants import ONE_DAY, local_date
from motcua.domain.remaining import TimeState
from motcua.domain.watching import Thresholds, capacity
from motcua.domain.worktime import WorkCalendar
from motcua.dossiers.policies import DESK
from motcua.dossiers.queries import watch
from motcua.dossiers.queries.lists import WorkFilters
from motcua.dossiers.queries.watch import AGES, Owner, WatchCounts, WatchList
from motcua.organisation.actors import Actor
from motcua.organisation.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

FIRST_ROWS: Final = 12

_ROLES: Final = {
    Scope.AGENCY: (Role.LEADER,),
    Scope.DESK: (Role.ONE_STOP_HEAD,),
    Scope.UNIT: (Role.UNIT_HEAD,),
}
_PARTS: Final = {
    Scope.AGENCY: "competent_unit_id",
    Scope.DESK: "receiving_unit_id",
    Scope.UNIT: "executing_unit_id",
}
"""In which part a scope's units took, as the fact rows tell it."""


def scopes_of(actor: Actor) -> list[Scope]:
    """What this actor watches, the widest first; everybody watches the own work."""
    return [*(scope for scope, roles in _ROLES.items() if actor.has_any(*roles)), Scope.OWN]


def units_of(actor: Actor, scope: Scope) -> frozenset[int]:
    """The units of a scope; for the own work those in which the actor works."""
    if scope is Scope.OWN:
        return actor.unit_ids
    return actor.units_with(*(DESK if scope is Scope.DESK else _ROLES[scope]))


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that opens exactly the rows it counts; `state` gives the colour of its head."""

    label: str
    count: int
    url: str
    state: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """Who holds how many, each number with its list, and since when the oldest lies there."""

    name: str
    unit: str
    held: Figure
    late: Figure
    today: Figure
    near: Figure
    oldest: str


def page(actor: Actor, scope: Scope, at: datetime) -> dict[str, Any]:
    """Everything that the page shows of one scope. The number of queries does not grow with the dossiers."""
    limits = queries.thresholds_of(actor, at)
    asked = Asked(WorkFilters(), scope=scope, thresholds=limits)
    rows = queries.rows_of(actor, asked, at, live=True)
    counts = watch.watch_counts(rows, limits, at)
    calendar = calendars.current_calendar(min(units_of(actor, scope), default=None))
    usual = _usual(actor, scope, calendar, local_date(at))
    return {
        "scope": scope,
        "figures": _figures(scope, counts, limits, near_words(at)),
        "waiting": _lists(
            scope,
            counts,
            (
                WatchList.OPINION,
                WatchList.OPINION_LATE,
                WatchList.VERIFYING,
                WatchList.PAYMENT,
                WatchList.WAITING_LONG,
            ),
        ),
        "ages": [Figure(age_words(age), counts.ages[age], _url(scope, tuoi=str(age)), "") for age in AGES],
        "heat": _heat(actor, scope, calendar, at, usual),
        "usual": usual_words(usual),
        "owners": [_owner(scope, owner) for owner in watch.owners(rows, at)],
        "rows": _first(actor, asked, at),
        "doubts": doubtful(actor, rows, at),
    }


def tabs(actor: Actor, chosen: Scope) -> list[dict[str, Any]]:
    """The scopes to choose from."""
    here = reverse("desk:watch")
    return [
        {"label": scope_words(scope), "url": f"{here}?cua={scope.value}", "on": scope is chosen}
        for scope in scopes_of(actor)
    ]


def _url(scope: Scope, **query: str) -> str:
    return f"{reverse('desk:list')}?{urlencode({'viec': scope.value, **query})}"


def _figures(scope: Scope, counts: WatchCounts, limits: Thresholds, near: str) -> list[Figure]:
    """The six numbers at the head."""
    days = _("từ %(days)s ngày")

    def timed(state: TimeState, label: str, note: str) -> Figure:
        return Figure(label, counts.times[state], _url(scope, thoi_gian=state.value), state.value, note)

    def listed(which: WatchList, state: str, note: str) -> Figure:
        return Figure(watch_words(which), counts.lists[which], _url(scope, theo_doi=which.value), state, note)

    return [
        timed(TimeState.LATE, _("Quá hạn"), _("đang giải quyết")),
        timed(TimeState.TODAY, _("Hôm nay"), _("đến hạn")),
        timed(TimeState.NEAR, _("Sắp đến hạn"), near),
        listed(WatchList.PAUSED_LONG, "paused", days % {"days": limits.paused_days}),
        listed(WatchList.WAITING, "intime", _("ý kiến, xác minh, nộp tiền")),
        listed(WatchList.UNCOLLECTED, "intime", _("đã có kết quả")),
    ]


def _lists(scope: Scope, counts: WatchCounts, wanted: "Iterable[WatchList]") -> list[Figure]:
    return [Figure(watch_words(which), counts.lists[which], _url(scope, theo_doi=which.value), "") for which in wanted]


def _usual(actor: Actor, scope: Scope, calendar: WorkCalendar, on: date) -> int | None:
    """What a usual working day finishes: a unit's from its fact rows, an officer's from what he or she passed on."""
    first = on - watch.HISTORY
    days = [day for n in range(watch.HISTORY.days) if calendar.is_working_day(day := first + ONE_DAY * n)]
    if scope is Scope.OWN:
        finished = watch.passed_on_by(actor.id, on) if actor.id is not None else {}
    else:
        finished = watch.finished_by_units(_PARTS[scope], units_of(actor, scope), on)
    return capacity(finished, days)


def _heat(actor: Actor, scope: Scope, calendar: WorkCalendar, at: datetime, usual: int | None) -> list[HeatDay]:
    on = local_date(at)
    counts = queries.due_counts(actor, strip_days(calendar, on), at, scope)
    return heat(calendar, on, counts, usual, scope)


def _owner(scope: Scope, owner: Owner) -> OwnerRow:
    where = {"nguoi": str(owner.person_id or queries.NOBODY)}
    if owner.unit_id is not None:
        where["don_vi"] = str(owner.unit_id)
    name = owner.person or _("Chưa ai nhận")

    def counted(label: str, count: int, **query: str) -> Figure:
        told = _("%(label)s: %(count)s hồ sơ ở %(name)s") % {"label": label, "count": number(count), "name": name}
        return Figure(told, count, _url(scope, **where, **query), query.get("thoi_gian", ""))

    return OwnerRow(
        name,
        owner.unit,
        counted(_("Đang giữ"), owner.held),
        counted(_("Quá hạn"), owner.late, thoi_gian="late"),
        counted(_("Hôm nay"), owner.today, thoi_gian="today"),
        counted(_("Sắp đến hạn"), owner.near, thoi_gian="near"),
        day(owner.oldest) if owner.oldest is not None else "",
    )


def _first(actor: Actor, asked: Asked, at: datetime) -> list[ListRow]:
    return list_rows(queries.urgent(actor, asked, at, FIRST_ROWS), at)
