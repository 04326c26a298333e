"""Doing one action to one dossier: shown as a page, done by a press, refused without losing a word."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.common import clock
from motcua.desk.forms.actions import PlainForm
from motcua.desk.pages.words import ACTION_ICONS, action_words
from motcua.desk.pages.work import STEP_VERBS, verb
from motcua.desk.views.acts import ACTS, done_words, effect_words, form_for
from motcua.domain.errors import BadInput, Conflict, MotcuaError, NotFound, RuleBroken
from motcua.domain.lifecycle import Action
from motcua.dossiers import queries as dossiers
from motcua.organisation.http import OfficerRequest
from motcua.ui.undo import offer_undo

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier


@require_http_methods(["GET", "POST"])
def act(request: OfficerRequest, code: str, action: str) -> HttpResponse:
    """Show what the action asks, or do it. An action that is not open now says why and changes nothing."""
    at = clock.now()
    dossier = dossiers.access_dossier(request.actor, code, at, shown=request.method == "GET")
    chosen = _action(action)
    if request.method == "POST":
        return _do(request, dossier, chosen, at)
    if chosen not in dossiers.actions_now(request.actor, dossier, at):
        messages.warning(request, _("Lúc này không làm được việc “%(what)s”.") % {"what": action_words(chosen)})
        return redirect("desk:dossier", code=dossier.code)
    return _page(request, dossier, chosen, form_for(chosen, request.actor, dossier, at, no=request.GET.get("viec", "")))


def _action(name: str) -> Action:
    found = next((action for action in ACTS if action.value == name), None)
    if found is None:
        raise NotFound(subject="action", value=name)
    return found


def _do(request: OfficerRequest, dossier: "Dossier", action: Action, at: datetime) -> HttpResponse:
    form = form_for(action, request.actor, dossier, at, request.POST)
    if not form.is_valid():
        return _page(request, dossier, action, form, status=422)
    try:
        moved = ACTS[action].service(
            dossier,
            actor=request.actor,
            at=at,
            key=request.POST.get("key", "")[:64],
            expected=_number(request.POST.get("expected", "")),
            **form.values(),
        )
    except Conflict as error:
        fresh = dossiers.access_dossier(request.actor, dossier.code, at)
        return _refused(request, fresh, action, form, error, 409)
    except (BadInput, RuleBroken) as error:
        return _refused(request, dossier, action, form, error, 422)
    return _done(request, moved, action)


def _refused(
    request: OfficerRequest,
    dossier: "Dossier",
    action: Action,
    form: PlainForm,
    error: MotcuaError,
    status: int,
) -> HttpResponse:
    """Say why, keep what was typed; without anything typed the dossier's own page says it best."""
    if not any(form.data.get(name) for name in form.fields):
        messages.error(request, error.message(_))
        return redirect("desk:dossier", code=dossier.code)
    field = error.field if isinstance(error, BadInput) and error.field in form.fields else None
    form.add_error(field, error.message(_))
    return _page(request, dossier, action, form, status=status)


def _done(request: OfficerRequest, dossier: "Dossier", action: Action) -> HttpResponse:
    said = done_words(action, dossier)
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}):
        target = reverse("desk:dossier", args=[dossier.code])
    if ACTS[action].undoable:
        url = reverse("desk:act", args=[dossier.code, Action.UNDO.value])
        offer_undo(request, said, url, {"key": uuid4().hex, "next": target})
    else:
        messages.success(request, said)
    return redirect(target)


def _page(
    request: OfficerRequest, dossier: "Dossier", action: Action, form: PlainForm, status: int = 200
) -> HttpResponse:
    context = {
        "dossier": dossier,
        "action": action,
        "verb": verb(action, dossiers.route_of(dossier)) if action in STEP_VERBS else action_words(action),
        "icon": ACTION_ICONS[action],
        "effect": effect_words(action, dossier),
        "form": form,
        "key": request.POST.get("key") or uuid4().hex,
        "next": request.POST.get("next") or request.GET.get("next", ""),
    }
    return render(request, "desk/act.html", context, status=status)


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() else None
