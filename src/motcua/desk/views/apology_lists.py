"""The lists behind the ledger: reasons for lateness, and who signs the letters."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.common import clock
from motcua.desk.forms.apologies import AddReasonForm, CloseForm, NameSignerForm
from motcua.desk.views.one_form import OneForm, add_fault, answered
from motcua.domain.errors import BadInput
from motcua.domain.worktime import local_date
from motcua.dossiers.queries import late_reasons as queries
from motcua.dossiers.services.apologies import lists
from motcua.organisation import queries as organisation
from motcua.organisation.http import OfficerRequest
from motcua.organisation.roles import ROLE_LABELS


@require_http_methods(["GET", "POST"])
def late_reasons(request: OfficerRequest) -> HttpResponse:
    """Both lists; a reason is added by the form below them."""
    at = clock.now()
    today = local_date(at)
    posted = request.method == "POST"
    form = AddReasonForm(request.POST if posted else None, initial={"valid_from": today})
    if posted and form.is_valid():
        try:
            made = lists.add_reason(actor=request.actor, at=at, **form.values())
        except BadInput as error:
            add_fault(form, error)
        else:
            messages.success(request, _("Đã thêm nguyên nhân “%(name)s”.") % {"name": made.name})
            return redirect("desk:late_reasons")
    context = {
        "form": form,
        "reasons": queries.every_reason(),
        "signers": [(signer, ROLE_LABELS[lists.role_of(signer)]) for signer in lists.signers(today)],
        "today": today,
    }
    return render(request, "desk/late_reasons.html", context, status=422 if posted else 200)


@require_http_methods(["GET", "POST"])
def close_reason(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """Stop using a reason from a day on; what bears it keeps it."""
    at = clock.now()
    form = CloseForm(request.POST if request.method == "POST" else None, initial={"on": local_date(at)})

    def done(good: dict[str, Any]) -> str:
        closed = lists.close_reason(public_id=public_id, actor=request.actor, at=at, **good)
        return _("Thôi dùng nguyên nhân “%(name)s”.") % {"name": closed.name}

    return answered(request, form, _page(_("Thôi dùng nguyên nhân")), done)


@require_http_methods(["GET", "POST"])
def name_signer(request: OfficerRequest) -> HttpResponse:
    """Say who signs the letters of an agency from a day on."""
    at = clock.now()
    form = NameSignerForm(
        request.POST if request.method == "POST" else None,
        units=_units(request, at),
        roles=[(role.value, str(ROLE_LABELS[role])) for role in lists.SIGNING_ROLES],
        initial={"valid_from": local_date(at)},
    )

    def done(good: dict[str, Any]) -> str:
        lists.name_signer(actor=request.actor, at=at, **good)
        return _("Đã ghi người ký thư xin lỗi.")

    return answered(request, form, _page(_("Chọn người ký thư xin lỗi")), done)


def _page(title: str) -> OneForm:
    return OneForm(title, "desk:late_reasons", _("Nguyên nhân trễ và người ký thư"))


def _units(request: OfficerRequest, at: datetime) -> Sequence[tuple[str, str]]:
    found = organisation.search_units(request.actor, "", local_date(at))
    return [(str(unit.pk), unit.name) for unit in found.order_by("name")[:500]]
