"""What a dossier may wait for while others do their part: opinions, a verification, a payment. Columns of its row."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from motcua.dossiers.models import Consultation, Dossier

NOTHING_AWAITED: Final[dict[str, Any]] = {
    "asked_units": [],
    "opinion_due_at": None,
    "consulting_since": None,
    "verifying_since": None,
    "payment_asked_at": None,
}
"""The columns of a dossier that waits for nobody: whatever ends the handling ends the waiting."""


def asking(dossier: Dossier, unit_id: int, due_at: datetime, at: datetime) -> dict[str, Any]:
    """The columns once one more unit is asked: the earliest term counts."""
    terms = [term for term in (dossier.opinion_due_at, due_at) if term is not None]
    return {
        "asked_units": [*dossier.asked_units, unit_id],
        "opinion_due_at": min(terms),
        "consulting_since": dossier.consulting_since or at,
    }


def answered(dossier: Dossier, unit_id: int) -> dict[str, Any]:
    """The columns once one of the asked units has answered; what the others still owe is read from their requests."""
    left = [asked for asked in dossier.asked_units if asked != unit_id]
    if not left:
        return {"asked_units": [], "opinion_due_at": None, "consulting_since": None}
    rows = Consultation.objects.filter(dossier=dossier, closed_at__isnull=True, asked_unit_id__in=left)
    terms = list(rows.values_list("due_at", "asked_at"))
    return {
        "asked_units": left,
        "opinion_due_at": min(due for due, _ in terms),
        "consulting_since": min(since for _, since in terms),
    }


def close_questions(at_of: Mapping[int, datetime]) -> None:
    """Close what was asked about dossiers (by id) that ended at an instant and needs no answer any more."""
    for dossier_id, at in at_of.items():
        Consultation.objects.filter(dossier_id=dossier_id, closed_at__isnull=True).update(closed_at=at)
