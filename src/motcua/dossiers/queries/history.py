"""What happened to a dossier and how far it has come, for its page."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from motcua.domain.lifecycle import EventKind
from motcua.domain.routing import Step
from motcua.dossiers.guards import unit_of
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.queries.applications import decisions_of
from motcua.dossiers.queries.clock import calendar_of
from motcua.dossiers.queries.steps import steps_of_all
from motcua.organisation import queries as organisation
from motcua.organisation.actors import ActorKind


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One event with the names it needs; `note` is empty when nothing was written or it was erased.

    `decision` is the document by which a calendar was applied.
    """

    event: DossierEvent
    kind: EventKind
    actor: str
    note: str
    from_person: str
    from_unit: str
    to_person: str
    to_unit: str
    decision: str = ""


def timeline(dossier: Dossier) -> list[TimelineEntry]:
    """The events, newest first, with names; three queries, four where a calendar was applied."""
    events = list(dossier.events.select_related("note").order_by("-seq"))
    return with_names(events, dossier)


def with_names(events: Sequence[DossierEvent], dossier: Dossier) -> list[TimelineEntry]:
    """Events with the names of people and units they mention."""
    people = organisation.person_names(_people(events))
    units = organisation.unit_names({e.data[k] for e in events for k in ("from_unit", "to_unit") if e.data.get(k)})
    decisions = decisions_of(e.data["application"] for e in events if "application" in e.data)
    source = dossier.import_source.name if dossier.import_source_id and dossier.import_source else ""
    return [
        TimelineEntry(
            event=event,
            kind=EventKind(event.kind),
            actor=_actor(event, people, source),
            note=_note(event),
            from_person=people.get(event.data.get("from_person") or 0, ""),
            from_unit=units.get(event.data.get("from_unit") or 0, ""),
            to_person=people.get(event.data.get("to_person") or 0, ""),
            to_unit=units.get(event.data.get("to_unit") or 0, ""),
            decision=decisions.get(event.data.get("application", ""), ""),
        )
        for event in events
    ]


def _people(events: Sequence[DossierEvent]) -> set[int]:
    named = {e.data[k] for e in events for k in ("from_person", "to_person") if e.data.get(k)}
    return named | {e.actor_id for e in events if e.actor_kind == ActorKind.PERSON and e.actor_id is not None}


def _actor(event: DossierEvent, people: dict[int, str], source: str) -> str:
    if event.actor_kind == ActorKind.PERSON:
        return people.get(event.actor_id or 0, "")
    return source if event.actor_kind == ActorKind.IMPORT else ""


def _note(event: DossierEvent) -> str:
    note = getattr(event, "note", None)
    return note.text if note is not None and note.erased_at is None else ""


class Progress(StrEnum):
    """How far a step is."""

    DONE = "done"
    CURRENT = "current"
    TODO = "todo"


@dataclass(frozen=True, slots=True)
class TrackStep:
    """A step of the track: who, where, how far, and the working minutes spent beside those allowed.

    `minutes` counts every stay at the step; `allowed` is None for a limit in calendar days, which is no number of
    working minutes.
    """

    step: Step
    progress: Progress
    unit: str
    person: str
    minutes: int | None
    since: datetime | None
    due_at: datetime | None
    ended_at: datetime | None
    late: bool


def step_track(dossier: Dossier, at: datetime) -> list[TrackStep]:
    """The steps of the dossier's process with where it stands; empty for adopted history. Four queries."""
    if dossier.process_version_id is None:
        return []
    steps = steps_of_all({dossier.process_version_id})[dossier.process_version_id]
    events = list(dossier.events.order_by("seq"))
    stays = _stays(events)
    names = organisation.unit_names({unit_of(dossier, step) for step in steps})
    people = organisation.person_names(
        {e.data["from_person"] for e in events if e.data.get("from_person")} | ({dossier.holder_id or 0} - {0})
    )
    return [_track_step(dossier, step, stays.get(step.no, []), names, people, at) for step in steps]


def _stays(events: Sequence[DossierEvent]) -> dict[int, list[DossierEvent]]:
    """The hand-overs out of each step, in their order."""
    found: dict[int, list[DossierEvent]] = defaultdict(list)
    for event in events:
        if event.data.get("from_step") and "minutes" in event.data:
            found[event.data["from_step"]].append(event)
    return found


def _track_step(
    dossier: Dossier, step: Step, stays: list[DossierEvent], names: dict[int, str], people: dict[int, str], at: datetime
) -> TrackStep:
    current = step.no == dossier.step_no and dossier.returned_at is None
    spent = [stay.data["minutes"] for stay in stays if stay.data["minutes"] is not None]
    now = _minutes_now(dossier, at) if current else None
    last = stays[-1] if stays else None
    person = dossier.holder_id if current else (last.data.get("from_person") if last else None)
    ended = dossier.returned_at if step.no == dossier.step_no else (last.at if last and not current else None)
    due = dossier.step_due_at if current else _due(last)
    return TrackStep(
        step=step,
        progress=Progress.CURRENT if current else Progress.DONE if ended is not None else Progress.TODO,
        unit=names.get(unit_of(dossier, step), ""),
        person=people.get(person or 0, ""),
        minutes=sum(spent) + (now or 0) if spent or now is not None else None,
        since=dossier.step_since if current else None,
        due_at=due,
        ended_at=ended,
        late=due is not None and (at if current else ended or at) > due,
    )


def _due(stay: DossierEvent | None) -> datetime | None:
    return datetime.fromisoformat(stay.data["due"]) if stay is not None and stay.data.get("due") else None


def _minutes_now(dossier: Dossier, at: datetime) -> int | None:
    calendar = calendar_of(dossier)
    if calendar is None or dossier.step_since is None or dossier.processing_ended_at is not None:
        return None
    until = dossier.paused_since or at
    return calendar.minutes_between(dossier.step_since, until) if dossier.step_since <= until else 0
