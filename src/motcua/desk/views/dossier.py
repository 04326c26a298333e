"""The page of one dossier, and the papers about it."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.audit import log
from motcua.common import clock
from motcua.desk.pages.apologies import duty_panel
from motcua.desk.pages.buttons import blocked, buttons
from motcua.desk.pages.clock_panel import clock_panel
from motcua.desk.pages.control_slip import control_slip as slip_of
from motcua.desk.pages.foresight import told
from motcua.desk.pages.legs import legs_panel
from motcua.desk.pages.rows import label_of, labels_of
from motcua.desk.pages.timeline import timeline
from motcua.desk.pages.track import track
from motcua.desk.pages.waiting import awaited
from motcua.documents import papers
from motcua.documents import queries as documents
from motcua.documents.papers import forms
from motcua.domain.errors import NotFound
from motcua.domain.lifecycle import State
from motcua.dossiers import queries as dossiers
from motcua.dossiers.services.papers import SUBJECT
from motcua.organisation.http import OfficerRequest
from motcua.ui.files import pdf, shown_by_the_browser

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

SHORT = 6
"""Events of the timeline shown before it is asked for whole."""


@require_GET
def dossier(request: OfficerRequest, code: str) -> HttpResponse:
    """Everything about a dossier that its officers need, and only the actions open to this one."""
    at = clock.now()
    found = dossiers.access_dossier(request.actor, code, at)
    return render(request, "desk/dossier.html", _context(request, found, at))


@require_POST
def reveal(request: OfficerRequest, code: str) -> HttpResponse:
    """Show the identity numbers of the parties whole; that somebody looked is written into the log."""
    at = clock.now()
    found = dossiers.access_dossier(request.actor, code, at)
    log.write(request.actor.ref, "dossiers.identity_read", "dossier", found.public_id, at=at)
    if request.htmx:
        context = {"dossier": found, "parties": dossiers.parties_of(found), "revealed": True}
        return render(request, "desk/dossier_parties.html", context)
    return render(request, "desk/dossier.html", _context(request, found, at) | {"revealed": True})


@require_GET
@shown_by_the_browser
def paper(request: OfficerRequest, code: str, public_id: UUID, name: str) -> HttpResponse:
    """An issued paper as PDF, under the name it should be saved with (`name` is only for the address)."""
    at = clock.now()
    found = dossiers.access_dossier(request.actor, code, at)
    issued = documents.paper_of(SUBJECT, found.pk, public_id)
    log.write(request.actor.ref, "dossiers.paper_read", "paper", issued.public_id, at=at)
    return pdf(papers.render_issued(issued), papers.file_name(issued))


@require_GET
@shown_by_the_browser
def control_slip(request: OfficerRequest, code: str) -> HttpResponse:
    """The control slip as it stands now; it is drawn up anew whenever it is asked for and bears no number."""
    at = clock.now()
    found = dossiers.access_dossier(request.actor, code, at)
    if found.accepted_at is None or found.import_source_id is not None:
        raise NotFound(subject="paper", value=code)
    slip = slip_of(found, dossiers.timeline(found), at)
    return pdf(papers.render(slip.kind.value, found.form_set, slip), f"phieu-kiem-soat-{found.code}.pdf")


def _context(request: OfficerRequest, found: "Dossier", at: datetime) -> dict[str, Any]:
    entries = dossiers.timeline(found)
    open_now = dossiers.actions_now(request.actor, found, at)
    route = dossiers.route_of(found)
    components = dossiers.components_of(found)
    shown = buttons(request.actor, found, route, open_now)
    story = timeline(entries)
    return {
        "dossier": found,
        "label": label_of(found, labels_of([found])),
        "at": at,
        "clock": clock_panel(found, dossiers.derivation_of(found), at),
        "told": told(request.actor, found, at),
        "track": track(found, dossiers.step_track(found, at), dossiers.calendar_of(found), at),
        "buttons": shown,
        "has_main": any(button.main for button in shown),
        "awaited": awaited(found, at),
        "legs": legs_panel(request.actor, found, entries, open_now, at),
        "blocked": blocked(request.actor, found, open_now, entries),
        "story": story if "dien-bien" in request.GET else story[:SHORT],
        "story_length": len(story),
        "parties": dossiers.parties_of(found),
        "components": components,
        "handed_in": sum(1 for component in components if component.received_at is not None),
        "papers": [_paper_row(issued) for issued in documents.papers_of(SUBJECT, found.pk)],
        "duties": duty_panel(request.actor, found, at),
        "just_accepted": "in" in request.GET and found.state != State.SUBMITTED,
    }


def _paper_row(issued: Any) -> dict[str, Any]:
    form = forms.form_of(issued.paper, issued.form_set)
    return {
        "title": _(form.title),
        "form": form.number,
        "number": issued.number,
        "at": issued.issued_at,
        "public_id": issued.public_id,
        "name": papers.file_name(issued),
        "kind": issued.paper,
    }
