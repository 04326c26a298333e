"""Reads of decisions by which calendars reached running dossiers: what was decided, what came of it, for whom."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from motcua.calendars import proposals
from motcua.calendars import queries as calendars
from motcua.domain.errors import NotFound
from motcua.domain.lifecycle import EventKind
from motcua.domain.worktime import local_date
from motcua.dossiers.models import CalendarApplication, DossierEvent
from motcua.dossiers.queries.calendar_effect import Effect, behind

if TYPE_CHECKING:
    from django.db.models import QuerySet


def access_application(public_id: UUID) -> CalendarApplication:
    """One decision, for whoever may open its page (the permission table says who). Raises NotFound."""
    found = _with_version().filter(public_id=public_id).first()
    if found is None:
        raise NotFound(subject="calendar_application", value=public_id)
    return found


def of_calendar(calendar_id: int) -> list[CalendarApplication]:
    """The decisions about one calendar, newest first."""
    return list(_with_version().filter(version__calendar_id=calendar_id).order_by("-pk"))


def of_version(version_id: int | None) -> CalendarApplication | None:
    """The decision about one version, if there is one."""
    return None if version_id is None else _with_version().filter(version_id=version_id).first()


def _with_version() -> "QuerySet[CalendarApplication]":
    return CalendarApplication.objects.select_related("version__calendar", "job")


def unfinished_of(application: CalendarApplication) -> int:
    """How many running dossiers still have to come to the version."""
    proposal = proposals.of_published(application.version_id)
    return behind(proposal).count() if proposals.is_in_force(proposal) else 0


def moved_by(application: CalendarApplication) -> "QuerySet[DossierEvent]":
    """The events of the dossiers whose date the decision moved, with their dossiers."""
    return DossierEvent.objects.filter(
        kind=EventKind.CALENDAR_APPLIED.value,
        calendar_version__in=application.keys,
        data__application=str(application.public_id),
        data__moved=True,
    ).select_related("dossier")


def effect_told(event: DossierEvent) -> Effect:
    """What the calendar did to a dossier, as its event keeps it; the rest as the dossier says now."""
    dossier = event.dossier
    calendar = calendars.work_calendar(event.calendar_version)
    due = datetime.fromisoformat(event.data["due"])
    return Effect(
        dossier_id=dossier.pk,
        code=dossier.code,
        unit_id=dossier.competent_unit_id or 0,
        due_before=datetime.fromisoformat(event.data["due_before"]),
        due=due,
        minutes=event.data["minutes"],
        day_minutes=calendar.day_minutes(local_date(due)),
        promised_at=dossier.promised_at,
        paused=event.data["paused"],
        provisional_before=False,
        provisional=dossier.provisional,
    )


def decisions_of(public_ids: Iterable[str]) -> dict[str, str]:
    """The decisions by their ids, as events name them; nothing is asked for nothing."""
    wanted = set(public_ids)
    if not wanted:
        return {}
    rows = CalendarApplication.objects.filter(public_id__in=wanted).values_list("public_id", "decision")
    return {str(public_id): decision for public_id, decision in rows}
