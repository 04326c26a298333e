"""Changing a draft: special days, closures, sessions and how sure a year is."""

from collections.abc import Mapping
from datetime import date, datetime, time

from django.db import transaction

from motcua.audit import log
from motcua.calendars.models import CalendarVersion, CalendarYear, Closure, OfficeSession, SpecialDay, YearState
from motcua.calendars.services.drafts import draft_for_update
from motcua.common import formats
from motcua.domain.errors_calendars import DayTaken, PeriodEmpty, SessionsOverlap, YearSourceMissing
from motcua.organisation.actors import Actor


@transaction.atomic
def add_special_day(
    *,
    draft_id: int,
    on: date,
    kind: str,
    name: str,
    source: str = "",
    replaces: date | None = None,
    actor: Actor,
    at: datetime,
) -> SpecialDay:
    """Add a special day to a draft. Raises NotAllowed, VersionFixed, DayTaken."""
    draft = draft_for_update(draft_id, actor)
    standing = draft.special_days.filter(on=on).first()
    if standing is not None:
        raise DayTaken(field="on", value=formats.day(on), name=standing.name)
    day = draft.special_days.create(on=on, kind=kind, name=name, source=source, replaces=replaces)
    _log(draft, "calendars.special_day_added", {"on": str(on), "kind": kind}, actor, at)
    return day


@transaction.atomic
def remove_special_day(*, draft_id: int, day_id: int, actor: Actor, at: datetime) -> None:
    """Take a special day out of a draft; one that is gone changes nothing. Raises NotAllowed, VersionFixed."""
    draft = draft_for_update(draft_id, actor)
    day = draft.special_days.filter(pk=day_id).first()
    if day is not None:
        _log(draft, "calendars.special_day_removed", {"on": str(day.on), "kind": day.kind}, actor, at)
        day.delete()


@transaction.atomic
def add_closure(
    *, draft_id: int, starts: datetime, ends: datetime, name: str, source: str = "", actor: Actor, at: datetime
) -> Closure:
    """Add a closure [starts, ends) to a draft. Raises NotAllowed, VersionFixed, PeriodEmpty."""
    draft = draft_for_update(draft_id, actor)
    if ends <= starts:
        raise PeriodEmpty(field="ends", value=formats.instant(ends), start=formats.instant(starts))
    closure = draft.closures.create(starts=starts, ends=ends, name=name, source=source)
    _log(draft, "calendars.closure_added", {"starts": starts.isoformat(), "ends": ends.isoformat()}, actor, at)
    return closure


@transaction.atomic
def remove_closure(*, draft_id: int, closure_id: int, actor: Actor, at: datetime) -> None:
    """Take a closure out of a draft. Raises NotAllowed, VersionFixed."""
    draft = draft_for_update(draft_id, actor)
    closure = draft.closures.filter(pk=closure_id).first()
    if closure is not None:
        _log(draft, "calendars.closure_removed", {"starts": closure.starts.isoformat()}, actor, at)
        closure.delete()


@transaction.atomic
def add_session(
    *,
    draft_id: int,
    weekdays: tuple[int, ...],
    opens: time,
    closes: time,
    for_intake: bool = True,
    for_clock: bool = True,
    valid_from: date | None = None,
    valid_to: date | None = None,
    actor: Actor,
    at: datetime,
) -> list[OfficeSession]:
    """Add one opening on each of the weekdays (0 = Monday). Raises NotAllowed, VersionFixed, PeriodEmpty,
    SessionsOverlap.
    """
    draft = draft_for_update(draft_id, actor)
    if closes <= opens:
        raise PeriodEmpty(field="closes", value=f"{closes:%H:%M}", start=f"{opens:%H:%M}")
    new = [
        OfficeSession(
            version=draft,
            weekday=weekday,
            opens=opens,
            closes=closes,
            for_intake=for_intake,
            for_clock=for_clock,
            valid_from=valid_from,
            valid_to=valid_to,
        )
        for weekday in weekdays
    ]
    for standing in draft.sessions.filter(weekday__in=weekdays):
        if any(_overlap(standing, each) for each in new):
            raise SessionsOverlap(
                field="opens",
                value=f"{opens:%H:%M}–{closes:%H:%M}",
                other=f"{standing.opens:%H:%M}–{standing.closes:%H:%M}",
            )
    told = {"weekdays": list(weekdays), "opens": f"{opens:%H:%M}", "closes": f"{closes:%H:%M}"}
    _log(draft, "calendars.session_added", told, actor, at)
    return OfficeSession.objects.bulk_create(new)


def _overlap(one: OfficeSession, other: OfficeSession) -> bool:
    """Whether two sessions of one weekday are open at the same time on some date."""
    if one.weekday != other.weekday or one.opens >= other.closes or other.opens >= one.closes:
        return False
    one_from, other_from = one.valid_from or date.min, other.valid_from or date.min
    return one_from < (other.valid_to or date.max) and other_from < (one.valid_to or date.max)


@transaction.atomic
def remove_session(*, draft_id: int, session_id: int, actor: Actor, at: datetime) -> None:
    """Take a session out of a draft. Raises NotAllowed, VersionFixed."""
    draft = draft_for_update(draft_id, actor)
    session = draft.sessions.filter(pk=session_id).first()
    if session is not None:
        told = {"weekdays": [session.weekday], "opens": f"{session.opens:%H:%M}", "closes": f"{session.closes:%H:%M}"}
        _log(draft, "calendars.session_removed", told, actor, at)
        session.delete()


@transaction.atomic
def set_year(*, draft_id: int, year: int, status: str, source: str, actor: Actor, at: datetime) -> CalendarYear:
    """Say how sure a year is; who confirms it is named, and by what source. Raises NotAllowed, VersionFixed,
    YearSourceMissing.
    """
    draft = draft_for_update(draft_id, actor)
    confirmed = status == YearState.CONFIRMED
    if confirmed and not source.strip():
        raise YearSourceMissing(field="source", year=year)
    row, _ = CalendarYear.objects.update_or_create(
        version=draft,
        year=year,
        defaults={
            "status": status,
            "source": source.strip(),
            "confirmed_by_kind": actor.ref.kind if confirmed else "",
            "confirmed_by_id": actor.ref.id if confirmed else None,
            "confirmed_by_label": actor.ref.label if confirmed else "",
            "confirmed_at": at if confirmed else None,
        },
    )
    _log(draft, "calendars.year_set", {"year": year, "status": status}, actor, at)
    return row


def _log(draft: CalendarVersion, verb: str, data: Mapping[str, object], actor: Actor, at: datetime) -> None:
    log.write(actor.ref, verb, "calendar_version", draft.pk, at=at, data=data)
