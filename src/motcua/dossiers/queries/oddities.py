"""Signs of work outside the software, found among the dossiers of some units in a period (`domain.oddities`).

Everything is told by rows: a count is the number of rows, so that it opens exactly them. History taken over from
another system is not looked at, for nobody entered it while the work was done.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Final

from django.db.models import F, Max, Q, QuerySet

from motcua.domain.lifecycle import EventKind
from motcua.domain.oddities import ENTRY_GAP, Oddity, bursts, released_early, returned_unconfirmed, unavoidable
from motcua.dossiers.models import DossierEvent, DossierFact, ImportSource
from motcua.dossiers.queries.steps import steps_of_all
from motcua.organisation.actors import ActorKind


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose dossiers and which days are looked at: units that receive or resolve (None: all), first and last day."""

    units: frozenset[int] | None
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Sign:
    """One dossier with one sign: the unit and the person that it points to, and when it happened.

    `gap` is how long after its receipt a dossier was entered (other signs: zero).
    """

    oddity: Oddity
    dossier_id: int
    unit_id: int
    person_id: int
    at: datetime
    gap: timedelta = timedelta(0)


def signs_in(scope: Scope) -> tuple[Sign, ...]:
    """Look for every kind of sign, the latest first. The number of queries does not grow with that of dossiers.

    It reads every step of every result in the scope: pages read what was found before (`inspections`).
    """
    ended = _facts(scope, "ended_on")
    results = list(_results(ended))
    signs = [
        *_late_entries(_facts(scope, "accepted_on")),
        *_early_releases(results, ended),
        *_bursts(results),
        *_unconfirmed(_facts(scope, "returned_on")),
    ]
    return tuple(sorted(signs, key=lambda sign: (sign.at, sign.dossier_id), reverse=True))


AMONG: Final = {
    Oddity.LATE_ENTRY: "accepted_on",
    Oddity.EARLY_RELEASE: "ended_on",
    Oddity.BURST: "ended_on",
    Oddity.UNCONFIRMED: "returned_on",
}
"""The day by which a dossier belongs to those among which a sign is looked for."""


def looked_at(scope: Scope) -> dict[Oddity, int]:
    """Among how many dossiers each kind is looked for. Three queries."""
    numbers = {day: _facts(scope, day).count() for day in dict.fromkeys(AMONG.values())}
    return {oddity: numbers[day] for oddity, day in AMONG.items()}


def among(scope: Scope, oddity: Oddity) -> QuerySet[DossierFact]:
    """The rows that `looked_at` counts, with their dossiers."""
    return _facts(scope, AMONG[oddity]).select_related("dossier")


_MAKERS: Final = {
    "accepted_on": (EventKind.SUBMITTED, EventKind.ACCEPTED),
    "ended_on": (EventKind.RESOLVED, EventKind.UNDONE),
    "returned_on": (EventKind.RETURNED, EventKind.UNDONE),
}
"""By which events signs of the days come or go; none by those in between."""


@dataclass(frozen=True, slots=True)
class Touched:
    """Days on which a dossier was accepted, ended or returned that something happened to, up to which event."""

    days: tuple[date, ...]
    up_to: int


def days_touched(after: int, first: date) -> Touched:
    """The days from `first` on of which signs may have come or gone by events after one (by its id). Four queries."""
    events = DossierEvent.objects.filter(pk__gt=after)
    days: set[date | None] = set()
    for day, kinds in _MAKERS.items():
        makers = events.filter(kind__in=[kind.value for kind in kinds])
        # Closed rows too: what was undone leaves the day on which it stood.
        facts = DossierFact.objects.filter(official=True, dossier_id__in=makers.values("dossier_id"))
        days |= set(facts.filter(**{f"{day}__gte": first}).order_by().values_list(day, flat=True).distinct())
    up_to: int = events.aggregate(last=Max("pk"))["last"] or after
    return Touched(tuple(sorted(day for day in days if day is not None)), up_to)


def _facts(scope: Scope, day: str, *, official: bool = True) -> QuerySet[DossierFact]:
    """What is known now of the dossiers whose `day` lies in the scope."""
    rows = DossierFact.objects.filter(
        recorded_to__isnull=True,
        official=official,
        **{f"{day}__gte": scope.first, f"{day}__lte": scope.last},
    )
    if scope.units is None:
        return rows
    return rows.filter(Q(receiving_unit_id__in=scope.units) | Q(competent_unit_id__in=scope.units))


def adopted(scope: Scope) -> QuerySet[DossierFact]:
    """The dossiers of another system's history that began in the scope: they are apart."""
    sources = ImportSource.objects.all()
    if scope.units is not None:
        sources = sources.filter(unit_id__in=scope.units)
    whole = Scope(None, scope.first, scope.last)
    facts = _facts(whole, "accepted_on", official=False)
    return facts.filter(import_source_id__in=sources.values("pk")).select_related("dossier")


def _late_entries(facts: QuerySet[DossierFact]) -> Iterator[Sign]:
    """Dossiers of which the filing or the acceptance was written down later than it took effect; each once."""
    rows = (
        DossierEvent.objects.filter(
            dossier_id__in=facts.values("dossier_id"),
            kind__in=[EventKind.SUBMITTED.value, EventKind.ACCEPTED.value],
            actor_kind=ActorKind.PERSON.value,
            recorded_at__gt=F("at") + ENTRY_GAP,
        )
        .order_by("dossier_id", "seq")
        .values_list("dossier_id", "dossier__receiving_unit_id", "actor_id", "at", "recorded_at")
    )
    for dossier_id, events in groupby(rows, key=lambda row: row[0]):
        _id, unit_id, person_id, at, recorded_at = max(events, key=lambda row: row[4] - row[3])
        yield Sign(Oddity.LATE_ENTRY, dossier_id, unit_id or 0, person_id or 0, at, recorded_at - at)


@dataclass(frozen=True, slots=True)
class _Result:
    """A recorded result: by whom, in which unit, when, on which process."""

    dossier_id: int
    unit_id: int
    person_id: int
    at: datetime
    process_version_id: int

    def sign(self, oddity: Oddity) -> Sign:
        return Sign(oddity, self.dossier_id, self.unit_id, self.person_id, self.at)


def _results(facts: QuerySet[DossierFact]) -> Iterator[_Result]:
    """The first result of each dossier; one query."""
    rows = (
        DossierEvent.objects.filter(dossier_id__in=facts.values("dossier_id"), kind=EventKind.RESOLVED.value)
        .order_by("dossier_id", "seq")
        .values_list(
            "dossier_id", "data", "actor_id", "at", "dossier__process_version_id", "dossier__competent_unit_id"
        )
    )
    for dossier_id, events in groupby(rows, key=lambda row: row[0]):
        _id, data, person_id, at, process_id, competent = next(events)
        yield _Result(dossier_id, data.get("from_unit") or competent or 0, person_id or 0, at, process_id or 0)


def _early_releases(results: Sequence[_Result], facts: QuerySet[DossierFact]) -> Iterator[Sign]:
    """Results before which steps were left out or rushed through; one query for the ways of all."""
    steps = steps_of_all(result.process_version_id for result in results if result.process_version_id)
    required = {version: unavoidable(each) for version, each in steps.items()}
    of_dossier = {result.dossier_id: result for result in results}
    rows = (
        DossierEvent.objects.filter(dossier_id__in=facts.values("dossier_id"), step__gt=0)
        .order_by("dossier_id", "seq")
        .values_list("dossier_id", "at", "step", "kind")
    )
    for dossier_id, events in groupby(rows.iterator(chunk_size=5_000), key=lambda row: row[0]):
        result = of_dossier.get(dossier_id)
        if result is None:
            continue
        places = [(at, step) for _id, at, step, kind in events if at <= result.at and kind != EventKind.RESOLVED]
        if released_early(places, result.at, required.get(result.process_version_id, frozenset())):
            yield result.sign(Oddity.EARLY_RELEASE)


def _bursts(results: Sequence[_Result]) -> Iterator[Sign]:
    """Results that one person recorded in a burst."""
    of_person: dict[int, list[_Result]] = defaultdict(list)
    for result in results:
        if result.person_id:
            of_person[result.person_id].append(result)
    for own in of_person.values():
        together = bursts((result.dossier_id, result.at) for result in own)
        yield from (result.sign(Oddity.BURST) for result in own if result.dossier_id in together)


def _unconfirmed(facts: QuerySet[DossierFact]) -> Iterator[Sign]:
    """Results handed out without anybody's confirmation. One query."""
    rows = (
        DossierEvent.objects.filter(dossier_id__in=facts.values("dossier_id"), kind=EventKind.RETURNED.value)
        .order_by("dossier_id", "seq")
        .values_list("dossier_id", "dossier__receiving_unit_id", "actor_id", "at", "data")
    )
    for dossier_id, events in groupby(rows, key=lambda row: row[0]):
        times = list(events)
        _id, unit_id, person_id, at, _data = times[-1]
        if returned_unconfirmed([data.get("confirmation", "") for *_told, data in times]):
            yield Sign(Oddity.UNCONFIRMED, dossier_id, unit_id or 0, person_id or 0, at)
