"""The control slip of a dossier: a row per hand-over, and how each giving unit kept its limit."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from motcua.documents.papers.contracts import ControlSlip, Handover, HandoverResult
from motcua.domain.lifecycle import EventKind
from motcua.domain.worktime import local_date
from motcua.dossiers import queries as dossiers
from motcua.dossiers.queries.history import TimelineEntry
from motcua.dossiers.services.papers import head_of, procedure_code_of

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

HAND_OVERS: Final = frozenset(
    {EventKind.FORWARDED, EventKind.SENT_BACK, EventKind.SENT_FOR_SIGNATURE, EventKind.RESOLVED}
)


def control_slip(dossier: "Dossier", entries: Sequence[TimelineEntry], at: datetime) -> ControlSlip:
    """The slip as it stands at `at`, from the timeline (newest first) of an accepted dossier."""
    assert dossier.accepted_at is not None
    steps = {step.no: step.name for step in dossiers.route_of(dossier).steps}
    undone = {entry.event.data.get("undone") for entry in entries if entry.kind is EventKind.UNDONE}
    story = [e for e in reversed(entries) if e.kind in HAND_OVERS and e.event.seq not in undone]
    return ControlSlip(
        **head_of(dossier),
        issued_at=at,
        dossier_code=dossier.code,
        owner=dossier.owner_name,
        procedure_name=dossier.title,
        procedure_code=procedure_code_of(dossier),
        received_at=dossier.accepted_at,
        due_at=dossier.due_at,
        due_provisional=dossier.provisional,
        handling_agency=dossier.competent_unit.name if dossier.competent_unit is not None else "",
        cooperating_agencies=tuple(_cooperating(dossier)),
        handovers=tuple(_handover(entry, steps) for entry in story),
    )


def _cooperating(dossier: "Dossier") -> list[str]:
    unit = dossier.executing_unit
    return [unit.name] if unit is not None and unit != dossier.competent_unit else []


def _handover(entry: TimelineEntry, steps: dict[int, str]) -> Handover:
    data = entry.event.data
    return Handover(
        step=steps.get(data.get("to_step") or 0, ""),
        giver_agency=entry.from_unit,
        receiver_agency=entry.to_unit,
        at=entry.event.at,
        giver=entry.actor or entry.from_person,
        receiver=entry.to_person,
        result=kept(entry.event.at, data.get("due")),
        note=entry.note,
    )


def kept(at: datetime, due: str | None) -> HandoverResult:
    """Before the day the step was due, on that day and in time, or after it; nothing to measure without a limit."""
    if not due:
        return HandoverResult.NONE
    limit = datetime.fromisoformat(due)
    if at > limit:
        return HandoverResult.LATE
    return HandoverResult.EARLY if local_date(at) < local_date(limit) else HandoverResult.ON_TIME
