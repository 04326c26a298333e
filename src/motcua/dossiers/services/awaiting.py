"""What a dossier may wait for while others do their part: opinions, parallel legs, a verification, a payment."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final

from motcua.domain.errors import BadInput
from motcua.domain.texts import Text, gettext_noop
from motcua.domain.worktime import local_date
from motcua.dossiers.models import Consultation, Dossier, ParallelLeg
from motcua.organisation import queries as organisation

NOTHING_AWAITED: Final[dict[str, Any]] = {
    "asked_units": [],
    "opinion_due_at": None,
    "consulting_since": None,
    "leg_units": [],
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


def require_in_being(unit_ids: Collection[int], at: datetime) -> None:
    """Refuse to ask a unit that does not exist on that day."""
    units, on = organisation.units(unit_ids), local_date(at)
    for unit_id in unit_ids:
        unit = units.get(unit_id)
        if unit is None or unit.valid_from > on or (unit.valid_to is not None and unit.valid_to <= on):
            remedy = Text(gettext_noop("Chọn một đơn vị đang hoạt động."))
            raise BadInput(field="unit_id", value=unit.name if unit is not None else unit_id, remedy=remedy)


def close_awaited(at_of: Mapping[int, datetime]) -> None:
    """Close what others owe to dossiers (by id) that ended at an instant: questions and parallel legs."""
    for dossier_id, at in at_of.items():
        ParallelLeg.objects.filter(dossier_id=dossier_id, ended_at__isnull=True).update(ended_at=at)
        Consultation.objects.filter(dossier_id=dossier_id, closed_at__isnull=True).update(closed_at=at)
