"""The home of a signed-in officer: what to do now, by urgency, and what waits for others."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.calendars import queries as calendars
from motcua.common import clock
from motcua.desk import queries
from motcua.desk.pages.apologies import waiting
from motcua.desk.pages.office_day import strip, strip_days, today
from motcua.desk.pages.rows import labels_of
from motcua.desk.pages.words import near_words
from motcua.desk.pages.work import groups_of
from motcua.domain.worktime import local_date
from motcua.dossiers import queries as dossiers
from motcua.organisation.http import OfficerRequest
from motcua.organisation.roles import Role


@require_GET
def my_work(request: OfficerRequest) -> HttpResponse:
    """Counts by urgency, rows with one main action each, the ten working days ahead."""
    at = clock.now()
    actor = request.actor
    calendar = calendars.current_calendar(min(actor.unit_ids, default=None))
    work = dossiers.my_work(actor, at)
    days = strip_days(calendar, local_date(at))
    context = {
        "work": work,
        "groups": groups_of(actor, work, at),
        "near_words": near_words(at),
        "labels": labels_of(work.to_return.rows),
        "today": today(calendar, at),
        "strip": strip(calendar, local_date(at), queries.due_counts(actor, days, at)),
        "duties": waiting(actor, at),
        "may_receive": actor.has_any(Role.DESK_OFFICER, Role.ONE_STOP_HEAD),
        "at": at,
    }
    return render(request, "desk/my_work.html", context)
