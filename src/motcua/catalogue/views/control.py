"""What the officer of procedure control does: confirm limits, open and close offerings, change a process."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.catalogue.forms.limits import DismissForm, LimitForm
from motcua.catalogue.forms.offerings import ClosingForm, OfferingForm
from motcua.catalogue.forms.processes import ProcessForm, StepForm
from motcua.catalogue.models import ChannelLimit
from motcua.catalogue.pages.procedure import limit_lines
from motcua.catalogue.pages.process_picture import picture, served_limits
from motcua.catalogue.policies import Action, manageable_units, require
from motcua.catalogue.queries import cases_of
from motcua.catalogue.queries.procedure import (
    limit_row,
    offering_by_public_id,
    procedure_data,
    process_data,
    processes_of,
)
from motcua.catalogue.services.close_offering import close_offering
from motcua.catalogue.services.confirm_limit import confirm_limit, dismiss_limit
from motcua.catalogue.services.open_offering import open_offering
from motcua.catalogue.services.processes import put_process
from motcua.catalogue.vocabulary import LimitStatus
from motcua.common import clock, formats
from motcua.domain.errors import MotcuaError, NotAllowed, NotFound
from motcua.domain.worktime import ZONE, CountingMode
from motcua.organisation.http import OfficerRequest
from motcua.organisation.kinds import Level


@require_http_methods(["GET", "POST"])
def confirm(request: OfficerRequest, code: str, public_id: UUID) -> HttpResponse:
    """Confirm what a doubtful limit means, or say that the row does not apply."""
    require(request.actor, Action.CONFIRM_LIMIT)
    row = limit_row(code, public_id)
    cases = cases_of(row.version_id)
    data = request.POST if request.method == "POST" else None
    dismissing = data is not None and data.get("action") == "dismiss"
    form = LimitForm(None if dismissing else data, cases=cases, initial=_as_stored(row))
    dismissal = DismissForm(data if dismissing else None)
    done = False
    if dismissing:
        done = dismissal.is_valid() and _does(dismissal, lambda at: _dismiss(request, row, dismissal, at))
    elif data is not None:
        done = form.is_valid() and _does(form, lambda at: _confirm(request, row, form, at))
    if done:
        messages.success(request, _("Đã ghi thời hạn và nguồn."))
        return redirect(f"{reverse('catalogue:procedure', args=[code])}#thoi-han")
    context = {"row": row, "line": limit_lines([row])[0], "form": form, "dismissal": dismissal, "code": code}
    return render(request, "catalogue/confirm_limit.html", context)


@require_http_methods(["GET", "POST"])
def open_(request: OfficerRequest, code: str) -> HttpResponse:
    """Open the reception of a procedure at a unit."""
    data = procedure_data(code)
    today = clock.now().astimezone(ZONE).date()
    units = manageable_units(request.actor, today)
    if not units:
        raise NotAllowed(action=Action.MANAGE_OFFERINGS.value, actor=request.actor.label)
    limits = [row for row in data.limits if row.status == LimitStatus.CONFIRMED]
    body = next((unit.pk for unit in units if unit.level not in (Level.ONE_STOP, Level.OFFICE)), units[0].pk)
    form = OfferingForm(
        request.POST if request.method == "POST" else None,
        units=units,
        processes=processes_of(data.version.procedure_id),
        limits=limits,
        initial={"valid_from": today, "competent_unit": body, "executing_unit": body, "mode": CountingMode.MINUTES},
    )

    def act(at: datetime) -> None:
        open_offering(
            unit_id=form.cleaned_data["unit"],
            competent_unit_id=form.cleaned_data["competent_unit"],
            executing_unit_id=form.cleaned_data["executing_unit"],
            process_version_id=form.cleaned_data["process"],
            mode=CountingMode(form.cleaned_data["mode"]),
            valid_from=form.cleaned_data["valid_from"],
            committed=form.committed(),
            payment_stop=form.cleaned_data["payment_stop"],
            procedure_version_id=data.version.pk,
            actor=request.actor,
            at=at,
        )

    if request.method == "POST" and form.is_valid() and _does(form, act):
        messages.success(
            request, _("Đã mở tiếp nhận từ %(on)s.") % {"on": formats.day(form.cleaned_data["valid_from"])}
        )
        return redirect(f"{reverse('catalogue:procedure', args=[code])}#tiep-nhan")
    lines = limit_lines(data.limits)
    context = {
        "form": form,
        "version": data.version,
        "label": data.version.short_name or data.version.name,
        "code": code,
        "limits": lines,
        "doubtful": sum(line.doubtful for line in lines),
    }
    return render(request, "catalogue/open_offering.html", context)


@require_http_methods(["GET", "POST"])
def close(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """End the reception of a procedure at a unit; it cannot be taken back, only opened anew."""
    offering = offering_by_public_id(public_id)
    today = clock.now().astimezone(ZONE).date()
    if offering.unit_id not in {unit.pk for unit in manageable_units(request.actor, today)}:
        raise NotFound(subject="offering", value=public_id)
    form = ClosingForm(request.POST if request.method == "POST" else None, initial={"valid_to": today})
    code = offering.procedure.code

    def act(at: datetime) -> None:
        close_offering(offering_id=offering.pk, valid_to=form.cleaned_data["valid_to"], actor=request.actor, at=at)

    if request.method == "POST" and form.is_valid() and _does(form, act):
        messages.success(
            request, _("Đã thôi tiếp nhận từ %(on)s.") % {"on": formats.day(form.cleaned_data["valid_to"])}
        )
        return redirect(f"{reverse('catalogue:procedure', args=[code])}#tiep-nhan")
    return render(request, "catalogue/close_offering.html", {"form": form, "offering": offering, "code": code})


@require_http_methods(["GET", "POST"])
def process(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """Change names and times of the steps; what is saved is a new version, running dossiers keep theirs."""
    require(request.actor, Action.MANAGE_PROCESSES)
    data = process_data(public_id)
    code = data.version.process.procedure.code
    today = clock.now().astimezone(ZONE).date()
    units = manageable_units(request.actor, today)
    owners = [(unit.pk, unit.name) for unit in units if unit.level not in (Level.OFFICE, Level.ONE_STOP)]
    sent = request.POST if request.method == "POST" else None
    form = ProcessForm(sent, owners=owners, initial={"valid_from": today, "owner": data.version.process.owner_id})
    steps = [StepForm(sent, step=step) for step in data.steps]
    filled = all([form.is_valid(), *(each.is_valid() for each in steps)]) if sent is not None else False

    def act(at: datetime) -> None:
        put_process(
            procedure_id=data.version.process.procedure_id,
            owner_id=form.cleaned_data["owner"],
            name=data.version.process.name if data.version.process.owner_id else _("Quy trình của đơn vị"),
            steps=[each.cleaned_data["step"] for each in steps],
            valid_from=form.cleaned_data["valid_from"],
            decision_no=form.cleaned_data["decision_no"],
            actor=request.actor,
            at=at,
        )

    if filled and _does(form, act):
        messages.success(request, _("Đã ghi quy trình. Hồ sơ đang giải quyết vẫn theo quy trình cũ."))
        return redirect(f"{reverse('catalogue:procedure', args=[code])}#quy-trinh")
    record = procedure_data(code)
    context = {
        "form": form,
        "steps": steps,
        "code": code,
        "label": record.version.short_name or record.version.name,
        "picture": picture(data, served_limits(data, record.limits)),
    }
    return render(request, "catalogue/edit_process.html", context)


def _does(form: forms.Form, act: Callable[[datetime], None]) -> bool:
    """Carry the action out; what the rules refuse is said on the form, and nothing typed is lost."""
    try:
        act(clock.now())
    except (NotAllowed, NotFound):
        raise
    except MotcuaError as error:
        form.add_error(None, error.message(_))
        return False
    return True


def _confirm(request: OfficerRequest, row: ChannelLimit, form: LimitForm, at: datetime) -> None:
    confirm_limit(
        limit_id=row.pk,
        limit=form.cleaned_data["limit"],
        case_id=form.cleaned_data.get("case"),
        certainty=form.cleaned_data["certainty"],
        source=form.cleaned_data["source"],
        source_url=form.cleaned_data["source_url"],
        actor=request.actor,
        at=at,
    )


def _dismiss(request: OfficerRequest, row: ChannelLimit, form: DismissForm, at: datetime) -> None:
    dismiss_limit(limit_id=row.pk, source=form.cleaned_data["reason"], actor=request.actor, at=at)


def _as_stored(row: ChannelLimit) -> dict[str, object]:
    """What the form begins with: the published number, never a guessed unit."""
    amount = row.published_amount
    whole = amount is not None and amount > 0 and amount == amount.to_integral_value()
    return {
        "amount": int(amount) if amount is not None and whole else None,
        "case": row.case_id,
        "source": row.source,
        "source_url": row.source_url,
    }
