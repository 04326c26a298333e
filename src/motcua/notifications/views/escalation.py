"""The rules of watching: who is told when, with what each would touch now."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.common import clock
from motcua.domain.errors import BadInput, MotcuaError, NotFound
from motcua.domain.watching import Level, Trigger
from motcua.domain.worktime import local_date
from motcua.dossiers.queries.near import near_percent, near_rules
from motcua.dossiers.services.near import set_near
from motcua.notifications.forms.escalation import NearForm, ThresholdForm, WatchRuleForm
from motcua.notifications.policies import can_manage, require_watch_rules, rule_desks
from motcua.notifications.queries.escalation import rule_by_public_id, rules_of, thresholds_of, told_counts
from motcua.notifications.services.escalate import Touched, preview
from motcua.notifications.services.escalation_rules import (
    as_rule,
    draft_of,
    end_rule,
    own_rules,
    put_rule,
    set_thresholds,
)
from motcua.notifications.watch_words import level_words, rule_words
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor
from motcua.organisation.http import OfficerRequest

if TYPE_CHECKING:
    from motcua.notifications.models import EscalationRule

MONTH = timedelta(days=30)


@require_http_methods(["GET", "POST"])
def escalation(request: OfficerRequest) -> HttpResponse:
    """The rules of a desk or the general ones, each with how often it spoke; the thresholds beside them."""
    at, unit_id = clock.now(), _unit(request)
    limits = thresholds_of(unit_id, at)
    near = _near_form(request, unit_id, at)
    filled = request.POST if request.method == "POST" and not near.is_bound else None
    form = ThresholdForm(filled, initial=asdict(limits))
    if near.is_bound and _does(near, lambda: set_near(near.cleaned_data["percent"], actor=request.actor, at=at)):
        messages.success(request, _("Đã đặt tỷ lệ mới cho hồ sơ bắt đầu tính hạn từ ngày mai."))
        return redirect(_address(unit_id))
    if form.is_bound:
        require_watch_rules(request.actor, unit_id)
        done = _does(form, lambda: set_thresholds(form.thresholds(), unit_id=unit_id, actor=request.actor, at=at))
        if done:
            messages.success(request, _("Đã đặt số ngày mới, có hiệu lực từ hôm nay."))
            return redirect(_address(unit_id))
    own = rules_of(unit_id, at)
    shown = own or rules_of(None, at)
    told = told_counts([row.series for row in shown], at - MONTH)
    context = {
        "unit_id": unit_id,
        "sets": _sets(request.actor, unit_id),
        "rules": [_row(row, told.get(row.series, 0)) for row in shown],
        "editable": bool(own) or unit_id is None,
        "form": form,
        "near": near,
        "near_rules": near_rules(local_date(at)),
        "near_percent": near_percent(local_date(at)),
        "may_set_near": _may_set_near(request.actor, unit_id),
        "query": _query(unit_id),
    }
    bad = form.is_bound or near.is_bound
    return render(request, "notifications/escalation.html", context, status=422 if bad else 200)


def _may_set_near(actor: Actor, unit_id: int | None) -> bool:
    """The share is the same everywhere: it stands with the general rules."""
    return unit_id is None and can_manage(actor)


def _near_form(request: OfficerRequest, unit_id: int | None, at: datetime) -> NearForm:
    """The form of the share; filled where that button was pressed on the general rules."""
    asked = "percent" in request.POST and _may_set_near(request.actor, unit_id)
    return NearForm(request.POST if asked else None, initial={"percent": near_percent(local_date(at))})


@require_POST
def own(request: OfficerRequest) -> HttpResponse:
    """Give a desk rules of its own."""
    unit_id = _unit(request)
    if unit_id is None:
        raise NotFound(subject="unit", value="")
    own_rules(unit_id, actor=request.actor, at=clock.now())
    messages.success(request, _("Quầy có quy tắc riêng từ hôm nay, ban đầu giống quy tắc chung."))
    return redirect(_address(unit_id))


@require_http_methods(["GET", "POST"])
def rule(request: OfficerRequest, public_id: UUID | None = None) -> HttpResponse:
    """A new rule or another version of one; what it would touch now is shown before anything is saved."""
    at = clock.now()
    row = rule_by_public_id(public_id) if public_id is not None else None
    unit_id = row.unit_id if row is not None else _unit(request)
    require_watch_rules(request.actor, unit_id)
    initial = asdict(draft_of(row)) if row is not None else {}
    form = WatchRuleForm(request.POST if request.method == "POST" else None, initial=initial)
    limits = thresholds_of(unit_id, at)
    touched: Touched | None = None
    if form.is_bound and form.is_valid():
        if "xem" in request.POST:
            touched = preview(as_rule(form.draft()), limits, at, unit_id)
        elif _does(form, lambda: _put(form, row, unit_id, request.actor, at)):
            messages.success(request, _("Đã đặt quy tắc, có hiệu lực từ hôm nay."))
            return redirect(_address(unit_id))
    elif row is not None and not form.is_bound:
        touched = preview(as_rule(draft_of(row)), limits, at, unit_id)
    context = {
        "form": form,
        "row": row,
        "touched": touched,
        "back": _address(unit_id),
        "query": _query(unit_id),
    }
    bad = form.is_bound and touched is None
    return render(request, "notifications/escalation_rule.html", context, status=422 if bad else 200)


@require_POST
def end(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """Let a rule hold no longer; refused where a level above would be left alone."""
    row = rule_by_public_id(public_id)
    try:
        end_rule(row, actor=request.actor, at=clock.now())
    except BadInput as error:
        messages.error(request, error.message(_))
    except MotcuaError as error:
        if error.code != "ladder_broken":
            raise
        messages.error(request, error.message(_))
    else:
        messages.success(request, _("Quy tắc thôi áp dụng từ hôm nay."))
    return redirect(_address(row.unit_id))


def _put(form: WatchRuleForm, row: "EscalationRule | None", unit_id: int | None, actor: Actor, at: datetime) -> None:
    put_rule(form.draft(), unit_id=unit_id, actor=actor, at=at, series=row.series if row is not None else None)


def _does(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do it if the form is in order; what the service refuses stands at its field."""
    if not form.is_valid():
        return False
    try:
        act()
    except BadInput as error:
        form.add_error(error.field if error.field in form.fields else None, error.message(_))
        return False
    except MotcuaError as error:
        if error.code != "ladder_broken":
            raise
        form.add_error(None, error.message(_))
        return False
    return True


def _unit(request: HttpRequest) -> int | None:
    """The desk that the address names, else the only one that the actor heads, else (who manages) all the others."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    desks = rule_desks(actor)
    named = request.GET.get("quay", "")
    if named.isdecimal() and int(named) in desks:
        return int(named)
    return None if can_manage(actor) else min(desks, default=None)


def _sets(actor: Actor, chosen: int | None) -> list[dict[str, Any]]:
    """Whose rules the actor may look at."""
    names = organisation.unit_names(rule_desks(actor))
    found: list[tuple[int | None, str]] = [(None, _("Quy tắc chung"))] if can_manage(actor) else []
    found += sorted(names.items(), key=lambda item: item[1])
    return [{"label": label, "url": _address(unit_id), "on": unit_id == chosen} for unit_id, label in found]


def _query(unit_id: int | None) -> str:
    return "" if unit_id is None else f"?{urlencode({'quay': unit_id})}"


def _address(unit_id: int | None) -> str:
    return reverse("notifications:escalation") + _query(unit_id)


def _row(row: "EscalationRule", told: int) -> dict[str, Any]:
    return {
        "rule": row,
        "what": rule_words(Trigger(row.trigger), row.after_days),
        "whom": level_words(Level(row.level)),
        "told": told,
    }
