"""One drawn dossier at the shelf: what the software says, and what is found."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.audit import log
from motcua.common import clock, formats
from motcua.domain.errors import BadInput, Conflict
from motcua.dossiers import queries as dossiers
from motcua.inspections.forms.findings import WORDS, FindingForm
from motcua.inspections.models import SpotCheckItem
from motcua.inspections.queries.checks import access_item, draft_of, findings_of, next_place
from motcua.inspections.services.findings import record_finding, save_draft
from motcua.inspections.vocabulary import Field, Verdict
from motcua.organisation.http import OfficerRequest

_LISTS = ("fields_differing",)


@require_http_methods(["GET", "POST"])
def item(request: OfficerRequest, public_id: UUID, place: int) -> HttpResponse:
    """Show what the software says of a dossier and record what the shelf says; then the next one without a finding."""
    found = access_item(request.actor, public_id, place)
    at = clock.now()
    if request.method == "POST":
        form = FindingForm(request.POST)
        if form.is_valid():
            verdict = Verdict(form.cleaned_data["verdict"])
            try:
                record_finding(found, verdict=verdict, differing=form.differing(), actor=request.actor, at=at)
            except (BadInput, Conflict) as error:
                form.add_error(None, error.message(_))
            else:
                messages.success(request, _("Đã ghi hồ sơ số %(place)s: %(what)s.") % _said(place, verdict))
                following = next_place(found.check_of, place)
                if following is None:
                    return redirect("inspections:check", public_id=public_id)
                return redirect("inspections:item", public_id=public_id, place=following)
        return _page(request, found, form, status=422)
    log.write(request.actor.ref, "inspections.dossier_read", "dossier", found.dossier.public_id, at=at)
    draft = draft_of(found, request.actor)
    return _page(request, found, FindingForm(initial=_begun(draft.data) if draft is not None else None))


def _begun(data: dict[str, Any]) -> dict[str, Any]:
    """What was typed before; whoever wrote what stands on paper has named what differs by that."""
    ticked = set(data.get("fields_differing") or ())
    written = {field.value for field in Field if data.get(WORDS + field.value)}
    return {**data, "fields_differing": sorted(ticked | written)}


def _said(place: int, verdict: Verdict) -> dict[str, object]:
    return {"place": place, "what": verdict.label}


@require_POST
def draft(request: OfficerRequest, public_id: UUID, place: int) -> HttpResponse:
    """Keep what is typed; answers with the sentence that the page shows."""
    found = access_item(request.actor, public_id, place)
    at = clock.now()
    data = {
        name: request.POST.getlist(name) if name in _LISTS else request.POST.get(name, "")
        for name in FindingForm().fields
    }
    try:
        save_draft(found, data=data, actor=request.actor, at=at)
        saved = _("Bản nháp tự lưu lúc %(time)s.") % {"time": formats.clock_time(at)}
    except BadInput as error:
        saved = error.message(_)
    return HttpResponse(saved, content_type="text/plain; charset=utf-8")


def _page(request: OfficerRequest, found: SpotCheckItem, form: FindingForm, status: int = 200) -> HttpResponse:
    dossier = found.dossier
    papers = dossiers.components_of(dossier)
    labels = dict(Field.choices)
    context: dict[str, Any] = {
        "item": found,
        "check": found.check_of,
        "dossier": dossier,
        "whole": dossier.pk in dossiers.visible_among(request.actor, [dossier.pk]),
        "papers": [paper for paper in papers if paper.received_at is not None],
        "form": form,
        "findings": [
            {
                "finding": finding,
                "fields": [(labels[name], _words(finding).get(name, "")) for name in finding.fields],
            }
            for finding in findings_of(found)
        ],
        "previous": found.place - 1,
        "next": found.place + 1 if found.place < found.check_of.items.count() else 0,
    }
    return render(request, "inspections/item.html", context, status=status)


def _words(finding: Any) -> dict[str, str]:
    note = getattr(finding, "note", None)
    return note.words if note is not None and note.erased_at is None else {}
