"""Calendars and running dossiers: what one would do, deciding that it is applied, what it did, taking it back."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from motcua.calendars import proposals
from motcua.calendars import queries as calendars
from motcua.calendars.forms import PublishForm
from motcua.calendars.policies import can_edit
from motcua.calendars.proposals import Proposal
from motcua.common import clock
from motcua.common.pagination import Count, count, keyset
from motcua.desk.pages import calendar_effect as pages
from motcua.desk.pages.jobs import job_page
from motcua.desk.pages.load_bars import load_picture
from motcua.desk.pages.rows import label_of, labels_of
from motcua.domain.errors import MotcuaError, NotFound
from motcua.domain.worktime import local_date
from motcua.dossiers import queries as dossiers
from motcua.dossiers.queries import applications
from motcua.dossiers.queries.calendar_effect import Effect, Totals
from motcua.dossiers.queries.trials import effect_kept, trial_of
from motcua.dossiers.services import apply_calendar, try_calendar
from motcua.jobs.vocabulary import UNFINISHED
from motcua.organisation import queries as organisation
from motcua.organisation.http import OfficerRequest
from motcua.ui.files import csv_file

if TYPE_CHECKING:
    from motcua.dossiers.models import CalendarApplication, CalendarTrial

Result = TypeVar("Result")


@require_http_methods(["GET", "POST"])
def calendar_trial(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """What the draft of a calendar (without one: its version in force) would do to running dossiers.

    It is tried when somebody asks for it, in the background where there are many: this page then shows how far it is.
    """
    at = clock.now()
    proposal = _proposal(request, public_id)
    if request.method == "POST":
        try_calendar.start(proposal, actor=request.actor, at=at)
        return redirect("desk:calendar_trial", public_id)
    tried = trial_of(proposal)
    if request.htmx and tried is not None and not _runs(tried):
        return HttpResponseClientRefresh()
    done = tried if tried is not None and tried.finished_at is not None else None
    context = {
        "proposal": proposal,
        "tried": tried,
        "done": done,
        "running": job_page(tried.job) if tried is not None and tried.job is not None and done is None else None,
        "applications": applications.of_calendar(proposal.calendar_id),
        "application": applications.of_version(proposal.version_id),
        "year": local_date(at).year,
    }
    if done is not None:
        context |= _told(request, proposal, done, at)
    return render(request, "desk/calendar_trial.html", context)


def _runs(tried: "CalendarTrial") -> bool:
    return tried.finished_at is None and tried.job is not None and tried.job.state in UNFINISHED


def _told(request: OfficerRequest, proposal: Proposal, done: "CalendarTrial", at: datetime) -> dict[str, Any]:
    """A finished trial: its numbers, and a page of the dossiers that would move."""
    totals = Totals.from_json(done.totals)
    order = ("due_before", "id")
    page = keyset(
        done.moves.all(), order, after=request.GET.get("after"), before=request.GET.get("before"), size=pages.PAGE
    )
    effects = [effect_kept(move) for move in page.rows]
    return _story(totals, proposal, at) | {
        "rows": pages.rows(effects, _known(request, effects)),
        "page": page,
        "count": Count(totals.moved, exact=True),
    }


@require_GET
def calendar_trial_csv(request: OfficerRequest, public_id: UUID) -> StreamingHttpResponse:
    """The dossiers that would move by the last trial, as a file."""
    done = trial_of(_proposal(request, public_id))
    if done is None or done.finished_at is None:
        raise NotFound(subject="calendar_trial", value=public_id)
    effects = map(effect_kept, done.moves.order_by("due_before", "id").iterator())
    return csv_file(pages.csv_lines(effects, partial(_known, request)), "chay-thu-lich.csv")


@require_http_methods(["GET", "POST"])
def calendar_apply(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """Decide that the calendar is applied (a draft is published with it), after repeating what follows.

    What follows is what the trial of this very calendar says: without one there is nothing to decide on yet.
    """
    at = clock.now()
    proposal = _proposal(request, public_id)
    known = applications.of_version(proposal.version_id)
    if known is not None:
        return redirect("desk:calendar_application", known.public_id)
    tried = trial_of(proposal)
    if tried is None or tried.finished_at is None:
        messages.warning(request, _("Chạy thử lịch này trước khi áp dụng."))
        return redirect("desk:calendar_trial", public_id)
    form = PublishForm(request.POST or None, initial={"decision": proposal.decision})
    if request.method == "POST" and form.is_valid():
        made = _did(form, lambda: _decide(request, proposal, form.cleaned_data["decision"], at))
        if made is not None:
            return redirect("desk:calendar_application", made.public_id)
    confirm = pages.confirm_apply(proposal, tried, reverse("desk:calendar_trial", args=[public_id]))
    return render(request, "ui/confirm.html", {"confirm": confirm, "form": form})


def _decide(request: OfficerRequest, proposal: Proposal, decision: str, at: datetime) -> "CalendarApplication":
    version_id = proposal.version_id or 0
    if proposal.published:
        return apply_calendar.apply_version(version_id=version_id, decision=decision, actor=request.actor, at=at)
    return apply_calendar.publish_and_apply(draft_id=version_id, decision=decision, actor=request.actor, at=at)


@require_GET
def calendar_application(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """One decision: how far it is while it is carried out, and then what it did."""
    at = clock.now()
    found = applications.access_application(public_id)
    if request.htmx and found.finished_at is not None:
        return HttpResponseClientRefresh()  # what may be done now stands outside the part that was asked for
    totals = Totals.from_json(found.totals)
    events = applications.moved_by(found)
    page = keyset(events, ("id",), after=request.GET.get("after"), before=request.GET.get("before"), size=pages.PAGE)
    effects = [applications.effect_told(event) for event in page.rows]
    proposal = proposals.of_published(found.version_id)
    left = 0 if found.finished_at is not None else applications.unfinished_of(found)
    context = _story(totals, proposal, at) | {
        "application": found,
        "proposal": proposal,
        "left": left,
        "whole": max(1, totals.dossiers + left),
        "rows": pages.rows(effects, _known(request, effects)),
        "page": page,
        "count": count(events),
        "may_edit": can_edit(request.actor),
        "may_undo": found.finished_at is not None and can_edit(request.actor) and proposals.is_in_force(proposal),
        "year": local_date(at).year,
    }
    return render(request, "desk/calendar_application.html", context)


@require_GET
def calendar_application_csv(request: OfficerRequest, public_id: UUID) -> StreamingHttpResponse:
    """The dossiers that a decision moved, as a file."""
    found = applications.access_application(public_id)
    effects = map(applications.effect_told, applications.moved_by(found).order_by("id").iterator())
    return csv_file(pages.csv_lines(effects, partial(_known, request)), "ap-dung-lich.csv")


@require_http_methods(["GET", "POST"])
def calendar_undo(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """Open a draft that says what the calendar said before, under a decision of its own."""
    found = applications.access_application(public_id)
    calendar_id = found.version.calendar.public_id
    form = PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        decision = form.cleaned_data["decision"]
        draft = _did(form, lambda: apply_calendar.undo(found, decision=decision, actor=request.actor, at=clock.now()))
        if draft is not None:
            messages.success(request, _("Đã mở bản nháp số %(number)s để hoàn nguyên.") % {"number": draft.number})
            try_calendar.start(proposals.of_version(draft), actor=request.actor, at=clock.now())
            return redirect("desk:calendar_trial", calendar_id)
    confirm = pages.confirm_undo(found, reverse("desk:calendar_application", args=[public_id]))
    return render(request, "ui/confirm.html", {"confirm": confirm, "form": form})


def _proposal(request: OfficerRequest, public_id: UUID) -> Proposal:
    calendar = calendars.access_calendar(request.actor, public_id)
    version = calendars.draft_of(calendar) or calendars.version_in_force(calendar)
    if version is None:
        raise NotFound(subject="calendar_version", value=public_id)
    return proposals.of_version(version)


def _story(totals: Totals, proposal: Proposal, at: datetime) -> dict[str, Any]:
    """What both pages tell of all dossiers together."""
    day_minutes = calendars.current_calendar(proposal.unit_id).day_minutes(local_date(at))
    return {
        "totals": totals,
        "headlines": pages.headlines(totals, day_minutes),
        "picture": load_picture(totals.days),
        "units": pages.by_unit(totals, organisation.unit_names(totals.units)),
    }


def _known(request: OfficerRequest, effects: Sequence[Effect]) -> pages.Known:
    """What people call them, units and whether the officer may open them, for some dossiers. Four queries."""
    ids = [effect.dossier_id for effect in effects]
    named = dossiers.titled(ids)
    labels = labels_of(named)
    return pages.Known(
        titles={dossier.pk: label_of(dossier, labels) for dossier in named},
        units=organisation.unit_names({effect.unit_id for effect in effects}),
        visible=dossiers.visible_among(request.actor, ids),
    )


def _did(form: forms.Form, do: Callable[[], Result]) -> Result | None:
    """Do it; what the rules refuse becomes an error of the form."""
    try:
        return do()
    except MotcuaError as error:
        form.add_error(None, error.message(_))
        return None
