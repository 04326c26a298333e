"""The draft of a calendar: adding and taking out, what would change, publishing and discarding."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.calendars import queries
from motcua.calendars.content import Content
from motcua.calendars.difference import differences
from motcua.calendars.forms import (
    ClosureForm,
    PublishForm,
    SessionForm,
    SpecialDayForm,
    UnitCalendarForm,
    YearForm,
)
from motcua.calendars.models import Calendar, CalendarVersion
from motcua.calendars.services import drafts, edit
from motcua.calendars.services.publish import publish
from motcua.calendars.views.year import describe
from motcua.common import clock
from motcua.domain.errors import BadInput, MotcuaError, NotFound
from motcua.domain.worktime import local_date
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor
from motcua.organisation.http import OfficerRequest

Do = Callable[[Any, int, Actor, datetime], object]


@dataclass(frozen=True)
class Work:
    """Something a form of the draft page does: the form's class, and the service it calls with the draft's id."""

    form: type[forms.Form]
    do: Do


def _add_day(form: SpecialDayForm, draft_id: int, actor: Actor, at: datetime) -> object:
    return edit.add_special_day(draft_id=draft_id, **form.cleaned_data, actor=actor, at=at)


def _add_closure(form: ClosureForm, draft_id: int, actor: Actor, at: datetime) -> object:
    starts, ends = form.instants()
    name, source = form.cleaned_data["name"], form.cleaned_data["source"]
    return edit.add_closure(draft_id=draft_id, starts=starts, ends=ends, name=name, source=source, actor=actor, at=at)


def _add_session(form: SessionForm, draft_id: int, actor: Actor, at: datetime) -> object:
    data = form.cleaned_data
    return edit.add_session(
        draft_id=draft_id,
        weekdays=tuple(int(weekday) for weekday in data["weekdays"]),
        opens=data["opens"],
        closes=data["closes"],
        for_intake=data["purpose"] != "clock",
        for_clock=data["purpose"] != "intake",
        valid_from=data["valid_from"],
        valid_to=data["valid_to"],
        actor=actor,
        at=at,
    )


def _set_year(form: YearForm, draft_id: int, actor: Actor, at: datetime) -> object:
    return edit.set_year(draft_id=draft_id, **form.cleaned_data, actor=actor, at=at)


def _publish(form: PublishForm, draft_id: int, actor: Actor, at: datetime) -> object:
    return publish(draft_id=draft_id, decision=form.cleaned_data["decision"], actor=actor, at=at)


WORKS: Mapping[str, Work] = {
    "day": Work(SpecialDayForm, _add_day),
    "closure": Work(ClosureForm, _add_closure),
    "session": Work(SessionForm, _add_session),
    "year": Work(YearForm, _set_year),
    "publish": Work(PublishForm, _publish),
}
FIELDS = {"closes": "closes", "ends": "to_time", "on": "on", "opens": "opens", "source": "source"}
"""Where a service's error about a field stands on the form."""


@require_http_methods(["GET", "POST"])
def draft(request: OfficerRequest, public_id: UUID, year: int) -> HttpResponse:
    """Show a draft and do what one of its forms asks."""
    calendar = queries.access_calendar(request.actor, public_id)
    row = queries.draft_of(calendar)
    if row is None:
        return redirect("calendars:year", public_id, year)
    bound: dict[str, forms.Form] = {}
    if request.method == "POST":
        name = request.POST.get("work", "")
        work = WORKS.get(name)
        if work is None:
            raise NotFound(subject="work", value=name)
        form = work.form(request.POST, prefix=name)
        if form.is_valid() and _done(form, lambda: work.do(form, row.pk, request.actor, clock.now())):
            return _after(request, name, public_id, year)
        bound[name] = form
    return render(request, "calendars/draft.html", _context(request, calendar, row, year, bound))


def _after(request: OfficerRequest, name: str, public_id: UUID, year: int) -> HttpResponse:
    if name == "publish":
        messages.success(request, _("Đã công bố lịch. Hồ sơ đang chạy giữ hạn cũ cho đến khi lịch được áp dụng."))
        return redirect("calendars:year", public_id, year)
    messages.success(request, _("Đã ghi vào bản nháp."))
    return redirect("calendars:draft", public_id, year)


def _done(form: forms.Form, do: Callable[[], object]) -> bool:
    """Do it in one transaction; what the rules refuse becomes an error of its field."""
    try:
        with transaction.atomic():
            do()
    except BadInput as error:
        form.add_error(FIELDS.get(error.field), error.message(_))
    except MotcuaError as error:
        form.add_error(None, error.message(_))
    return not form.errors


def _context(
    request: OfficerRequest, calendar: Calendar, row: CalendarVersion, year: int, bound: Mapping[str, forms.Form]
) -> dict[str, Any]:
    own = queries.content_of(row)
    base = Content() if row.based_on is None else queries.published_content(row.based_on)
    shown = {
        name: bound.get(name) or work.form(prefix=name, initial=_initial(name, year, row))
        for name, work in WORKS.items()
    }
    context = describe(request, calendar, row, queries.content_in_force(calendar, row), year)
    return context | {
        "draft": row,
        "forms": shown,
        "faulty": list(bound.values()),
        "open_form": next(iter(bound), ""),
        "differences": differences(base, own),
        "own_days": [day for day in row.special_days.all() if day.on.year == year],
        "own_closures": list(row.closures.all()),
        "own_sessions": sorted(row.sessions.all(), key=lambda s: (s.weekday, s.opens)),
    }


def _initial(name: str, year: int, row: CalendarVersion) -> dict[str, Any]:
    known: dict[str, dict[str, Any]] = {"year": {"year": year}, "publish": {"decision": row.decision}}
    return known.get(name, {})


@require_POST
def remove_day(request: OfficerRequest, public_id: UUID, year: int, row_id: int) -> HttpResponse:
    """Take a special day out of the draft."""
    row = _draft_row(request, public_id)
    edit.remove_special_day(draft_id=row.pk, day_id=row_id, actor=request.actor, at=clock.now())
    return _removed(request, public_id, year)


@require_POST
def remove_closure(request: OfficerRequest, public_id: UUID, year: int, row_id: int) -> HttpResponse:
    """Take a closure out of the draft."""
    row = _draft_row(request, public_id)
    edit.remove_closure(draft_id=row.pk, closure_id=row_id, actor=request.actor, at=clock.now())
    return _removed(request, public_id, year)


@require_POST
def remove_session(request: OfficerRequest, public_id: UUID, year: int, row_id: int) -> HttpResponse:
    """Take a session out of the draft."""
    row = _draft_row(request, public_id)
    edit.remove_session(draft_id=row.pk, session_id=row_id, actor=request.actor, at=clock.now())
    return _removed(request, public_id, year)


def _removed(request: OfficerRequest, public_id: UUID, year: int) -> HttpResponse:
    messages.success(request, _("Đã bỏ khỏi bản nháp."))
    return redirect("calendars:draft", public_id, year)


def _draft_row(request: OfficerRequest, public_id: UUID) -> CalendarVersion:
    row = queries.draft_of(queries.access_calendar(request.actor, public_id))
    if row is None:
        raise NotFound(subject="draft", value=public_id)
    return row


@require_POST
def open_draft(request: OfficerRequest, public_id: UUID, year: int) -> HttpResponse:
    """Open the draft of a calendar, or lead to the one that is open."""
    calendar = queries.access_calendar(request.actor, public_id)
    if queries.draft_of(calendar) is None:
        drafts.open_draft(calendar_id=calendar.pk, actor=request.actor, at=clock.now())
    return redirect("calendars:draft", public_id, year)


@require_POST
def discard(request: OfficerRequest, public_id: UUID, year: int) -> HttpResponse:
    """Throw the draft away."""
    drafts.discard_draft(draft_id=_draft_row(request, public_id).pk, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã bỏ bản nháp."))
    return redirect("calendars:year", public_id, year)


@require_POST
def create(request: OfficerRequest) -> HttpResponse:
    """Give a unit, named by its code, a calendar of its own and open its draft."""
    at = clock.now()
    form = UnitCalendarForm(request.POST)
    year = local_date(at).year
    if not form.is_valid():
        return _refused(request, str(form.errors["code"][0]))
    code = form.cleaned_data["code"].strip()
    try:
        unit = organisation.unit_by_code(code, local_date(at))
        name = f"Lịch của {unit.name}"  # kept, so in Vietnamese whatever the language of the page
        row = drafts.create_unit_calendar(unit_id=unit.pk, name=name, actor=request.actor, at=at)
    except NotFound:
        return _refused(request, _("Không có đơn vị nào mang mã “%(code)s”. Kiểm tra lại mã.") % {"code": code})
    except MotcuaError as error:
        return _refused(request, error.message(_))
    return redirect("calendars:draft", row.calendar.public_id, year)


def _refused(request: OfficerRequest, reason: str) -> HttpResponse:
    messages.error(request, reason)
    return redirect(reverse("calendars:index"))
