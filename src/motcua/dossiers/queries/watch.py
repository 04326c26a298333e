"""What is watched: lists of what takes too long or waits for others, their counts, and who holds how many.

Every list is a condition on rows; a count and the list that it opens use the same one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from django.db.models import Count as CountOf
from django.db.models import Min, Q, QuerySet

from motcua.domain.instants import local_date, midnight
from motcua.domain.lifecycle import RUNNING as STATES_RUNNING
from motcua.domain.lifecycle import State
from motcua.domain.remaining import TimeState
from motcua.domain.watching import Thresholds, too_long_before
from motcua.dossiers.models import Dossier, DossierEvent, DossierFact
from motcua.dossiers.queries.time_states import RUNNING, in_state
from motcua.organisation import queries as organisation
from motcua.organisation.actors import ActorKind

AWAITED: Final = (
    Q(consulting_since__isnull=False) | Q(verifying_since__isnull=False) | Q(payment_asked_at__isnull=False)
)


class WatchList(StrEnum):
    """A list of the page *Theo dõi hạn*, by its name in addresses."""

    PAUSED_LONG = "tam-dung-lau"
    WAITING = "cho-noi-khac"
    WAITING_LONG = "cho-lau"
    OPINION = "cho-y-kien"
    OPINION_LATE = "y-kien-qua-han"
    VERIFYING = "cho-xac-minh"
    PAYMENT = "cho-nghia-vu"
    UNCOLLECTED = "chua-nhan"
    UNCOLLECTED_LONG = "chua-nhan-lau"


@dataclass(frozen=True, slots=True)
class Age:
    """How many days of the calendar ago: at least `least`, less than `below` (None: without end)."""

    least: int
    below: int | None

    def __str__(self) -> str:
        return f"{self.least}-{'' if self.below is None else self.below}"


AGES: Final = (Age(0, 3), Age(3, 8), Age(8, 16), Age(16, 31), Age(31, None))
"""Classes of age of results that nobody has fetched."""


def age_of(text: str) -> Age | None:
    """The class of age that an address names."""
    return next((age for age in AGES if str(age) == text), None)


def watched(which: WatchList, thresholds: Thresholds, at: datetime) -> Q:
    """The condition that a dossier stands on a list at `at`."""
    on = local_date(at)
    waits_long = too_long_before(on, thresholds.waiting_days)
    uncollected = Q(live=True, state=State.RESOLVED.value, correction_due_at__isnull=True)
    conditions: dict[WatchList, Q] = {
        WatchList.PAUSED_LONG: RUNNING & Q(paused_since__lt=too_long_before(on, thresholds.paused_days)),
        WatchList.WAITING: Q(live=True) & AWAITED,
        WatchList.WAITING_LONG: Q(live=True)
        & (Q(consulting_since__lt=waits_long) | Q(verifying_since__lt=waits_long) | Q(payment_asked_at__lt=waits_long)),
        WatchList.OPINION: Q(live=True, consulting_since__isnull=False),
        WatchList.OPINION_LATE: Q(live=True, opinion_due_at__lt=at),
        WatchList.VERIFYING: Q(live=True, verifying_since__isnull=False),
        WatchList.PAYMENT: Q(live=True, payment_asked_at__isnull=False),
        WatchList.UNCOLLECTED: uncollected,
        WatchList.UNCOLLECTED_LONG: uncollected
        & Q(processing_ended_at__lt=too_long_before(on, thresholds.uncollected_days)),
    }
    return conditions[which]


def aged(age: Age, at: datetime) -> Q:
    """The condition that a result has been ready for so long."""
    on = local_date(at)
    condition = Q(processing_ended_at__lt=too_long_before(on, age.least))
    if age.below is not None:
        condition &= Q(processing_ended_at__gte=too_long_before(on, age.below))
    return condition


@dataclass(frozen=True, slots=True)
class WatchCounts:
    """How many rows are in each state of time, on each list, and of each age among the uncollected."""

    times: Mapping[TimeState, int]
    lists: Mapping[WatchList, int]
    ages: Mapping[Age, int]


def watch_counts(rows: QuerySet[Dossier], thresholds: Thresholds, at: datetime) -> WatchCounts:
    """Count live rows in one query."""
    uncollected = watched(WatchList.UNCOLLECTED, thresholds, at)
    wanted: dict[str, Q] = {
        **{f"t_{state.value}": in_state(state, at) for state in TimeState},
        **{f"l_{which.name}": watched(which, thresholds, at) for which in WatchList},
        **{f"a_{place}": uncollected & aged(age, at) for place, age in enumerate(AGES)},
    }
    counts: dict[str, Any] = {name: CountOf("pk", filter=condition) for name, condition in wanted.items()}
    numbers = rows.order_by().aggregate(**counts)
    return WatchCounts(
        {state: numbers[f"t_{state.value}"] for state in TimeState},
        {which: numbers[f"l_{which.name}"] for which in WatchList},
        {age: numbers[f"a_{place}"] for place, age in enumerate(AGES)},
    )


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds running dossiers at a step: a person, or a unit whose people have not taken them yet."""

    person_id: int | None
    person: str
    unit_id: int | None
    unit: str
    held: int
    late: int
    today: int
    near: int
    oldest: datetime | None


MOST_OWNERS: Final = 200


def owners(rows: QuerySet[Dossier], at: datetime) -> list[Owner]:
    """Who holds how many of these rows that run, how many of them are late, and since when the oldest lies there.

    Who holds most late ones first. Three queries.
    """
    grouped = (
        rows.filter(live=True, state__in=[state.value for state in STATES_RUNNING])
        .order_by()
        .values("holder_id", "holder_unit_id")
        .annotate(
            held=CountOf("pk"),
            late=CountOf("pk", filter=in_state(TimeState.LATE, at)),
            today=CountOf("pk", filter=in_state(TimeState.TODAY, at)),
            near=CountOf("pk", filter=in_state(TimeState.NEAR, at)),
            oldest=Min("step_since"),
        )
    )
    found = list(grouped.order_by("-late", "-today", "-near", "-held", "holder_unit_id", "holder_id")[:MOST_OWNERS])
    people = organisation.person_names({row["holder_id"] for row in found} - {None})
    units = organisation.unit_names({row["holder_unit_id"] for row in found} - {None})
    return [
        Owner(
            row["holder_id"],
            people.get(row["holder_id"] or 0, ""),
            row["holder_unit_id"],
            units.get(row["holder_unit_id"] or 0, ""),
            row["held"],
            row["late"],
            row["today"],
            row["near"],
            row["oldest"],
        )
        for row in found
    ]


# --- what an office usually finishes

HISTORY: Final = timedelta(days=60)
"""How far back the usual day is measured."""

PASSED_ON: Final = ("FORWARDED", "SENT_FOR_SIGNATURE", "RESOLVED", "RETURNED")
"""Events by which an officer is done with a dossier."""


def finished_by_units(column: str, unit_ids: frozenset[int], on: date) -> dict[date, int]:
    """Dossiers whose handling ended on each of the days before `on`, from the fact rows; one query.

    `column` says in which part the units took: `receiving_unit_id`, `executing_unit_id` or `competent_unit_id`.
    """
    rows = DossierFact.objects.filter(
        recorded_to__isnull=True, ended_on__gte=on - HISTORY, ended_on__lt=on, **{f"{column}__in": sorted(unit_ids)}
    )
    return dict(rows.order_by().values_list("ended_on").annotate(number=CountOf("pk")))


def passed_on_by(person_id: int, on: date) -> dict[date, int]:
    """Dossiers that an officer was done with on each of the days before `on`, from the events; one query."""
    rows = DossierEvent.objects.filter(
        actor_kind=ActorKind.PERSON.value,
        actor_id=person_id,
        kind__in=PASSED_ON,
        at__gte=midnight(on - HISTORY),
        at__lt=midnight(on),
    )
    found: dict[date, set[int]] = {}
    for dossier_id, at in rows.values_list("dossier_id", "at"):
        found.setdefault(local_date(at), set()).add(dossier_id)
    return {day: len(dossiers) for day, dossiers in found.items()}
