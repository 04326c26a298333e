"""Past and running dossiers of a competent unit as `domain.foresight` reads them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import F, QuerySet

from motcua.calendars import queries as calendars
from motcua.domain.clock_facts import ClockKind, Stage, Term
from motcua.domain.deadlines import derive
from motcua.domain.errors import CalendarMissing
from motcua.domain.foresight import TENTHS, Course
from motcua.domain.lifecycle import Outcome
from motcua.domain.worktime import WorkCalendar
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.queries.clock import clock_events, facts_from, versions_in
from motcua.dossiers.queries.steps import steps_of_all

HISTORY: Final = timedelta(days=730)
MOST: Final = 20_000
"""Dossiers of one unit that are learnt from: the latest ones of two years."""

PORTION: Final = 1_000
FINISHED: Final = frozenset({"", Outcome.GRANTED.value, Outcome.REFUSED.value})
"""How a dossier ended that can be in time or late; one withdrawn, stopped or closed for want of papers is neither."""

Moves = dict[int, list[tuple[datetime, int]]]

_COLUMNS = (
    "process_version_id",
    "competent_unit_id",
    "executing_unit_id",
    "clock_started_at",
    "due_at",
    "processing_ended_at",
    "calendar_version",
    "rule_set",
    "limit",
    "statutory_limit",
    "mode",
)


def courses_of(unit_id: int, at: datetime) -> list[Course]:
    """The dossiers accepted for a competent unit, as they were known at `at`: those that ended and those that run.

    Left out are what stands still now, what ended without a result, and terms that the calendar gives no minutes.
    """
    rows = list(_rows(unit_id, at))
    known = calendars.calendars({dossier.calendar_version for dossier in rows} - {""})
    steps = steps_of_all(dossier.process_version_id for dossier in rows if dossier.process_version_id is not None)
    kinds = {version: {step.no: step.kind.value for step in each} for version, each in steps.items()}
    found = []
    for first in range(0, len(rows), PORTION):
        portion = rows[first : first + PORTION]
        moves, reappointed = _events([dossier.pk for dossier in portion], at)
        earlier = _earlier_terms([dossier for dossier in portion if dossier.pk in reappointed])
        for dossier in portion:
            past = _Past(dossier, earlier.get(dossier.pk), moves[dossier.pk], at)
            course = past.course(known.get(dossier.calendar_version), kinds.get(dossier.process_version_id or 0, {}))
            if course is not None:
                found.append(course)
    return found


def _rows(unit_id: int, at: datetime) -> QuerySet[Dossier]:
    return (
        Dossier.objects.filter(
            units__unit_id=unit_id,
            competent_unit_id=unit_id,
            import_source__isnull=True,
            accepted_at__gt=at - HISTORY,
            clock_started_at__lt=at,
            due_at__isnull=False,
            paused_since__isnull=True,
            outcome__in=FINISHED,
        )
        .annotate(procedure=F("procedure_version__procedure_id"))
        .only(*_COLUMNS)
        .order_by("-pk")[:MOST]
    )


def _events(ids: Collection[int], at: datetime) -> tuple[Moves, set[int]]:
    """Where each dossier came at which instant, and which were given a new date."""
    moves: Moves = defaultdict(list)
    reappointed: set[int] = set()
    rows = DossierEvent.objects.filter(dossier_id__in=ids, at__lte=at, step__gt=0).order_by("dossier_id", "seq")
    for dossier_id, moved_at, step, clock in rows.values_list("dossier_id", "at", "step", "clock"):
        moves[dossier_id].append((moved_at, step))
        if clock == ClockKind.REAPPOINTED:
            reappointed.add(dossier_id)
    return moves, reappointed


def _earlier_terms(dossiers: Collection[Dossier]) -> dict[int, Term]:
    """The terms of re-appointed dossiers as they were before: the date that was not kept."""
    events = clock_events([dossier.pk for dossier in dossiers])
    facts = {dossier.pk: facts_from(dossier, events[dossier.pk]) for dossier in dossiers}
    known = calendars.calendars(versions_in(facts.values()))
    return {pk: _before_reappointing(derive(each, known).stages) for pk, each in facts.items()}


def _before_reappointing(stages: Sequence[Stage]) -> Term:
    first = next(place for place, stage in enumerate(stages) if stage.event.kind is ClockKind.REAPPOINTED)
    return stages[first - 1].term


@dataclass(frozen=True, slots=True)
class _Past:
    """One dossier with where it came; `earlier` is the term that it had before it was given a new date."""

    dossier: Dossier
    earlier: Term | None
    moves: Sequence[tuple[datetime, int]]
    at: datetime

    def course(self, calendar: WorkCalendar | None, kinds: Mapping[int, str]) -> Course | None:
        """Its way through the running term; None where that has no minutes."""
        dossier = self.dossier
        started, due = dossier.clock_started_at, dossier.due_at
        if self.earlier is not None:
            started, due = self.earlier.started, self.earlier.due
        if calendar is None or started is None or due is None or not self.moves:
            return None
        try:
            marks = marks_of(calendar, started, due)
        except CalendarMissing:
            return None
        ended = dossier.processing_ended_at
        course = Course(
            dossier=dossier.pk,
            procedure=str(vars(dossier)["procedure"]),
            unit=str(dossier.executing_unit_id or dossier.competent_unit_id),
            started=started,
            due=due,
            marks=marks,
            places=tuple((since, kinds.get(step, "")) for since, step in self.moves),
            ended=None if ended is None or ended > self.at else ended,
        )
        return course if marks else None


def marks_of(calendar: WorkCalendar, started: datetime, due: datetime) -> tuple[datetime, ...]:
    """The instants at which one to nine tenths of a term's working minutes are used; none of a term without minutes.

    Raises CalendarMissing.
    """
    total = calendar.minutes_between(started, due)
    if total <= 0:
        return ()
    return tuple(calendar.add_minutes(started, -(-total * tenth // TENTHS)) for tenth in range(1, TENTHS))
