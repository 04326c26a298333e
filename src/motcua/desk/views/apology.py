"""One duty to apologise: its page, each act on its letter, and saying on a dossier that it will be late."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from motcua.common import clock
from motcua.desk.forms.actions import PlainForm
from motcua.desk.forms.apologies import FORMS, DraftForm, SayLateForm
from motcua.desk.pages import apologies as pages
from motcua.documents import papers
from motcua.documents import queries as documents
from motcua.domain.apologies import Act
from motcua.domain.errors import BadInput, Conflict, MotcuaError, NotFound, RuleBroken
from motcua.domain.worktime import local_date
from motcua.dossiers import apology_policies as policies
from motcua.dossiers import queries as dossiers
from motcua.dossiers.queries import apologies as queries
from motcua.dossiers.queries import late_reasons
from motcua.dossiers.services.apologies.checking import approve, review, rework
from motcua.dossiers.services.apologies.drafting import draft, may_promise, proposal
from motcua.dossiers.services.apologies.issuing import number
from motcua.dossiers.services.apologies.saying import say_late as say
from motcua.dossiers.services.apologies.sending import deliver, send
from motcua.dossiers.services.papers import SUBJECT
from motcua.organisation import queries as organisation
from motcua.organisation.http import OfficerRequest

if TYPE_CHECKING:
    from motcua.dossiers.models import Apology, Dossier

SERVICES: Final[Mapping[Act, Callable[..., "Apology"]]] = {
    Act.DRAFT: draft,
    Act.REWORK: rework,
    Act.REVIEW: review,
    Act.APPROVE: approve,
    Act.NUMBER: number,
    Act.SEND: send,
    Act.DELIVER: deliver,
}
"""What each act does."""

EFFECTS: Final[Mapping[Act, str | Promise]] = {
    Act.DRAFT: gettext_lazy("Thư được soạn sẵn từ diễn biến của hồ sơ; đọc lại, sửa cho đúng. Bản trước vẫn được giữ."),
    Act.REWORK: gettext_lazy("Thư trở lại bước soạn; số đã cấp không dùng lại."),
    Act.REVIEW: gettext_lazy("Thư chuyển đến người ký duyệt."),
    Act.APPROVE: gettext_lazy("Thư chuyển đến văn thư để lấy số, in và trình ký."),
    Act.NUMBER: gettext_lazy("Thư được cấp số trong sổ của cơ quan và không sửa được nữa. Sau đó in, ký, đóng dấu."),
    Act.SEND: gettext_lazy("Ghi thư đã ký được gửi đi. Việc này không hoàn tác được."),
    Act.DELIVER: gettext_lazy("Ghi ngày người nộp nhận được thư và bằng chứng."),
}
"""What follows from each act, said before it is done."""


MOVES: Final = gettext_lazy(
    "Ngày hẹn trả đổi sang ngày ghi trong thư, lần duy nhất của hồ sơ. Việc này không hoàn tác được."
)
PROMISES: Final = gettext_lazy(
    "Ngày hẹn đã qua: người nộp được hẹn ngày mới, nhưng hồ sơ vẫn là quá hạn. Việc này không hoàn tác được."
)


def effect_of(found: "Apology", act: Act, at: datetime) -> str:
    """What follows from an act on this duty: a letter with a new date moves it only while the old one is to come."""
    if act is Act.SEND and found.new_due_at is not None:
        return str(MOVES if at <= found.due_at else PROMISES)
    return str(EFFECTS[act])


@require_GET
def apology(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """The duty: what is owed until when, the letter, what may be done now, what happened."""
    at = clock.now()
    found = queries.access_apology(request.actor, public_id)
    acts = queries.acts_now(request.actor, found, at)
    letters = queries.letters_of(found)
    context = {
        "apology": found,
        "row": pages.duty_row(found, at),
        "ground": pages.ground_words(found),
        "relief": pages.relief_words(found),
        "sent_by": pages.sent_words(found.sent_by),
        "acts": [(act, pages.act_words(act), pages.ACT_ICONS[act], act is not Act.REWORK) for act in acts],
        "letter": letters[0] if letters else None,
        "letters": letters,
        "story": pages.story(found, queries.story(found)),
        "signers": _signers(found, at),
        "paper": _paper(found),
        # The ledger shows duties of dossiers that the actor may not open.
        "whole": found.dossier_id in dossiers.visible_among(request.actor, [found.dossier_id]),
        "at": at,
    }
    return render(request, "desk/apology.html", context)


@require_http_methods(["GET", "POST"])
def apology_act(request: OfficerRequest, public_id: UUID, act: str) -> HttpResponse:
    """Show what an act asks, or do it."""
    at = clock.now()
    found = queries.access_apology(request.actor, public_id)
    chosen = _act(act)
    if request.method == "POST":
        return _do(request, found, chosen, at)
    if chosen not in queries.acts_now(request.actor, found, at):
        messages.warning(request, _("Lúc này bạn không %(act)s được.") % {"act": pages.act_words(chosen).lower()})
        return redirect("desk:apology", public_id=public_id)
    return _page(request, found, chosen, _form(found, chosen, at, reason=request.GET.get("reason", "")), at)


@require_http_methods(["GET", "POST"])
def say_late(request: OfficerRequest, code: str) -> HttpResponse:
    """Say that a dossier will miss its date, with the reason: the duty to apologise opens."""
    at = clock.now()
    found = dossiers.access_dossier(request.actor, code, at)
    form = SayLateForm(request.POST if request.method == "POST" else None, reasons=_reasons(at))
    if request.method != "POST":
        return _say_page(request, found, form)
    if not form.is_valid():
        return _say_page(request, found, form, status=422)
    try:
        opened = say(found, actor=request.actor, at=at, expected=_number(request), **form.values())
    except (BadInput, Conflict, RuleBroken) as error:
        _add(form, error)
        return _say_page(request, found, form, status=409 if isinstance(error, Conflict) else 422)
    messages.success(request, _("Đã mở việc xin lỗi. Soạn thư trước khi quá hạn gửi."))
    return redirect("desk:apology", public_id=opened.public_id)


def _act(name: str) -> Act:
    found = next((act for act in SERVICES if act.value == name), None)
    if found is None:
        raise NotFound(subject="act", value=name)
    return found


def _do(request: OfficerRequest, found: "Apology", act: Act, at: datetime) -> HttpResponse:
    form = _form(found, act, at, data=request.POST)
    if not form.is_valid():
        return _page(request, found, act, form, at, status=422)
    try:
        SERVICES[act](found, actor=request.actor, at=at, expected=_number(request), **form.values())
    except Conflict as error:
        messages.error(request, error.message(_))
        return redirect("desk:apology", public_id=found.public_id)
    except (BadInput, RuleBroken) as error:
        _add(form, error)
        return _page(request, queries.access_apology(request.actor, found.public_id), act, form, at, status=422)
    messages.success(request, _("Đã %(act)s.") % {"act": pages.act_words(act).lower()})
    return redirect("desk:apology", public_id=found.public_id)


def _form(found: "Apology", act: Act, at: datetime, *, data: Any = None, reason: str = "") -> PlainForm:
    """The form of an act; a letter begins with what the system proposes for the reason at hand."""
    if act is Act.DRAFT:
        return _draft_form(found, at, data, reason)
    if act is Act.DELIVER:
        return FORMS[act](data, initial={"on": local_date(at)})
    return FORMS[act](data)


def _draft_form(found: "Apology", at: datetime, data: Any, reason: str) -> DraftForm:
    promises = may_promise(found, found.dossier)
    if data is not None:
        return DraftForm(data, reasons=_reasons(at), promises=promises)
    known = {each.code: each for each in late_reasons.reasons(local_date(at))}
    chosen = known.get(reason) or (known.get(found.reason.code) if found.reason is not None else None)
    made = proposal(found, chosen.words if chosen is not None else "", at)
    initial = {
        "reason": chosen.code if chosen is not None else "",
        "body": made.body,
        "new_due_at": made.new_due_at,
    }
    return DraftForm(initial=initial, reasons=_reasons(at), promises=promises)


def _reasons(at: datetime) -> list[tuple[str, str]]:
    return [(each.code, each.name) for each in late_reasons.reasons(local_date(at))]


def _add(form: PlainForm, error: MotcuaError) -> None:
    field = error.field if isinstance(error, BadInput) and error.field in form.fields else None
    form.add_error(field, error.message(_))


def _page(
    request: OfficerRequest, found: "Apology", act: Act, form: PlainForm, at: datetime, status: int = 200
) -> HttpResponse:
    context = {
        "apology": found,
        "act": act,
        "verb": pages.act_words(act),
        "icon": pages.ACT_ICONS[act],
        "effect": effect_of(found, act, at),
        "form": form,
        "drafting": act is Act.DRAFT,
        "letter": queries.letter_of(found) if act in (Act.REVIEW, Act.APPROVE, Act.NUMBER) else None,
    }
    return render(request, "desk/apology_act.html", context, status=status)


def _say_page(request: OfficerRequest, found: "Dossier", form: SayLateForm, status: int = 200) -> HttpResponse:
    return render(request, "desk/say_late.html", {"dossier": found, "form": form}, status=status)


def _number(request: OfficerRequest) -> int | None:
    text = request.POST.get("expected", "")
    return int(text) if text.isdigit() else None


def _signers(found: "Apology", at: datetime) -> list[str]:
    """Who may approve, by name."""
    signer = policies.signer_of(found.competent_unit_id, at)
    return [person.full_name for person in organisation.people_with_role(signer.role, signer.unit_id, at)]


def _paper(found: "Apology") -> dict[str, Any] | None:
    """The numbered letter, to be printed and signed."""
    if found.paper_id is None:
        return None
    issued = documents.paper_of(SUBJECT, found.dossier_id, found.paper_id)
    return {"number": issued.number, "public_id": issued.public_id, "name": papers.file_name(issued)}
