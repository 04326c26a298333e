"""Which events of a dossier lead to notices, and what the outbox says of them: ids and codes, never words."""

from collections.abc import Iterable
from typing import Final

from motcua.domain.lifecycle import EventKind
from motcua.dossiers.models import DossierEvent
from motcua.jobs.services import outbox

ARRIVED: Final = "dossier.arrived"

TOPICS: Final[dict[str, str]] = {
    EventKind.ACCEPTED: "dossier.accepted",
    EventKind.SUPPLEMENT_ASKED: "dossier.supplement_asked",
    EventKind.INTAKE_REFUSED: "dossier.refused_at_intake",
    EventKind.RESOLVED: "dossier.resolved",
    EventKind.CALENDAR_APPLIED: "dossier.calendar_applied",
    EventKind.LAPSED: "dossier.lapsed",
    EventKind.WITHDRAWAL_DECIDED: "dossier.withdrawal_decided",
    EventKind.STOPPED: "dossier.stopped",
    EventKind.FORWARDED: ARRIVED,
    EventKind.SENT_BACK: ARRIVED,
    EventKind.SENT_FOR_SIGNATURE: ARRIVED,
}
"""The one list: any other event, such as those of adopted history, tells nobody anything.

Of a re-appointment the letter tells by which it happens (`apology.sent`): nobody needs to hear of it twice.
"""


def put_for(events: Iterable[DossierEvent]) -> None:
    """Write one message for each event that leads to notices, in the caller's transaction, with one statement."""
    outbox.put([_message(event, TOPICS[event.kind]) for event in events if event.kind in TOPICS and _tells(event)])


def _tells(event: DossierEvent) -> bool:
    """Whether there is news in it: a calendar is applied to every running dossier, but moves the date of few."""
    return event.kind != EventKind.CALENDAR_APPLIED or bool(event.data["moved"])


def _message(event: DossierEvent, topic: str) -> outbox.Message:
    """The event, and with whom the dossier lies after it."""
    dossier = event.dossier
    data = {
        "event": event.pk,
        "seq": event.seq,
        "unit": dossier.holder_unit_id,
        "person": dossier.holder_id,
        "role": dossier.step_role,
    }
    return outbox.Message(topic, "dossier", dossier.pk, event.at, data)
