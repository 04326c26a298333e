"""The year as a picture: what is in force, for every officer."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from motcua.calendars import picture, queries
from motcua.calendars.content import Content
from motcua.calendars.forms import UnitCalendarForm
from motcua.calendars.models import Calendar, CalendarVersion
from motcua.calendars.policies import can_edit
from motcua.common import clock
from motcua.domain.errors import NotFound
from motcua.domain.worktime import local_date
from motcua.organisation.http import OfficerRequest


@require_safe
def index(request: OfficerRequest) -> HttpResponse:
    """Lead to the national calendar of the current year."""
    calendar = queries.national_calendar(request.actor)
    return redirect("calendars:year", calendar.public_id, local_date(clock.now()).year)


@require_safe
def year(request: OfficerRequest, public_id: UUID, year: int) -> HttpResponse:
    """Show one year of a calendar as it is in force."""
    calendar = queries.access_calendar(request.actor, public_id)
    version = queries.version_in_force(calendar)
    draft = queries.draft_of(calendar)
    content = queries.content_in_force(calendar, version)
    context = describe(request, calendar, version, content, year) | {
        "draft": draft,
        "unit_form": UnitCalendarForm(),
    }
    return render(request, "calendars/year.html", context)


@require_safe
def public_year(request: HttpRequest, year: int) -> HttpResponse:
    """One year of the national calendar for everybody, or of the unit's calendar that the address names (`lich`)."""
    named = request.GET.get("lich", "")
    calendar = queries.published_calendar(named)
    version = queries.version_in_force(calendar)
    content = queries.content_in_force(calendar, version)
    known = dict(content.years)
    if year not in known:
        raise NotFound(subject="calendar", value=year)
    context = {
        "calendar": calendar,
        "version": version,
        "year": year,
        "years": sorted(known),
        "query": f"?lich={calendar.public_id}" if named else "",
        "status": known[year],
        "months": picture.year_of(content.work_calendar(""), year, _today()),
        "legend": picture.LEGEND,
        "days": [(day, picture.Key(picture.look_of(day.kind))) for day in picture.days_in(content.special_days, year)],
        "closures": picture.closures_in(content.closures, year),
        "sessions": picture.session_rows(content.sessions),
        "weekdays": picture.weekday_names(),
        "weekday_heads": picture.weekday_heads(),
    }
    return render(request, "calendars/public_year.html", context)


def describe(
    request: OfficerRequest, calendar: Calendar, version: CalendarVersion | None, content: Content, year: int
) -> dict[str, Any]:
    """What both the page in force and the draft show of a year: picture, sources, sessions, years."""
    known = dict(content.years)
    own = queries.years_of(version) if version is not None else []
    national = queries.national_version() if calendar.unit_id is not None else None
    sources = {row.year: row for row in [*(queries.years_of(national) if national else []), *own]}
    days = picture.days_in(content.special_days, year)
    return {
        "calendar": calendar,
        "version": version,
        "year": year,
        "years": sorted(known),
        "status": known.get(year),
        "source": sources.get(year),
        "months": picture.year_of(content.work_calendar(""), year, _today()) if year in known else (),
        "legend": picture.LEGEND,
        "days": [(day, picture.Key(picture.look_of(day.kind))) for day in days],
        "closures": picture.closures_in(content.closures, year),
        "sessions": picture.session_rows(content.sessions),
        "inherits_sessions": calendar.unit_id is not None and not (version and version.sessions.all()),
        "weekdays": picture.weekday_names(),
        "weekday_heads": picture.weekday_heads(),
        "calendars": queries.calendars_of(request.actor),
        "can_edit": can_edit(request.actor),
    }


def _today() -> date:
    return local_date(clock.now())
