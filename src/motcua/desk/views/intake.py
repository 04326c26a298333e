"""Receiving a dossier: find the procedure, fill in, see the date, accept; nothing typed is lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.catalogue import queries as catalogue
from motcua.catalogue.values import OfferingRow
from motcua.common import clock, formats
from motcua.desk import queries
from motcua.desk.forms.actions import PlainForm
from motcua.desk.forms.intake import Intake
from motcua.desk.pages.due_preview import due_preview
from motcua.desk.pages.found import found
from motcua.desk.views.answers import ANSWER_FIELDS, ANSWERS, answer_form
from motcua.domain.errors import BadInput, MotcuaError, NotFound, RuleBroken
from motcua.domain.worktime import local_date
from motcua.dossiers.queries.drafts import access_draft, drafts_of
from motcua.dossiers.services.accept import accept
from motcua.dossiers.services.drafts import discard_draft, save_draft
from motcua.organisation.http import OfficerRequest
from motcua.organisation.roles import Role
from motcua.ui import form_fields

MOST_FOUND = 8
MOST_REMAINING = 6
_NOT_KEPT = frozenset({"csrfmiddlewaretoken", "action", "answer", "q", *ANSWER_FIELDS})


@dataclass(frozen=True, slots=True)
class Desk:
    """What one page of intake works with; `typed` is what is in the form, by field name."""

    offering: OfferingRow | None
    typed: Mapping[str, Any]
    key: str


@require_http_methods(["GET", "POST"])
def intake(request: OfficerRequest) -> HttpResponse:
    """Show the form for a chosen procedure, or do what the pressed button says."""
    at = clock.now()
    if request.method == "POST":
        return _press(request, at)
    desk = _opened(request, at)
    return _page(request, desk, _forms(desk, at), at)


@require_GET
def intake_search(request: OfficerRequest) -> HttpResponse:
    """The list under the search field, while typing."""
    return render(request, "desk/intake_found.html", _finds(request, clock.now()))


@require_POST
def intake_part(request: OfficerRequest) -> HttpResponse:
    """The side of the page (due date, fee, what remains), and the checklist when the case changed."""
    at = clock.now()
    desk = _posted(request, at)
    shown = _forms(desk, at)
    context = _context(request, desk, shown, at)
    context["with_papers"] = shown is not None and desk.typed.get("shown_case") != desk.typed.get("case")
    return render(request, "desk/intake_part.html", context)


@require_POST
def intake_save(request: OfficerRequest) -> HttpResponse:
    """Keep what is typed as a draft; answers with the sentence that the page shows."""
    at = clock.now()
    desk = _posted(request, at)
    _keep(request, desk, at)
    saved = _("Bản nháp tự lưu lúc %(time)s.") % {"time": formats.clock_time(at)}
    return HttpResponse(saved, content_type="text/plain; charset=utf-8")


@require_POST
def intake_discard(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """Throw a draft away."""
    discard_draft(public_id, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã bỏ bản nháp."))
    return redirect("desk:intake")


def _opened(request: OfficerRequest, at: datetime) -> Desk:
    """The page as it is opened: from a draft, for a procedure, or empty."""
    typed: dict[str, Any] = {}
    offering_id = request.GET.get("thu-tuc", "")
    if request.GET.get("nhap"):
        draft = access_draft(request.actor, _uuid(request.GET["nhap"]))
        typed = dict(draft.data)
        offering_id = offering_id or str(typed.get("offering", ""))
    return Desk(_offering(request, offering_id, at), typed, str(typed.get("key") or uuid4().hex))


def _posted(request: OfficerRequest, at: datetime) -> Desk:
    typed = {name: value for name, value in request.POST.items() if name not in _NOT_KEPT}
    return Desk(_offering(request, str(typed.get("offering", "")), at), typed, str(typed.get("key") or uuid4().hex))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound() from error


def _offering(request: OfficerRequest, public_id: str, at: datetime) -> OfferingRow | None:
    return catalogue.access_offering(request.actor, _uuid(public_id), at) if public_id else None


def _forms(desk: Desk, at: datetime, *, check: bool = False) -> Intake | None:
    """The forms of the chosen procedure: to show what is typed, or to check it."""
    if desk.offering is None:
        return None
    cases = catalogue.cases_of(desk.offering.procedure_version_id)
    if check:
        return Intake(cases, local_date(at), data=desk.typed)
    return Intake(cases, local_date(at), typed=desk.typed)


def _press(request: OfficerRequest, at: datetime) -> HttpResponse:
    desk = _posted(request, at)
    action = request.POST.get("action", "accept")
    if desk.offering is None:
        return _page(request, desk, None, at)
    if action == "draft":
        _keep(request, desk, at)
        messages.success(request, _("Đã lưu bản nháp lúc %(time)s.") % {"time": formats.clock_time(at)})
        return redirect("desk:intake")
    if action == "refresh":
        return _page(request, desk, _forms(desk, at), at)
    checked = _forms(desk, at, check=True)
    assert checked is not None
    if action in ANSWERS:
        return _answer(request, desk, checked, action, at)
    return _accept(request, desk, checked, at)


def _accept(request: OfficerRequest, desk: Desk, checked: Intake, at: datetime) -> HttpResponse:
    """Accept; the key of the form makes a double press one acceptance.

    What is entered late is accepted as of its receipt: there the clock starts, and the event tells when it was entered.
    """
    assert desk.offering is not None
    received = checked.received(at) if checked.is_valid() else None
    if received is not None:
        draft = _draft(request, desk.key)
        try:
            dossier = accept(
                checked.filed(desk.offering.id),
                actor=request.actor,
                at=received,
                key=desk.key,
                draft_id=None if draft is None else draft.pk,
            )
        except (BadInput, RuleBroken) as error:
            _tell(checked, error)
        else:
            messages.success(request, _("Đã tiếp nhận hồ sơ %(code)s.") % {"code": dossier.code})
            return redirect(reverse("desk:dossier", args=[dossier.code]) + "?in=1")
    return _page(request, desk, checked, at, status=422)


def _answer(request: OfficerRequest, desk: Desk, checked: Intake, action: str, at: datetime) -> HttpResponse:
    """Refuse, or ask for what is missing: first why, on a page of its own that carries everything typed."""
    assert desk.offering is not None
    if not checked.is_valid_without_papers():
        return _page(request, desk, checked, at, status=422)
    answered = "answer" in request.POST
    form = answer_form(action, checked, request.POST if answered else None)
    if not answered or not form.is_valid():
        return _answer_page(request, desk, form, action, 422 if answered else 200)
    draft = _draft(request, desk.key)
    try:
        dossier = ANSWERS[action](
            checked.filed(desk.offering.id),
            actor=request.actor,
            at=at,
            key=desk.key,
            draft_id=None if draft is None else draft.pk,
            **form.values(),
        )
    except (BadInput, RuleBroken) as error:
        form.add_error(None, error.message(_))
        return _answer_page(request, desk, form, action, 422)
    said = {
        "supplement": _("Đã yêu cầu bổ sung; hồ sơ ghi mã %(code)s."),
        "refuse": _("Đã từ chối tiếp nhận; hồ sơ ghi mã %(code)s."),
    }[action]
    messages.success(request, said % {"code": dossier.code})
    return redirect("desk:dossier", code=dossier.code)


def _answer_page(request: OfficerRequest, desk: Desk, form: PlainForm, action: str, status: int) -> HttpResponse:
    context = {"offering": desk.offering, "typed": desk.typed, "key": desk.key, "form": form, "action": action}
    return render(request, "desk/intake_answer.html", context, status=status)


def _tell(checked: Intake, error: MotcuaError) -> None:
    checked.place_error(error.field if isinstance(error, BadInput) else "", error.message(_))


def _draft(request: OfficerRequest, key: str) -> Any:
    """The officer's open draft of this form, known by the form's key."""
    return next((draft for draft in drafts_of(request.actor) if draft.data.get("key") == key), None)


def _keep(request: OfficerRequest, desk: Desk, at: datetime) -> None:
    known = _draft(request, desk.key)
    save_draft(
        data={**desk.typed, "key": desk.key, "label": desk.offering.label if desk.offering else ""},
        actor=request.actor,
        at=at,
        public_id=None if known is None else known.public_id,
        offering_id=None if desk.offering is None else desk.offering.id,
    )


def _page(request: OfficerRequest, desk: Desk, shown: Intake | None, at: datetime, status: int = 200) -> HttpResponse:
    return render(request, "desk/intake.html", _context(request, desk, shown, at), status=status)


def _context(request: OfficerRequest, desk: Desk, shown: Intake | None, at: datetime) -> dict[str, Any]:
    context = {**_finds(request, at), "offering": desk.offering, "intake": shown, "key": desk.key}
    if desk.offering is None or shown is None:
        usual = queries.usual_offerings(request.actor, at)
        return {**context, "drafts": drafts_of(request.actor), "usual": found(usual, "")}
    case_id = shown.case.id if shown.case else None
    checked = Intake(shown.cases, local_date(at), data=shown.shown)
    checked.is_valid()
    received = checked.received(at) or at
    remaining = form_fields.faults(checked.forms)
    return {
        **context,
        "preview": due_preview(desk.offering.id, case_id, shown.channel, received),
        "remaining": remaining[:MOST_REMAINING],
        "remaining_count": len(remaining),
        "remaining_more": max(0, len(remaining) - MOST_REMAINING),
        "at": at,
    }


def _finds(request: OfficerRequest, at: datetime) -> dict[str, Any]:
    """What the typed words find among the procedures that the officer's desks receive."""
    text = request.GET.get("q", "").strip()
    units = request.actor.units_with(Role.DESK_OFFICER, Role.ONE_STOP_HEAD)
    rows = catalogue.offerings_for(units, local_date(at), text, MOST_FOUND) if text else []
    return {"q": text, "found": found(rows, text)}
