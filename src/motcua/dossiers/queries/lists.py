"""Lists of dossiers: filtered, in order of their due dates, paged by key, counted up to 10,000."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count as CountOf
from django.db.models import Q, QuerySet

from motcua.common.pagination import MOST_COUNTED, Count, KeysetPage, count, keyset, up_to
from motcua.domain.errors import DossierCodeNotUnderstood
from motcua.domain.lifecycle import FINAL, State
from motcua.domain.numbering import parse_dossier_code
from motcua.domain.remaining import TimeState
from motcua.dossiers import search_keys
from motcua.dossiers.models import Applicant, Dossier, ImportSource
from motcua.dossiers.policies import NOTHING, sources_visible_to, visible_to
from motcua.dossiers.queries.time_states import RUNNING, in_state
from motcua.organisation.actors import Actor

GROUPS: Final[Mapping[str, tuple[State, ...]]] = {
    "intake": (State.SUBMITTED, State.INTAKE_SUPPLEMENT),
    "open": (State.ACCEPTED, State.IN_PROGRESS, State.AWAITING_SIGNATURE, State.WITHDRAWAL_REQUESTED),
    "waiting": (State.AWAITING_SUPPLEMENT, State.AWAITING_PAYMENT),
    "result": (State.RESOLVED,),
    "closed": (State.RETURNED, State.ENDED, State.REFUSED_AT_INTAKE),
}
"""Groups of states by which lists are filtered; each state is in exactly one."""

ORDER: Final = ("sort_at", "id")
"""Due soonest first: the order of work."""

NEWEST: Final = ("-sort_at", "-id")
"""What was due last first: the order of lists that hold what is over."""


def order_of(filters: "WorkFilters") -> tuple[str, ...]:
    """The order of a list: work by its urgency, everything else from the newest back."""
    return ORDER if is_live(filters) else NEWEST


def is_live(filters: "WorkFilters") -> bool:
    """Whether a list can hold live dossiers only: those of whom something is still to happen."""
    at_work = (filters.group in GROUPS and filters.group != "closed") or filters.time in set(TimeState)
    return at_work or bool(filters.state and filters.state not in FINAL)


@dataclass(frozen=True, slots=True)
class WorkFilters:
    """What a list is narrowed to; an empty value narrows nothing.

    `text` is matched without diacritics against code, names, phone and identity numbers; `group` is a key of `GROUPS`;
    `time` a `TimeState` value; `unit_id` where the dossier lies now. Dossiers of another system appear only when their
    source is named.
    """

    text: str = ""
    group: str = ""
    state: str = ""
    time: str = ""
    sector_id: int | None = None
    unit_id: int | None = None
    receiving_unit_id: int | None = None
    channel: str = ""
    holder_id: int | None = None
    import_source_id: int | None = None


def matching(filters: WorkFilters, at: datetime) -> Q:
    """The condition that the filters say."""
    condition = Q(import_source_id=filters.import_source_id)
    if filters.text.strip():
        condition &= found_by(filters.text)
    if filters.group in GROUPS:
        states = GROUPS[filters.group]
        condition &= Q(state__in=[state.value for state in states], live=FINAL.isdisjoint(states))
    if is_live(filters):
        condition &= Q(live=True)
    if filters.time in set(TimeState):
        condition &= in_state(TimeState(filters.time), at)
    exact = {
        "state": filters.state,
        "sector_id": filters.sector_id,
        "holder_unit_id": filters.unit_id,
        "receiving_unit_id": filters.receiving_unit_id,
        "channel": filters.channel,
        "holder_id": filters.holder_id,
    }
    return condition & Q(**{name: value for name, value in exact.items() if value})


def found_by(text: str) -> Q:
    """The condition that one party of the dossier matches every word typed, or that the text is the whole code.

    A code of our own layout is looked up by its index alone.
    """
    code, terms = text.strip().upper(), search_keys.terms_of(text)
    if not terms or _is_code(code):
        return Q(code=code)
    rows = Applicant.objects.all()
    for term in terms:
        rows = rows.filter(search_key__contains=term)
    return Q(pk__in=rows.values("dossier_id").union(Dossier.objects.filter(code=code).values("pk")))


def _is_code(text: str) -> bool:
    try:
        parse_dossier_code(text)
    except DossierCodeNotUnderstood:
        return False
    return True


def sources_for(actor: Actor) -> list[ImportSource]:
    """The systems whose history the actor may list, by name. One query; none for who can have none."""
    condition = sources_visible_to(actor)
    if condition is NOTHING:
        return []
    return list(ImportSource.objects.filter(condition).distinct().order_by("name", "id"))


def listed(actor: Actor, filters: WorkFilters, at: datetime, *, live: bool = False) -> QuerySet[Dossier]:
    """The rows of a list without order and page, for exports and counts; `live` leaves out what is over."""
    live = live or is_live(filters)
    rows = Dossier.objects.filter(visible_to(actor, live=live), matching(filters, at))
    return rows.filter(live=True) if live else rows


def work_list(
    actor: Actor,
    filters: WorkFilters,
    at: datetime,
    *,
    after: str | None = None,
    before: str | None = None,
    size: int = 100,
) -> tuple[KeysetPage[Dossier], Count]:
    """A page of dossiers in the order of `order_of`, and how many there are; holder and its unit are loaded."""
    rows = listed(actor, filters, at).select_related("holder", "holder_unit")
    return keyset(rows, order_of(filters), after=after, before=before, size=size), count(rows)


def counts_by_time(actor: Actor, filters: WorkFilters, at: datetime) -> dict[TimeState, Count]:
    """How many of the list are in each state of time, each exact up to 10,000."""
    return by_time(listed(actor, filters, at, live=True), at)


def by_time(rows: QuerySet[Dossier], at: datetime) -> dict[TimeState, Count]:
    """Count rows by state of time, each exact up to 10,000: one query for as many rows as five states need at most."""
    states, most = tuple(TimeState), MOST_COUNTED * len(TimeState)
    within = rows.filter(RUNNING).order_by()[: most + 1]
    numbers = within.aggregate(every=CountOf("pk"), **{s.value: CountOf("pk", filter=in_state(s, at)) for s in states})
    if numbers["every"] > most:
        return {state: count(rows.filter(in_state(state, at))) for state in states}
    return {state: up_to(numbers[state.value]) for state in states}


def search(actor: Actor, text: str, *, most: int = 20) -> list[Dossier]:
    """What the actor may see that matches, newest first; empty for an empty text. Dossiers of every source."""
    if not search_keys.terms_of(text):
        return []
    rows = Dossier.objects.filter(visible_to(actor), found_by(text)).select_related("holder_unit")
    return list(rows.order_by("-id")[:most])
