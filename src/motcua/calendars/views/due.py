"""The public question *Khi nào đến hạn?*: a form that works without script, and an answer that explains itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.calendars import asking, queries
from motcua.calendars.asking import LINE_ICONS, Question
from motcua.calendars.forms import DueForm
from motcua.common import clock
from motcua.common.formats import instant_long, local
from motcua.domain.deadlines import Derivation, Line, rule_set_at
from motcua.domain.errors import MotcuaError
from motcua.domain.limits import LimitUnit, TimeLimit
from motcua.domain.worktime import CountingMode, WorkCalendar, local_date, midnight
from motcua.ui.parts import DayCell, DayKind

MOST_CELLS = 62


@dataclass(frozen=True)
class Told:
    """One line of the derivation as the page prints it."""

    line: Line

    @property
    def icon(self) -> str:
        """The icon of its kind."""
        return LINE_ICONS[self.line.kind]

    @property
    def text(self) -> str:
        """The sentence in the reader's language."""
        return self.line.sentence.render(_)


@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """Ask and answer; an address with the question in it shows the answer."""
    choices = queries.published_calendars()
    by_id = {str(public_id): unit_id for public_id, _name, unit_id in choices}
    named = [(str(public_id), name) for public_id, name, _unit in choices]
    asked = "ngay" in request.GET
    form = DueForm(request.GET if asked else None, initial=_initial(clock.now()), calendars=named)
    answer: Derivation | None = None
    if asked and form.is_valid():
        unit_id = by_id.get(form.cleaned_data["lich"])
        try:
            accepted = form.accepted_at()
            question = Question(accepted, form.limit(), unit_id, form.mode(), rule_set_at(accepted))
            answer = asking.ask(question)
        except MotcuaError as error:
            form.add_error(None, error.message(_))
    shown = _shown(answer, form.limit()) if answer else {}
    context = {"form": form, "answer": answer, "several": len(named) > 1} | shown
    return render(request, "calendars/due.html", context)


def _initial(at: datetime) -> dict[str, object]:
    there = local(at)
    return {
        "ngay": there.date(),
        "gio": there.time().replace(second=0, microsecond=0),
        "so": 5,
        "don_vi": LimitUnit.WORKING_DAYS.value,
        "cach": CountingMode.MINUTES.value,
    }


def _shown(answer: Derivation, limit: TimeLimit) -> dict[str, object]:
    assert answer.due is not None
    assert answer.calendar is not None
    cells = tuple(_cells(answer.calendar, answer.started, answer.due))
    label = _("Các ngày từ %(start)s đến hạn %(due)s") % {
        "start": instant_long(answer.started),
        "due": instant_long(answer.due),
    }
    return {
        "limit": limit.as_text().render(_),
        "told": [Told(line) for line in answer.lines],
        "cells": cells if len(cells) <= MOST_CELLS else (),
        "cells_label": label,
    }


def _cells(calendar: WorkCalendar, start: datetime, due: datetime) -> Iterator[DayCell]:
    """One cell a day from acceptance to the due date: off, or how much of its working minutes the limit takes."""
    on, last = local_date(start), local_date(due)
    while on <= last:
        yield _cell(calendar, on, start, due)
        on += timedelta(days=1)


def _cell(calendar: WorkCalendar, on: date, start: datetime, due: datetime) -> DayCell:
    week = f"{on:%d/%m}" if on.weekday() == 0 or on == local_date(start) else ""
    is_due = on == local_date(due)
    total = calendar.minutes_of(on)
    if not total:
        return DayCell.whole(DayKind.OFF, week=week, due=is_due)
    begin, end = midnight(on), midnight(on + timedelta(days=1))
    before = calendar.minutes_between(begin, min(max(start, begin), end)) * 100 // total
    until = calendar.minutes_between(begin, max(min(due, end), begin)) * 100 // total
    parts = ((DayKind.VOID, before), (DayKind.LEFT, until - before), (DayKind.VOID, 100 - until))
    return DayCell(tuple(part for part in parts if part[1] > 0), week=week, due=is_due)
