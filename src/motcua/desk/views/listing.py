"""The list of dossiers, results to hand out, search, and passing many on at once."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from motcua.catalogue import queries as catalogue
from motcua.common import clock
from motcua.common.pagination import Count
from motcua.desk import queries
from motcua.desk.forms.filters import EVERYTHING, NARROWING, FilterForm
from motcua.desk.pages.addresses import PAGING, changed
from motcua.desk.pages.rows import list_rows
from motcua.desk.pages.watch_words import asked_words, scope_words
from motcua.desk.queries import NOTHING_NARROWED, Asked, Standing, thresholds_of
from motcua.domain.errors import MotcuaError
from motcua.domain.lifecycle import State
from motcua.domain.watching import USUAL
from motcua.dossiers import queries as dossiers
from motcua.dossiers.queries.lists import WorkFilters
from motcua.dossiers.services.forward import forward_all
from motcua.dossiers.services.undo import undo
from motcua.organisation import queries as organisation
from motcua.organisation.http import OfficerRequest
from motcua.ui.undo import offer_undo

MOST_AT_ONCE = 100


@require_GET
def dossier_list(request: OfficerRequest) -> HttpResponse:
    """Every dossier the officer may see, due soonest first, filtered by the address."""
    at = clock.now()
    standing = queries.standing(request.actor, at)
    form = _filter_form(request, standing.units, at)
    asked = form.asked()
    known = standing.unfinished if asked == _open(NOTHING_NARROWED) else None
    page, count = queries.page_of(request.actor, asked, at, _place(request), known)
    context = {
        "form": form,
        "rows": list_rows(page.rows, at),
        "page": page,
        "count": count,
        "exact": queries.exact_count(request.actor, asked, at) if "dem" in request.GET else None,
        "exact_url": changed(request, dem="1"),
        "chips": _chips(request, asked, count, standing, at),
        "asked": asked,
        "at": at,
        "narrowed": bool(set(request.GET) - set(PAGING)),
        "scope_name": scope_words(asked.scope),
        "watch_name": asked_words(asked),
        "desk_name": _desk_name(asked),
    }
    return render(request, "desk/list.html", context)


@require_GET
def results(request: OfficerRequest) -> HttpResponse:
    """Results that wait to be handed out."""
    at = clock.now()
    asked = Asked(WorkFilters(state=State.RESOLVED, text=request.GET.get("q", "")))
    page, count = queries.page_of(request.actor, asked, at, _place(request))
    context = {"rows": list_rows(page.rows, at), "page": page, "count": count, "at": at, "q": asked.filters.text}
    return render(request, "desk/results.html", context)


@require_GET
def search(request: OfficerRequest) -> HttpResponse:
    """Look for a dossier anywhere; one exact code, typed or scanned, leads straight to it."""
    text = request.GET.get("q", "").strip()
    at = clock.now()
    found = dossiers.search(request.actor, scanned(text)) if text else []
    if len(found) == 1 and found[0].code.casefold() == scanned(text).casefold():
        return redirect("desk:dossier", code=found[0].code)
    token = scanned_token(text)
    if token:
        return redirect("desk:dossier", code=dossiers.by_public_token(token).code)
    return render(request, "desk/search.html", {"q": text, "rows": list_rows(found, at), "at": at})


def scanned(text: str) -> str:
    """What a scanner typed, as a code: some print the address of the page instead of the code."""
    return text.rstrip("/").rsplit("/", 1)[-1] if "://" in text else text


def scanned_token(text: str) -> str:
    """The public token in a scanned address, empty for anything else."""
    return text.rstrip("/").rsplit("/h/", 1)[-1] if "/h/" in text else ""


@require_POST
def bulk_plan(request: OfficerRequest) -> HttpResponse:
    """Say, before anything is pressed, which of the ticked dossiers will not go and why."""
    chosen = _chosen(request)
    return render(request, "desk/bulk_plan.html", {"plan": queries.going(request.actor, chosen)})


@require_POST
def bulk_forward(request: OfficerRequest) -> HttpResponse:
    """Pass on what can be passed on of the ticked dossiers, and offer to take it back."""
    at = clock.now()
    plan = queries.going(request.actor, _chosen(request))
    back = _back(request)
    if not plan.going:
        messages.warning(request, _("Không hồ sơ nào trong số đã chọn chuyển được lúc này."))
        return redirect(back)
    try:
        moved = forward_all(list(plan.going), actor=request.actor, at=at)
    except MotcuaError as error:
        messages.error(request, error.message(_))
        return redirect(back)
    said = ngettext("Đã chuyển %(count)s hồ sơ.", "Đã chuyển %(count)s hồ sơ.", len(moved)) % {"count": len(moved)}
    if plan.staying:
        count = len(plan.staying)
        said += " " + ngettext("%(count)s hồ sơ ở lại.", "%(count)s hồ sơ ở lại.", count) % {"count": count}
    fields = {"codes": " ".join(dossier.code for dossier in moved), "next": back}
    offer_undo(request, said, reverse("desk:bulk_undo"), fields)
    return redirect(back)


@require_POST
def bulk_undo(request: OfficerRequest) -> HttpResponse:
    """Take back what was just passed on, each dossier by its own event."""
    at = clock.now()
    undone, kept = 0, []
    for dossier in dossiers.access_dossiers(request.actor, request.POST.get("codes", "").split()[:MOST_AT_ONCE]):
        try:
            undo(dossier, actor=request.actor, at=at, key=uuid4().hex)
            undone += 1
        except MotcuaError as error:
            kept.append(error.message(_))
    if undone:
        messages.success(
            request,
            ngettext("Đã hoàn tác %(count)s hồ sơ.", "Đã hoàn tác %(count)s hồ sơ.", undone) % {"count": undone},
        )
    for message in dict.fromkeys(kept):
        messages.error(request, message)
    return redirect(_back(request))


def _chosen(request: OfficerRequest) -> list[Any]:
    return dossiers.access_dossiers(request.actor, request.POST.getlist("codes")[:MOST_AT_ONCE])


def _back(request: OfficerRequest) -> str:
    target = request.POST.get("next", "")
    return target if url_has_allowed_host_and_scheme(target, {request.get_host()}) else reverse("desk:list")


def _place(request: OfficerRequest) -> queries.Place:
    return queries.Place(request.GET.get("after"), request.GET.get("before"))


def _filter_form(request: OfficerRequest, holding: Iterable[int], at: datetime) -> FilterForm:
    sectors = [(sector.pk, sector.name) for sector in catalogue.sectors()]
    units = organisation.unit_names(holding)
    watched = {"theo_doi", "tuoi"} & set(request.GET)
    limits = thresholds_of(request.actor, at) if watched else USUAL
    return FilterForm(
        request.GET,
        thresholds=limits,
        sectors=sectors,
        units=sorted(units.items(), key=lambda row: row[1]),
        sources={source.pk: (source.slug, source.name) for source in dossiers.sources_for(request.actor)},
    )


def _chips(
    request: OfficerRequest, asked: Asked, here: Count, standing: Standing, at: datetime
) -> list[dict[str, Any]]:
    """What is open, the states of time, everything: links with counts, on all the other filters of the address.

    `here` is the count of the page itself. Everything is not counted: the number would only grow with the years. Where
    nothing else is narrowed, `standing` has counted already.
    """
    filters = asked.filters
    base = replace(asked, filters=replace(filters, time="", group=""), unfinished=False)
    counted = base == NOTHING_NARROWED
    counts = standing.times if counted else queries.counts_by_time(request.actor, base, at)
    unfinished = here if asked.unfinished else standing.unfinished if counted else None
    chips: list[dict[str, Any]] = [
        {
            "label": _("Đang giải quyết"),
            "url": changed(request, **dict.fromkeys(NARROWING, "")),
            "count": unfinished or queries.page_count(request.actor, _open(base), at),
            "on": asked.unfinished,
        }
    ]
    chips += [
        {
            "state": state,
            "url": changed(request, thoi_gian=state, nhom=""),
            "count": counts[state],
            "on": filters.time == state,
        }
        for state in ("late", "today", "near", "intime", "paused")
    ]
    return [
        *chips,
        {
            "label": _("Tất cả"),
            "url": changed(request, thoi_gian="", theo_doi="", tuoi="", nguoi="", nhom=EVERYTHING),
            "count": None,
            "on": not filters.time and not asked.unfinished and not asked_words(asked),
        },
    ]


def _desk_name(asked: Asked) -> str:
    """The desk whose dossiers were asked for; empty where none was."""
    desk = asked.filters.receiving_unit_id
    return organisation.unit_names([desk]).get(desk, "") if desk else ""


def _open(base: Asked) -> Asked:
    filters = replace(base.filters, text="", state="", receiving_unit_id=None)
    return replace(base, filters=filters, due_on=None, accepted=None, watch=None, age=None, owner=None, unfinished=True)
