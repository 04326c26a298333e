"""The public home: find a procedure, follow a dossier, know when the office is open."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from motcua.calendars import queries as calendars
from motcua.catalogue.pages.listing import ListRow, list_rows
from motcua.catalogue.queries import Filters
from motcua.catalogue.queries.listing import procedures
from motcua.common import clock
from motcua.common.formats import clock_time, weekday
from motcua.domain.worktime import Purpose, WorkCalendar, local_date
from motcua.dossiers.queries.public import usual_procedures

MOST = 8
DAYS = 7


def home(request: HttpRequest) -> HttpResponse:
    """The page that a citizen sees first."""
    at = clock.now()
    today = local_date(at)
    context = {"procedures": _procedures(), "hours": hours(calendars.current_calendar(), today), "at": at}
    return render(request, "portal/home.html", context)


def _procedures() -> list[ListRow]:
    """What people came for most; before anybody came, the first ones by name."""
    usual = usual_procedures(MOST)
    offered = procedures(Filters(state="offered"))
    rows = sorted(offered.filter(pk__in=usual), key=lambda row: usual.index(row.pk))
    return list_rows(rows or list(offered.order_by("sort_key", "id")[:MOST]))


def hours(calendar: WorkCalendar, today: date) -> list[tuple[str, tuple[str, ...], bool]]:
    """The days from today on with their opening hours: name, spans, whether it is today; holidays are named."""
    found = []
    for number in range(DAYS):
        on = today + timedelta(days=number)
        spans = tuple(f"{clock_time(a)}–{clock_time(b)}" for a, b in calendar.sessions_of(on, Purpose.INTAKE))
        special = calendar.describe(on)
        name = f"{weekday(on)} {on:%d/%m}"
        if not spans:
            spans = (_("nghỉ, %(name)s") % {"name": special.name} if special is not None else _("nghỉ"),)
        found.append((name[0].upper() + name[1:], spans, number == 0))
    return found
