"""What fact rows should say, from the dossier and its events alone: all that was known, when it became known.

The proof of what the doors write, and how rows from before these columns existed are filled. Events older than the
columns do not tell level, fee and papers: then the unit, the record of the procedure and the dossier's papers do.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from motcua.calendars import queries as calendars
from motcua.catalogue import queries as catalogue
from motcua.domain.apologies import Act
from motcua.domain.clock_facts import ClockEvent, ClockKind
from motcua.domain.deadlines import step_due
from motcua.domain.lifecycle import EventKind
from motcua.domain.routing import Step
from motcua.domain.worktime import WorkCalendar
from motcua.dossiers.models import Apology, ApologyEvent, Dossier, DossierComponent, DossierEvent, StepFact
from motcua.dossiers.queries.clock import facts_from
from motcua.dossiers.queries.steps import kept_steps
from motcua.dossiers.services.fact_rows import UNKNOWN, apology_told
from motcua.dossiers.services.step_rows import Place, left_at, row_of
from motcua.dossiers.services.told import PINNED, Values, folded, papers_told, told_by, undone_in
from motcua.organisation import queries as organisation

_BEGINNINGS = frozenset({EventKind.SUBMITTED, EventKind.ACCEPTED})
_WITH_PAPERS = _BEGINNINGS | {EventKind.SUPPLEMENT_RECEIVED}


@dataclass(frozen=True, slots=True)
class Subject:
    """A dossier with everything that its fact rows follow from, oldest first."""

    dossier: Dossier
    events: Sequence[DossierEvent]
    components: Sequence[DossierComponent]
    apologies: Sequence[Apology]
    apology_events: Sequence[ApologyEvent]

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of its process; adopted history has none."""
        version_id = self.dossier.process_version_id
        return () if version_id is None else kept_steps(version_id)


@dataclass(slots=True)
class Known:
    """What many dossiers have in common, read once."""

    levels: dict[int, str | None] = field(default_factory=dict)
    fees: dict[tuple[int, int | None, str], bool | None] = field(default_factory=dict)

    def terms(self, dossier: Dossier) -> Values:
        """What the events of an older dossier do not tell of its terms."""
        unit, version = dossier.competent_unit_id, dossier.procedure_version_id
        if unit is None or version is None:
            return {}
        key = (version, dossier.case_id, dossier.channel)
        if unit not in self.levels:
            self.levels[unit] = organisation.level_of(unit)
        if key not in self.fees:
            self.fees[key] = catalogue.with_fee(*key)
        return {"level": self.levels[unit], "with_fee": self.fees[key]}


def subjects(dossiers: Sequence[Dossier]) -> Iterator[Subject]:
    """Dossiers with what belongs to them; four queries for all."""
    ids = [dossier.pk for dossier in dossiers]
    events = _grouped(DossierEvent.objects.filter(dossier_id__in=ids).order_by("dossier_id", "seq"))
    papers = _grouped(DossierComponent.objects.filter(dossier_id__in=ids).order_by("dossier_id", "no"))
    apologies = _grouped(Apology.objects.filter(dossier_id__in=ids).order_by("opened_at", "pk"))
    acts = ApologyEvent.objects.filter(apology__dossier_id__in=ids).select_related("apology")
    moves = _grouped(acts.order_by("recorded_at", "pk"), lambda row: row.apology.dossier_id)
    for each in dossiers:
        yield Subject(each, events[each.pk], papers[each.pk], apologies[each.pk], moves[each.pk])


def _grouped(rows: Any, key: Callable[[Any], int] = lambda row: row.dossier_id) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


def carried_history(subject: Subject, known: Known) -> list[tuple[datetime, Values]]:
    """What a fact row carries beside the dossier's columns, from each instant at which that changed."""
    told: list[tuple[datetime, int, Callable[[Values], Values]]] = [
        (event.recorded_at, 0, partial(_after, subject, place, known)) for place, event in enumerate(subject.events)
    ]
    told += [(moved.recorded_at, 1, partial(_owed, subject, moved)) for moved in subject.apology_events]
    values: Values = dict(UNKNOWN)
    history: list[tuple[datetime, Values]] = []
    for at, _order, change in sorted(told, key=lambda each: each[:2]):
        after = change(values)
        if after != values or not history:
            history.append((at, after))
            values = after
    return history


def _after(subject: Subject, place: int, known: Known, before: Values) -> Values:
    event = subject.events[place]
    told = told_by(event, subject.steps)
    if event.kind == EventKind.UNDONE:
        earlier = [each for each in subject.events[:place] if each.seq != event.data.get("undone")]
        told["officer_id"] = folded(earlier, subject.steps, _without(earlier))["officer_id"]
    if PINNED not in event.data:
        told |= _unpinned(subject, event, known)
    return {**before, **told}


def _unpinned(subject: Subject, event: DossierEvent, known: Known) -> Values:
    """What an event from before these columns does not tell of terms and papers."""
    told: Values = {}
    if event.kind in _BEGINNINGS:
        told |= known.terms(subject.dossier)
    if event.kind in _WITH_PAPERS and _tells_papers(event):
        told |= papers_told(_as_of(subject.components, event.at))
    return told


def _without(events: Sequence[DossierEvent]) -> set[int]:
    """The places of undone events in a list that may have a gap."""
    undone = {seq + 1 for seq in undone_in(events)}
    return {place for place, event in enumerate(events) if event.seq in undone}


def _tells_papers(event: DossierEvent) -> bool:
    """An acceptance of what was submitted earlier says nothing of papers: the submission did."""
    return event.kind != EventKind.ACCEPTED or event.seq == 1


def _as_of(components: Sequence[DossierComponent], at: datetime) -> Iterator[DossierComponent]:
    """The papers as they were at an instant: what came later was not there yet."""
    for component in components:
        if component.received_at is not None and component.received_at > at:
            component = DossierComponent(source=component.source, received_at=None)
        yield component


def _owed(subject: Subject, moved: ApologyEvent, before: Values) -> Values:
    """What is owed once an event of a duty is known."""
    place = subject.apology_events.index(moved)
    acts: dict[int, dict[str, datetime]] = defaultdict(dict)
    for event in subject.apology_events[: place + 1]:
        acts[event.apology_id][event.act] = event.at
    owing = [each for each in subject.apologies if Act.OPEN in acts[each.pk] and Act.RELIEVE not in acts[each.pk]]
    if not owing:
        return {**before, **apology_told(None)}
    last = owing[-1]
    told = apology_told(Apology(due_by=last.due_by, sent_at=acts[last.pk].get(Act.SEND)))
    return {**before, **told}


def stays_of(subject: Subject) -> list[StepFact]:
    """Every stay that ended, the undone ones closed again; ordered by the event that ended it."""
    steps = {step.no: step for step in subject.steps}
    if not steps or subject.dossier.import_source_id is not None:
        return []
    undone = {event.data.get("undone"): event.recorded_at for event in subject.events if event.kind == EventKind.UNDONE}
    walk = _Walk(subject.dossier, steps)
    rows = []
    for event in subject.events:
        row = walk.ended(event)
        if row is not None:
            row.recorded_to = undone.get(event.seq)
            rows.append(row)
        if event.seq not in undone:
            walk.follow(event)
    return rows


@dataclass(slots=True)
class _Walk:
    """Follows a dossier from step to step by its events."""

    dossier: Dossier
    steps: dict[int, Step]
    place: Place | None = None
    last: Place | None = None
    clock: list[ClockEvent] = field(default_factory=list)

    def ended(self, event: DossierEvent) -> StepFact | None:
        """The row of the stay that an event ends."""
        place = self.place
        step = None if place is None else self.steps.get(place.step)
        if place is None or step is None or left_at(place, event) is None:
            return None
        calendar = self.calendar
        place.stood = self._stood(place.since, calendar)
        place.due = self._due(event, place, step, calendar)
        return row_of(
            self.dossier,
            place,
            event,
            seq=event.seq,
            actor=(event.actor_kind, event.actor_id),
            step=step,
            calendar=calendar,
            recorded_at=event.recorded_at,
        )

    @property
    def calendar(self) -> WorkCalendar | None:
        """The calendar that had reached the dossier."""
        versions = [event.calendar_version for event in self.clock if event.calendar_version]
        return calendars.work_calendar(versions[-1]) if versions else None

    def follow(self, event: DossierEvent) -> None:
        """Come to where an event leaves the dossier."""
        data = event.data
        if event.clock:
            version = event.calendar_version or None
            self.clock.append(ClockEvent(ClockKind(event.clock), event.at, event.promised_at, version))
        if "from_step" in data or (event.clock == ClockKind.ACCEPTED and data.get("to_step")):
            self.place = self.last = Place(data["to_step"], data["to_unit"], data.get("to_person"), event.at, None)
        elif event.clock == ClockKind.RESTARTED and self.last is not None:
            self.place = Place(self.last.step, self.last.unit_id, self.last.person_id, event.at, None)
            self.last = self.place
        elif self.place is not None:
            self._go_on(self.place, event)

    def _go_on(self, place: Place, event: DossierEvent) -> None:
        if event.kind == EventKind.TAKEN:
            place.person_id = event.data.get("to_person")
        elif left_at(place, event) is not None:
            self.place = None
        elif event.clock == ClockKind.PAUSED:
            place.paused = event.at
        elif event.clock == ClockKind.RESUMED:
            place.paused = None

    def _stood(self, since: datetime, calendar: WorkCalendar | None) -> int:
        if calendar is None:
            return 0
        minutes, paused = 0, None
        for event in self.clock:
            if event.kind is ClockKind.PAUSED:
                paused = event.at
            elif event.kind is ClockKind.RESUMED and paused is not None and paused >= since:
                minutes += calendar.minutes_between(paused, event.at)
        return minutes

    def _due(self, event: DossierEvent, place: Place, step: Step, calendar: WorkCalendar | None) -> datetime | None:
        """When the step was due: as the hand-over kept it, else derived anew."""
        if "from_step" in event.data:
            due = event.data.get("due")
            return None if due is None else datetime.fromisoformat(due)
        if calendar is None:
            return None
        return step_due(step.limit, place.since, facts_from(self.dossier, tuple(self.clock)), calendar)
