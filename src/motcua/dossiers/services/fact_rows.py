"""The row that figures read, computed from a dossier: local dates and working minutes in Python, once."""

from datetime import date, datetime

from motcua.domain.lifecycle import State
from motcua.domain.worktime import WorkCalendar, local_date
from motcua.dossiers.models import Dossier, DossierFact

_COPIED = (
    "receiving_unit_id",
    "competent_unit_id",
    "executing_unit_id",
    "sector_id",
    "procedure_version_id",
    "import_source_id",
    "channel",
    "rule_set",
    "outcome",
    "supplements_before",
    "supplements_after",
    "submitted_at",
    "accepted_at",
    "due_at",
    "statutory_due_at",
    "first_due_at",
    "returned_at",
)


def fact_of(dossier: Dossier, calendar: WorkCalendar | None, at: datetime, recorded_at: datetime) -> DossierFact:
    """The fact row of a dossier as it stands; `calendar` is the one that counts for it (None: no minutes known).

    `at` is the instant of the change: it dates a refusal at intake, which has no column of its own.
    """
    return DossierFact(
        dossier=dossier,
        recorded_from=recorded_at,
        official=dossier.import_source_id is None,
        paused=dossier.paused_since is not None and dossier.processing_ended_at is None,
        accepted_on=_on(dossier.accepted_at),
        due_on=_on(dossier.due_at),
        ended_at=dossier.processing_ended_at,
        ended_on=_on(dossier.processing_ended_at),
        returned_on=_on(dossier.returned_at),
        refused_on=_on(at) if dossier.state == State.REFUSED_AT_INTAKE else None,
        limit_minutes=_minutes(calendar, dossier.clock_started_at, dossier.due_at),
        minutes_used=_minutes(calendar, dossier.clock_started_at, dossier.processing_ended_at),
        **{name: getattr(dossier, name) for name in _COPIED},
    )


def _on(at: datetime | None) -> date | None:
    return None if at is None else local_date(at)


def _minutes(calendar: WorkCalendar | None, starts: datetime | None, ends: datetime | None) -> int | None:
    if calendar is None or starts is None or ends is None:
        return None
    return calendar.minutes_between(starts, ends)
