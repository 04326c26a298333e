"""The tree of units, on any day, and the page of one unit."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from motcua.common import clock, formats, pagination
from motcua.organisation import queries, services
from motcua.organisation.forms.units import ContactForm
from motcua.organisation.http import OfficerRequest
from motcua.organisation.kinds import CodeScheme, EventKind, Level, PartSide
from motcua.organisation.models import Unit
from motcua.organisation.policies import Action, can
from motcua.organisation.views.doing import done, sent
from motcua.organisation.views.unit_events import EVENTS

MOST_BELOW = 800
"""Two levels are drawn at once while the second has no more lines than this (a province has some 600 offices)."""


def _day(text: str, today: date) -> tuple[date, bool]:
    """Return the day asked for, today when none or none that can be read, and whether it could be read."""
    for pattern in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, pattern).date(), True  # noqa: DTZ007  a legal day has no clock
        except ValueError:
            continue
    return today, not text


@require_GET
def tree(request: OfficerRequest) -> HttpResponse:
    """Show units below one (`duoi`) or at the top, as they stood on a day (`ngay`), or those found by words (`q`)."""
    today = formats.local(clock.now()).date()
    on, readable = _day(request.GET.get("ngay", "").strip(), today)
    text = request.GET.get("q", "").strip()
    context: dict[str, Any] = {
        "text": text,
        "on": on,
        "today": on == today,
        "typed_day": formats.day(on) if readable else request.GET["ngay"].strip(),
        "bad_day": not readable,
        "levels": dict(Level.choices),
    }
    return render(request, "organisation/tree.html", context | (_found(request, text) if text else _tree(request, on)))


def _found(request: OfficerRequest, text: str) -> dict[str, Any]:
    rows = queries.search_units(request.actor, text)
    page = pagination.keyset(
        rows, ("name", "id"), after=request.GET.get("after"), before=request.GET.get("before"), size=50
    )
    return {"page": page, "count": pagination.count(rows)}


def _tree(request: OfficerRequest, on: date) -> dict[str, Any]:
    top = _asked(request)
    lines = queries.tree(request.actor, on, top.pk if top else None)
    if top is None and len(lines) == 1 and lines[0].children:
        top = queries.unit(lines[0].unit_id)
        lines = queries.tree(request.actor, on, top.pk)
    below = {}
    if sum(line.children for line in lines) <= MOST_BELOW:
        below = queries.tree_below(request.actor, on, [line.unit_id for line in lines])
    path = queries.units(queries.ancestor_ids(top.pk)) if top else {}
    ordered = [path[unit_id] for unit_id in reversed(queries.ancestor_ids(top.pk))] if top else []
    return {"top": top, "path": ordered, "lines": [(line, below.get(line.unit_id, [])) for line in lines]}


def _asked(request: OfficerRequest) -> Unit | None:
    text = request.GET.get("duoi", "")
    try:
        return queries.access_unit(request.actor, UUID(text)) if text else None
    except ValueError:
        return None


@require_GET
def unit(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """Show one unit: where it stands, its names and codes over time, its events, who works there."""
    at = clock.now()
    today = formats.local(at).date()
    shown = queries.access_unit(request.actor, public_id)
    path = queries.ancestor_ids(shown.pk)
    units = queries.units(path)
    context = {
        "unit": shown,
        "level": Level(shown.level).label,
        "path": [units[unit_id] for unit_id in reversed(path[1:])],
        "over": shown.valid_to is not None and shown.valid_to <= today,
        "successors": queries.units(queries.successors_of(shown.pk)).values(),
        "periods": queries.periods_of(shown.pk),
        "codes": queries.codes_of(shown.pk),
        "schemes": dict(CodeScheme.choices),
        "events": _events(shown.pk),
        "people": queries.assignments_in(shown.pk, today),
        "grants": queries.grants_of_unit(request.actor, shown.pk, at),
        "sees_access": can(request.actor, Action.VIEW_ACCESS),
        "manages": can(request.actor, Action.MANAGE_UNITS),
        "writable": [(kind, event.title) for kind, event in EVENTS.items()],
        "children": len(queries.tree(request.actor, today, shown.pk)),
    }
    return render(request, "organisation/unit.html", context)


def _events(unit_id: int) -> list[dict[str, Any]]:
    """Return the events of a unit with what stood before and what came out, other than the unit itself."""
    parts = queries.events_of(unit_id)
    ids = [part.event_id for part in parts]
    before, after = (queries.others_in(ids, side) for side in (PartSide.BEFORE, PartSide.AFTER))
    told = set()
    lines = []
    for part in parts:
        if part.event_id in told:
            continue
        told.add(part.event_id)
        listed = part.event.kind != EventKind.IMPORTED
        lines.append(
            {
                "event": part.event,
                "kind": EventKind(part.event.kind).label,
                "before": [u for u in before[part.event_id] if u.pk != unit_id] if listed else [],
                "after": [u for u in after[part.event_id] if u.pk != unit_id] if listed else [],
            }
        )
    return lines


@require_http_methods(["GET", "POST"])
def contact(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """Change where a unit is reached."""
    shown = queries.access_unit(request.actor, public_id)
    form = ContactForm(sent(request), initial={"address": shown.address, "phone": shown.phone})
    if request.method == "POST" and form.is_valid():
        at = clock.now()
        chosen = form.cleaned_data
        if done(form, lambda: services.change_contact(unit_id=shown.pk, **chosen, actor=request.actor, at=at)):
            messages.success(request, _("Đã lưu địa chỉ và điện thoại."))
            return redirect("organisation:unit", public_id)
    return render(request, "organisation/contact.html", {"unit": shown, "form": form})
