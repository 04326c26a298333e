"""What others are told of a duty: messages of the outbox, written in the transaction of the event; ids and codes."""

from datetime import datetime
from typing import Final

from motcua.dossiers.models import Apology
from motcua.jobs.services import outbox

OWED: Final = "apology.owed"
SENT: Final = "apology.sent"


def owed(apology: Apology, *, at: datetime) -> None:
    """A duty opened: those who have to write the letter, and who answers for it, are told."""
    _put(OWED, apology, at)


def sent(apology: Apology, *, at: datetime) -> None:
    """The letter went out: the applicant is told, and of the new date where it names one."""
    _put(SENT, apology, at)


def _put(topic: str, apology: Apology, at: datetime) -> None:
    data = {
        "apology": str(apology.public_id),
        "ground": apology.ground,
        "competent_unit": apology.competent_unit_id,
        "unit": apology.executing_unit_id or apology.competent_unit_id,
        "person": apology.step_person_id,
        "due_at": apology.due_at.isoformat(),
        "due_by": apology.due_by.isoformat(),
        "new_due_at": apology.new_due_at.isoformat() if apology.new_due_at is not None else None,
    }
    outbox.put([outbox.Message(topic, "dossier", apology.dossier_id, at, data)])
