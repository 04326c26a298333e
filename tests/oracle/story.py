"""What was known of a dossier at an instant, told by its events and by what was pinned at its acceptance.

Nothing here is shared with the definitions of figures or with what writes their rows: events are read one after the
other, time is counted with the calendar, due dates are derived from the clock's events.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.calendars import queries as calendars
from motcua.catalogue.models import Fee, ProcessStep
from motcua.domain.clock_facts import ClockEvent, ClockFacts, ClockKind
from motcua.domain.deadlines import derive, step_due
from motcua.domain.limits import TimeLimit
from motcua.domain.rule_sets import rule_set
from motcua.domain.worktime import CountingMode, WorkCalendar
from motcua.dossiers.models import Apology, ApologyEvent, Dossier, DossierComponent, DossierEvent
from motcua.organisation.models import Unit

DIGITAL = ("scan", "electronic", "database", "reused")
REUSED = ("database", "reused")


@dataclass
class Stay:
    """One finished stay at a step; `seq` is the number of the event that ended it."""

    dossier: int
    seq: int
    step: str
    unit: int
    person: int | None
    since: datetime
    left: datetime
    due: datetime | None
    minutes: int


@dataclass
class Story:
    """A dossier as it was known; None is unknown or did not happen."""

    dossier: int
    official: bool
    receiving: int | None
    competent: int | None
    executing: int | None
    field: int | None
    procedure: int | None
    channel: str
    level: str | None = None
    officer: int | None = None
    accepted: datetime | None = None
    refused: datetime | None = None
    ended: datetime | None = None
    done: datetime | None = None
    outcome: str = ""
    due: datetime | None = None
    first_due: datetime | None = None
    statutory_due: datetime | None = None
    paused: datetime | None = None
    asked: datetime | None = None
    supplements: int = 0
    minutes: int | None = None
    papers: int | None = None
    digitised: int | None = None
    reused: int | None = None
    electronic: bool | None = None
    fee: bool | None = None
    paid_online: bool | None = None
    apology_due: datetime | None = None
    apology_sent: datetime | None = None
    stays: list[Stay] = dataclasses.field(default_factory=list)


def stories(known_at: datetime) -> list[Story]:
    """Every dossier of the store of which anything was known."""
    events: dict[int, list[DossierEvent]] = defaultdict(list)
    for event in DossierEvent.objects.filter(recorded_at__lte=known_at).order_by("dossier_id", "seq"):
        events[event.dossier_id].append(event)
    dossiers, pinned = Dossier.objects.in_bulk(list(events)), _Pinned()
    return [_Reader(dossiers[pk], told, known_at, pinned).read() for pk, told in sorted(events.items())]


class _Pinned:
    """What was pinned at acceptance and never changes, read once."""

    def __init__(self) -> None:
        self._steps: dict[int | None, list[ProcessStep]] = {}
        self._fees: dict[int | None, list[Fee]] = {}
        self._levels: dict[int | None, str | None] = {}

    def steps(self, version: int | None) -> list[ProcessStep]:
        if version not in self._steps:
            self._steps[version] = list(ProcessStep.objects.filter(version_id=version or 0))
        return self._steps[version]

    def fees(self, version: int | None) -> list[Fee]:
        if version not in self._fees:
            self._fees[version] = list(Fee.objects.filter(version_id=version or 0))
        return self._fees[version]

    def level(self, unit_id: int | None) -> str | None:
        if unit_id not in self._levels:
            unit = Unit.objects.filter(pk=unit_id or 0).first()
            while unit is not None and unit.level not in ("province", "district", "commune"):
                unit = unit.parent
            self._levels[unit_id] = None if unit is None else unit.level
        return self._levels[unit_id]


class _Reader:
    """Reads one dossier event by event."""

    def __init__(self, dossier: Dossier, events: Sequence[DossierEvent], known_at: datetime, pinned: "_Pinned") -> None:
        undone = {event.data["undone"] for event in events if event.kind == "UNDONE"}
        self.dossier = dossier
        self.known_at = known_at
        self.pinned = pinned
        self.events = [event for event in events if event.seq not in undone and event.kind != "UNDONE"]
        self.kinds: dict[int, str] = {}
        self.limits: dict[int, str] = {}
        for step in pinned.steps(dossier.process_version_id):
            self.kinds[step.no], self.limits[step.no] = step.kind, step.limit

    def read(self) -> Story:
        """All that the events told."""
        row = self.dossier
        story = Story(
            dossier=row.pk,
            official=row.import_source_id is None,
            receiving=row.receiving_unit_id,
            competent=row.competent_unit_id,
            executing=row.executing_unit_id,
            field=row.sector_id,
            procedure=row.procedure_version_id,
            channel=row.channel,
        )
        for event in self.events:
            self._tell(story, event)
        self._read_clock(story)
        self._read_papers(story)
        self._read_terms(story)
        self._read_apology(story)
        story.stays = list(self._stays())
        return story

    def _tell(self, story: Story, event: DossierEvent) -> None:
        if event.clock in ("accepted", "adopted"):
            story.accepted = event.at
        if event.kind == "INTAKE_REFUSED":
            story.refused = event.at
        if event.kind == "SUPPLEMENT_ASKED":
            story.supplements += 1
        if event.kind in ("SUPPLEMENT_ASKED", "SUPPLEMENT_RECEIVED"):
            story.asked = event.at if event.kind == "SUPPLEMENT_ASKED" else None
        if event.kind == "RETURNED":
            story.electronic = event.data["channel"] == "electronic"
        if event.kind == "PAYMENT_CONFIRMED" and "way" in event.data:
            story.paid_online = event.data["way"] == "online"
        self._tell_end(story, event)
        self._tell_officer(story, event)

    def _tell_end(self, story: Story, event: DossierEvent) -> None:
        endings = {"WITHDRAWAL_DECIDED": "WITHDRAWN", "STOPPED": "STOPPED", "LAPSED": "NO_SUPPLEMENT"}
        if event.kind in ("RESOLVED", "ADOPTED"):
            story.outcome = event.data.get("outcome", story.outcome)
        elif event.to_state == "ENDED" and event.kind in endings:
            story.outcome = endings[event.kind]
        if event.clock == "ended":
            # Papers that never came: what was asked last was the end.
            story.ended = story.asked if event.kind == "LAPSED" else event.at
            story.done = event.at

    def _tell_officer(self, story: Story, event: DossierEvent) -> None:
        person = event.data.get("to_person")
        step = event.data.get("to_step", event.step)
        if person is not None and (event.kind == "ACCEPTED" or self.kinds.get(step) == "appraise"):
            story.officer = person

    def _clock(self) -> tuple[ClockEvent, ...]:
        return tuple(
            ClockEvent(ClockKind(event.clock), event.at, event.promised_at, event.calendar_version or None)
            for event in self.events
            if event.clock
        )

    def _facts(self, events: tuple[ClockEvent, ...]) -> ClockFacts:
        row = self.dossier
        return ClockFacts(
            rule_set=rule_set(row.rule_set),
            limit=TimeLimit.parse(row.limit) if row.limit else None,
            statutory_limit=TimeLimit.parse(row.statutory_limit) if row.statutory_limit else None,
            mode=CountingMode(row.mode or "minutes"),
            events=events,
        )

    def _read_clock(self, story: Story) -> None:
        events = self._clock()
        if not events:
            return
        derived = derive(self._facts(events), calendars.calendars({e.calendar_version or "" for e in events} - {""}))
        story.due, story.first_due, story.statutory_due = derived.due, derived.first_due, derived.statutory_due
        if story.ended is None:
            story.paused = derived.paused_since
        calendar = _calendar(events)
        if story.ended is not None and calendar is not None:
            started = [event.at for event in events if event.kind in (ClockKind.ACCEPTED, ClockKind.RESTARTED)][-1]
            story.minutes = _ran(events, started, story.ended, calendar)

    def _read_papers(self, story: Story) -> None:
        papers = list(DossierComponent.objects.filter(dossier=self.dossier))
        came = [e.at for e in self.events if e.kind in ("SUBMITTED", "ACCEPTED", "SUPPLEMENT_RECEIVED")]
        if papers and came:
            sources = [paper.source for paper in papers if paper.received_at and paper.received_at <= came[-1]]
            story.papers = len(sources)
            story.digitised = sum(source in DIGITAL for source in sources)
            story.reused = sum(source in REUSED for source in sources)

    def _read_terms(self, story: Story) -> None:
        story.level = self.pinned.level(self.dossier.competent_unit_id)
        rows = self.pinned.fees(self.dossier.procedure_version_id)
        sums = [
            row.amount
            for row in rows
            if row.case_id in (None, self.dossier.case_id) and row.channel in ("any", story.channel)
        ]
        if any(sum_ is not None and sum_ > 0 for sum_ in sums):
            story.fee = True
        elif sums and all(sum_ == 0 for sum_ in sums):
            story.fee = False

    def _read_apology(self, story: Story) -> None:
        for duty in Apology.objects.filter(dossier=self.dossier).order_by("opened_at", "pk"):
            acts = {e.act: e.at for e in ApologyEvent.objects.filter(apology=duty, recorded_at__lte=self.known_at)}
            if "open" in acts and "relieve" not in acts:
                story.apology_due, story.apology_sent = duty.due_by, acts.get("send")

    def _stays(self) -> Iterator[Stay]:
        lies: dict[str, Any] | None = None
        last: dict[str, Any] = {}
        paused: datetime | None = None
        clock: list[ClockEvent] = []
        for event in self.events:
            data = event.data
            left = self._left(event, paused)
            if lies is not None and left is not None:
                yield self._stay(lies, event, left, tuple(clock))
                last, lies = lies, None
            if event.clock:
                clock.append(
                    ClockEvent(ClockKind(event.clock), event.at, event.promised_at, event.calendar_version or None)
                )
                paused = event.at if event.clock == "paused" else None if event.clock != "calendar_applied" else paused
            if "from_step" in data or (event.kind == "ACCEPTED" and "to_step" in data):
                lies = {
                    "step": data["to_step"],
                    "unit": data["to_unit"],
                    "person": data["to_person"],
                    "since": event.at,
                }
            elif event.clock == "restarted":
                lies = {**last, "since": event.at}
            elif event.kind == "TAKEN" and lies is not None:
                lies["person"] = data["to_person"]

    def _left(self, event: DossierEvent, paused: datetime | None) -> datetime | None:
        if "from_step" in event.data or event.kind in ("RETURNED", "SUPPLEMENT_ASKED"):
            return event.at
        return (paused or event.at) if event.clock == "ended" else None

    def _stay(self, lies: dict[str, Any], event: DossierEvent, left: datetime, clock: tuple[ClockEvent, ...]) -> Stay:
        kind, calendar = self.kinds[lies["step"]], _calendar(clock)
        assert calendar is not None
        person = lies["person"]
        if person is None and ("from_step" in event.data or event.kind == "RETURNED") and event.actor_kind == "person":
            person = event.actor_id
        limit = TimeLimit.parse(self.limits[lies["step"]])
        due = None if kind == "return" else step_due(limit, lies["since"], self._facts(clock), calendar)
        minutes = _ran(clock, lies["since"], left, calendar)
        return Stay(self.dossier.pk, event.seq, kind, lies["unit"], person, lies["since"], left, due, minutes)


def _calendar(events: Iterable[ClockEvent]) -> WorkCalendar | None:
    versions = [event.calendar_version for event in events if event.calendar_version]
    return calendars.work_calendar(versions[-1]) if versions else None


def _ran(events: Iterable[ClockEvent], since: datetime, until: datetime, calendar: WorkCalendar) -> int:
    """Working minutes between two instants, added up over the stretches in which the clock ran."""
    minutes, runs_from = 0, since
    running = True
    for event in events:
        if event.kind is ClockKind.PAUSED and since <= event.at < until and running:
            minutes += calendar.minutes_between(runs_from, event.at)
            running = False
        elif event.kind is ClockKind.RESUMED and event.at >= since and not running:
            runs_from, running = event.at, True
    return minutes + (calendar.minutes_between(runs_from, until) if running else 0)
