"""The row of a stay at a step that an event ends: written with the event, by hand-over, request for papers or end.

A stay ends when the dossier is handed on or sent back, when papers are asked for (afterwards the step begins anew),
when the processing ends early (with the clock standing: when it stopped), and when the result is handed out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.common import writing
from motcua.domain.clock_facts import ClockKind
from motcua.domain.errors import CalendarMissing
from motcua.domain.lifecycle import EventKind
from motcua.domain.routing import Step, StepKind
from motcua.domain.worktime import WorkCalendar, local_date
from motcua.dossiers.models import Dossier, StepFact
from motcua.dossiers.queries.clock import calendar_of
from motcua.dossiers.queries.steps import kept_steps
from motcua.dossiers.services.change import Change
from motcua.dossiers.services.told import Event
from motcua.organisation.actors import Actor, ActorKind


@dataclass(slots=True)
class Place:
    """Where a dossier lies: step, unit, person, since when, until when it should be done there.

    `stood` are the working minutes for which the clock stood meanwhile, `paused` since when it stands now.
    """

    step: int
    unit_id: int | None
    person_id: int | None
    since: datetime
    due: datetime | None
    stood: int = 0
    paused: datetime | None = None


def place_of(dossier: Dossier) -> Place | None:
    """Where the row says that the dossier lies; None while it lies nowhere: not accepted, papers awaited, returned."""
    if dossier.step_since is None or dossier.resume_state or dossier.returned_at is not None:
        return None
    return Place(
        step=dossier.step_no,
        unit_id=dossier.holder_unit_id,
        person_id=dossier.holder_id,
        since=dossier.step_since,
        due=dossier.step_due_at,
        stood=dossier.step_stood,
        paused=dossier.paused_since,
    )


def left_at(place: Place, event: Event) -> datetime | None:
    """When an event says that the stay ended; None for one that does not end it."""
    if "from_step" in event.data or event.kind == EventKind.RETURNED:
        return event.at
    if event.kind == EventKind.SUPPLEMENT_ASKED:
        return event.at
    return (place.paused or event.at) if event.clock == ClockKind.ENDED else None


def officer_of(place: Place, event: Event, actor: tuple[str, int | None]) -> int | None:
    """Who had the dossier: its holder; if nobody held it, the person who handed it on or out."""
    moved = "from_step" in event.data or event.kind == EventKind.RETURNED
    kind, actor_id = actor
    return place.person_id or (actor_id if moved and kind == ActorKind.PERSON else None)


def row_of(
    dossier: Dossier,
    place: Place,
    event: Event,
    *,
    seq: int,
    actor: tuple[str, int | None],
    step: Step,
    calendar: WorkCalendar | None,
    recorded_at: datetime,
) -> StepFact | None:
    """The row of the stay that an event ends, not yet written; None for an event that ends none."""
    left = left_at(place, event)
    if left is None:
        return None
    return writing.new(
        StepFact,
        dossier=dossier,
        seq=seq,
        recorded_from=recorded_at,
        official=dossier.import_source_id is None,
        step=step.kind.value,
        receiving_unit_id=dossier.receiving_unit_id,
        competent_unit_id=dossier.competent_unit_id,
        executing_unit_id=place.unit_id,
        sector_id=dossier.sector_id,
        procedure_version_id=dossier.procedure_version_id,
        channel=dossier.channel,
        officer_id=officer_of(place, event, actor),
        arrived_on=local_date(place.since),
        due_at=None if step.kind is StepKind.RETURN else place.due,
        left_at=left,
        left_on=local_date(left),
        minutes_used=_minutes(calendar, place, left),
    )


def _minutes(calendar: WorkCalendar | None, place: Place, left: datetime) -> int | None:
    if calendar is None or left < place.since:
        return None
    try:
        return calendar.minutes_between(place.since, left) - place.stood
    except CalendarMissing:
        return None


def stays_ended(changes: Sequence[Change], actor: Actor) -> list[StepFact]:
    """The stays that changes end, read from the rows as they stand before."""
    return [row for change in changes if not change.is_new for row in _ended(change, actor)]


def _ended(change: Change, actor: Actor) -> Iterator[StepFact]:
    dossier = change.dossier
    place = place_of(dossier)
    version_id = dossier.process_version_id
    if place is None or version_id is None:
        return
    step = next((each for each in kept_steps(version_id) if each.no == place.step), None)
    told: dict[str, Any] = {"step": step, "recorded_at": change.recorded_at, "actor": (actor.kind.value, actor.id)}
    if step is None or left_at(place, change.event) is None:
        return
    row = row_of(dossier, place, change.event, seq=dossier.version + 1, calendar=calendar_of(dossier), **told)
    if row is not None:
        yield row


def take_back(changes: Sequence[Change]) -> None:
    """Close the rows of stays whose end was undone: they go on."""
    for change in changes:
        undone = change.event.data.get("undone") if change.event.kind is EventKind.UNDONE else None
        if undone:
            rows = StepFact.objects.filter(dossier=change.dossier, seq=undone, recorded_to__isnull=True)
            rows.update(recorded_to=change.recorded_at)
