"""What every early end of a dossier has in common: columns and the clock's last event."""

from datetime import datetime
from typing import Any

from motcua.domain.clock_facts import ClockKind
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.awaiting import NOTHING_AWAITED


def ended(dossier: Dossier, at: datetime) -> dict[str, Any]:
    """The columns of a dossier that ends at `at`; one never accepted has no end of processing."""
    columns: dict[str, Any] = {
        "near_at": None,
        "closing_at": None,
        "answer_due_at": None,
        "resume_state": "",
        "withdrawal_from": "",
        "step_due_at": None,
        "holder_unit_id": dossier.receiving_unit_id,
        "holder_id": None,
        **NOTHING_AWAITED,
    }
    if dossier.accepted_at is not None:
        columns["processing_ended_at"] = at
    return columns


def clock_end(dossier: Dossier) -> ClockKind | None:
    """ENDED for a dossier whose clock ran."""
    return ClockKind.ENDED if dossier.accepted_at is not None else None
