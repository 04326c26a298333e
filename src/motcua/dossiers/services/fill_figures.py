"""Fill the fact rows of a store from before they told level, officer, papers, fee, apology and stays.

`motcua migrate` does it once, before anybody works or counts: broken off, it goes on where it was. What was known when
stays as it was: a row during which something became known is parted there, so that figures as of an earlier day come
out as if the columns had always been.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from motcua.common import writing
from motcua.domain.clock_facts import ClockEvent, ClockKind
from motcua.domain.deadlines import derive
from motcua.domain.worktime import WorkCalendar
from motcua.dossiers.models import Dossier, DossierEvent, DossierFact, FactFilling, StepFact
from motcua.dossiers.queries.clock import calendar_of
from motcua.dossiers.queries.clock_rows import clocks_of, facts_of
from motcua.dossiers.services.clock import stood
from motcua.dossiers.services.derived import Known, Subject, carried_history, stays_of, subjects
from motcua.dossiers.services.fact_rows import CARRIED, UNKNOWN
from motcua.dossiers.services.told import Values

PORTION = 500
_FILLED = (*CARRIED, "recorded_to", "limit_minutes", "minutes_used")
"""The columns of a row that are written anew."""


def fill(told: Callable[[int], None] = lambda _: None) -> int:
    """Fill the rows of every dossier that waits, and return how many there were.

    A portion is one transaction, and how far it came is part of it.
    """
    known, number = Known(), 0
    while done := _next_portion(known):
        number += done
        told(done)
    return number


def waiting() -> int:
    """How many dossiers have rows that are not filled yet."""
    filling = FactFilling.objects.first()
    return 0 if filling is None else _left(filling).count()


def _left(filling: FactFilling) -> QuerySet[Dossier]:
    return Dossier.objects.filter(pk__gt=filling.reached, pk__lte=filling.until)


@transaction.atomic
def _next_portion(known: Known) -> int:
    filling = FactFilling.objects.select_for_update().first()
    if filling is None:
        return 0
    ids = list(_left(filling).order_by("pk").values_list("pk", flat=True)[:PORTION])
    if not ids:
        filling.delete()
        return 0
    _fill_standing(ids)
    _fill_portion(list(Dossier.objects.filter(pk__in=ids).order_by("pk")), known)
    FactFilling.objects.update(reached=ids[-1])
    return len(ids)


def _fill_standing(ids: Sequence[int]) -> None:
    """For how long clocks stood: only payments let them stand and go on."""
    paused = DossierEvent.objects.filter(dossier_id__in=ids, clock=ClockKind.RESUMED.value)
    kept: dict[str, WorkCalendar] = {}
    for held, events in clocks_of(sorted(set(paused.values_list("dossier_id", flat=True))), kept):
        derivation = derive(facts_of(held, events), kept)
        since = held.step_since
        Dossier.objects.filter(pk=held.id).update(
            clock_stood=stood(derivation, derivation.started),
            step_stood=0 if since is None else stood(derivation, since),
        )


def _fill_portion(dossiers: Sequence[Dossier], known: Known) -> None:
    ids = [dossier.pk for dossier in dossiers]
    facts: dict[int, list[DossierFact]] = {pk: [] for pk in ids}
    for row in DossierFact.objects.filter(dossier_id__in=ids).order_by("pk"):
        facts[row.dossier_id].append(row)
    changed: list[writing.Update[DossierFact]] = []
    fresh: list[DossierFact] = []
    stays: list[StepFact] = []
    for subject in subjects(dossiers):
        pk = subject.dossier.pk
        history = carried_history(subject, known)
        for row in facts[pk]:
            parts = list(_parted(subject, row, history))
            changed.append(writing.Update(row, {}, {name: getattr(row, name) for name in _FILLED}))
            fresh += parts[1:]
        stays += stays_of(subject)
    writing.update_all_if(changed)
    writing.insert(fresh)
    writing.insert(stays)


def _parted(subject: Subject, row: DossierFact, history: Sequence[tuple[datetime, Values]]) -> Iterator[DossierFact]:
    """A row parted where something that it now tells became known; the first part is the row itself."""
    _without_pauses(subject, row)
    last = row.recorded_to
    begins = [values for at, values in history if at <= row.recorded_from]
    _tell(row, begins[-1] if begins else UNKNOWN)
    part = row
    for at, values in history:
        if at <= row.recorded_from or (last is not None and at >= last):
            continue
        if all(getattr(part, name) == values[name] for name in CARRIED):
            continue
        part.recorded_to = at
        yield part
        part = _copy(part, at)
        _tell(part, values)
    part.recorded_to = last
    yield part


def _tell(row: DossierFact, values: Values | Any) -> None:
    for name in CARRIED:
        setattr(row, name, values[name])


def _copy(row: DossierFact, at: datetime) -> DossierFact:
    columns = {column.attname: getattr(row, column.attname) for column in row._meta.concrete_fields}  # noqa: SLF001
    del columns["id"]
    return DossierFact(**{**columns, "recorded_from": at, "recorded_to": None})


def _without_pauses(subject: Subject, row: DossierFact) -> None:
    """Take out of the minutes what the clock had stood by then."""
    calendar = calendar_of(subject.dossier)
    if calendar is None:
        return
    minutes = _stood_by(subject, row.recorded_from, calendar)
    ended = row.ended_at
    row.limit_minutes = None if row.limit_minutes is None else row.limit_minutes - minutes
    if row.minutes_used is not None and ended is not None:
        paused = _paused_at_end(subject, row.recorded_from)
        minutes += 0 if paused is None or paused >= ended else calendar.minutes_between(paused, ended)
        row.minutes_used -= minutes


def _clock(subject: Subject, known_by: datetime) -> Iterator[ClockEvent]:
    for event in subject.events:
        if event.clock and event.recorded_at <= known_by:
            yield ClockEvent(ClockKind(event.clock), event.at)


def _stood_by(subject: Subject, known_by: datetime, calendar: WorkCalendar) -> int:
    minutes, paused = 0, None
    for event in _clock(subject, known_by):
        if event.kind is ClockKind.RESTARTED:
            minutes = 0
        elif event.kind is ClockKind.PAUSED:
            paused = event.at
        elif event.kind is ClockKind.RESUMED and paused is not None:
            minutes += calendar.minutes_between(paused, event.at)
    return minutes


def _paused_at_end(subject: Subject, known_by: datetime) -> datetime | None:
    paused = None
    for event in _clock(subject, known_by):
        if event.kind is ClockKind.PAUSED:
            paused = event.at
        elif event.kind in (ClockKind.RESUMED, ClockKind.RESTARTED):
            paused = None
    return paused
