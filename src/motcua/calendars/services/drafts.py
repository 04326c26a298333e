"""Opening, filling and discarding the one draft of a calendar. What is published is never touched."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from motcua.audit import log
from motcua.calendars import queries
from motcua.calendars.content import Content
from motcua.calendars.models import (
    Calendar,
    CalendarVersion,
    CalendarYear,
    Closure,
    OfficeSession,
    SpecialDay,
    VersionState,
)
from motcua.calendars.policies import require_edit
from motcua.domain.errors import NotFound
from motcua.domain.errors_calendars import CalendarExists, DraftExists, VersionFixed
from motcua.domain.worktime import Purpose
from motcua.organisation.actors import Actor


@transaction.atomic
def create_unit_calendar(*, unit_id: int, name: str, actor: Actor, at: datetime) -> CalendarVersion:
    """Give a unit a calendar of its own, with an empty draft: what it does not say, the national calendar says.

    Raises NotAllowed, CalendarExists.
    """
    require_edit(actor)
    if Calendar.objects.filter(unit_id=unit_id).exists():
        raise CalendarExists(unit_id=unit_id)
    calendar = Calendar.objects.create(code=f"u{unit_id}", name=name, unit_id=unit_id)
    log.write(actor.ref, "calendars.calendar_created", "calendar", calendar.pk, at=at, data={"unit_id": unit_id})
    return open_draft(calendar_id=calendar.pk, actor=actor, at=at)


@transaction.atomic
def open_draft(*, calendar_id: int, actor: Actor, at: datetime) -> CalendarVersion:
    """Open a draft with the rows of the latest published version. Raises NotAllowed, NotFound, DraftExists."""
    require_edit(actor)
    draft, latest = _new_draft(calendar_id, at)
    if latest is not None:
        _copy(latest, draft)
    log.write(actor.ref, "calendars.draft_opened", "calendar_version", draft.pk, at=at)
    return draft


@transaction.atomic
def open_restoring(*, version_id: int, decision: str, actor: Actor, at: datetime) -> CalendarVersion:
    """Open a draft that says what the calendar said before a version, for which a decision is at hand.

    What is published stays: an undo is a new version. Raises NotAllowed, NotFound, DraftExists.
    """
    require_edit(actor)
    undone = queries.version_by_id(version_id)
    draft, _latest = _new_draft(undone.calendar_id, at)
    if undone.based_on is not None:
        _copy(undone.based_on, draft)
    draft.decision = decision
    draft.save(update_fields=["decision"])
    data = {"undoes": undone.key}
    log.write(actor.ref, "calendars.draft_opened", "calendar_version", draft.pk, at=at, data=data)
    return draft


def _new_draft(calendar_id: int, at: datetime) -> tuple[CalendarVersion, CalendarVersion | None]:
    """An empty draft with the next number, based on the latest published version, which is given back too."""
    calendar = Calendar.objects.select_for_update().filter(pk=calendar_id).first()
    if calendar is None:
        raise NotFound(subject="calendar", value=calendar_id)
    existing = calendar.versions.filter(state=VersionState.DRAFT).first()
    if existing is not None:
        raise DraftExists(number=existing.number)
    latest = calendar.versions.filter(state=VersionState.PUBLISHED).order_by("number").last()
    number = calendar.versions.aggregate(last=Max("number"))["last"] or 0
    return CalendarVersion.objects.create(calendar=calendar, number=number + 1, based_on=latest, created_at=at), latest


def draft_for_update(draft_id: int, actor: Actor) -> CalendarVersion:
    """Return the draft, locked, if the actor may edit it. Raises NotAllowed, VersionFixed."""
    require_edit(actor)
    draft = CalendarVersion.objects.select_for_update().filter(pk=draft_id, state=VersionState.DRAFT).first()
    if draft is None:
        raise VersionFixed()
    return draft


@transaction.atomic
def discard_draft(*, draft_id: int, actor: Actor, at: datetime) -> None:
    """Throw a draft away; its number is not used again only if a later version exists. Raises VersionFixed."""
    draft = draft_for_update(draft_id, actor)
    log.write(actor.ref, "calendars.draft_discarded", "calendar_version", draft.pk, at=at)
    draft.delete()


def fill(version: CalendarVersion, content: Content) -> None:
    """Write the sessions, special days and closures of a content as rows of a version."""
    OfficeSession.objects.bulk_create(
        OfficeSession(
            version=version,
            weekday=session.weekday,
            opens=session.opens,
            closes=session.closes,
            for_intake=Purpose.INTAKE in session.purposes,
            for_clock=Purpose.CLOCK in session.purposes,
            valid_from=None if session.valid_from == session.valid_from.min else session.valid_from,
            valid_to=session.valid_to,
        )
        for session in content.sessions
    )
    SpecialDay.objects.bulk_create(
        SpecialDay(
            version=version, on=day.on, kind=day.kind.value, name=day.name, source=day.source, replaces=day.replaces
        )
        for day in content.special_days
    )
    Closure.objects.bulk_create(
        Closure(version=version, starts=closure.starts, ends=closure.ends, name=closure.name, source=closure.source)
        for closure in content.closures
    )


def _copy(source: CalendarVersion, target: CalendarVersion) -> None:
    """Fill a new version with everything that another one says."""
    fill(target, queries.content_of(source))
    rows = list(source.years.all())
    for row in rows:
        row.pk, row.version = None, target
    CalendarYear.objects.bulk_create(rows)
