"""What events tell figures beside the columns of the dossier's row, folded event by event.

The hot path folds one new event into what the open fact row says; the rebuilding folds all of them from the beginning.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from motcua.domain.clock_facts import ClockKind
from motcua.domain.lifecycle import EventKind
from motcua.domain.routing import Step, StepKind
from motcua.domain.worktime import local_date
from motcua.dossiers.models import DossierComponent, DossierEvent
from motcua.dossiers.services.change import EventDraft
from motcua.dossiers.vocabulary import ComponentSource, ResultChannel

PINNED: Final = "figures"
"""The key in an event's data under which it keeps columns of figures that nothing else would tell later."""

TOLD: Final = (
    "refused_on",
    "level",
    "officer_id",
    "supplement_asked_at",
    "components",
    "components_digitised",
    "components_reused",
    "electronic_result",
    "with_fee",
    "paid_online",
)
"""The columns of a fact row that events tell."""

APOLOGY: Final = ("apology_due_at", "apology_due_on", "apology_sent_at", "apology_sent_on")
"""Those that the duty to apologise tells."""

Values = dict[str, Any]

_REUSED = frozenset({ComponentSource.REUSED, ComponentSource.DATABASE})
_DIGITAL = _REUSED | {ComponentSource.SCAN, ComponentSource.ELECTRONIC}


Event = EventDraft | DossierEvent
"""An event that is to be written, or one that was."""


def told_by(event: Event, steps: Iterable[Step]) -> Values:
    """The columns that an event changes, with their new values; most events change none."""
    told: Values = dict(event.data.get(PINNED) or {})
    if event.kind == EventKind.SUPPLEMENT_ASKED:
        told["supplement_asked_at"] = event.at
    elif event.kind == EventKind.SUPPLEMENT_RECEIVED:
        told["supplement_asked_at"] = None
    elif event.kind == EventKind.INTAKE_REFUSED:
        told["refused_on"] = local_date(event.at)
    elif event.kind == EventKind.LAPSED:
        # Its processing ended with the request, but nobody knew: it is handled on the day of its closing, so that what
        # the last report left pending is what the next one carries over.
        told["ended_on"] = local_date(event.at)
    elif event.kind == EventKind.RETURNED:
        told["electronic_result"] = event.data.get("channel") == ResultChannel.ELECTRONIC
    elif event.data.get("to_person") is not None and _makes_handler(event, steps):
        told["officer_id"] = event.data["to_person"]
    return told


def _makes_handler(event: Event, steps: Iterable[Step]) -> bool:
    """Whether who gets the dossier by this event handles it from now on: at acceptance, and at each appraisal."""
    number = event.data.get("to_step", event.step)
    return event.clock == ClockKind.ACCEPTED or any(
        step.no == number and step.kind is StepKind.APPRAISE for step in steps
    )


def folded(events: Sequence[Event], steps: Sequence[Step], undone: Iterable[int] = ()) -> Values:
    """What all events of a dossier tell, oldest first; `undone` are places (from 0) of events taken back."""
    values: Values = dict.fromkeys(TOLD)
    left_out = set(undone)
    for place, event in enumerate(events):
        if place not in left_out:
            values |= told_by(event, steps)
    return values


def undone_in(events: Sequence[Event]) -> set[int]:
    """The places (from 0) of the events that a later one took back; numbers of events begin at 1 and have no gap."""
    return {event.data["undone"] - 1 for event in events if event.kind == EventKind.UNDONE and event.data.get("undone")}


def papers_told(components: Iterable[DossierComponent]) -> Values:
    """How many papers are in the dossier, came as data or were made data, and were not asked of the applicant anew.

    Nothing where the dossier has no list of papers: then nobody knows.
    """
    listed = list(components)
    if not listed:
        return {}
    sources = [component.source for component in listed if component.received_at is not None]
    return {
        "components": len(sources),
        "components_digitised": sum(source in _DIGITAL for source in sources),
        "components_reused": sum(source in _REUSED for source in sources),
    }
