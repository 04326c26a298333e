"""The list of people, the page of one, and the posts they hold."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from motcua.common import clock, formats, pagination
from motcua.organisation import queries, services
from motcua.organisation.forms.people import AssignmentForm, CloseForm, PersonForm
from motcua.organisation.http import OfficerRequest
from motcua.organisation.kinds import AssignmentKind, Sphere
from motcua.organisation.models import Person
from motcua.organisation.policies import Action, can
from motcua.organisation.views.doing import done, sent
from motcua.ui.parts import ConfirmPage


def _today() -> date:
    return formats.local(clock.now()).date()


@require_GET
def people(request: OfficerRequest) -> HttpResponse:
    """Show people by given name; `q` looks for names without diacritics, `don_vi` keeps those of a unit and below."""
    today = _today()
    text = request.GET.get("q", "").strip()
    unit_text = request.GET.get("don_vi", "").strip()
    found = queries.find_units(request.actor, unit_text, today) if unit_text else []
    unit_ids = None
    if unit_text:
        unit_ids = [below for unit in found for below in queries.descendant_ids(unit.pk, today)]
    rows = queries.people(request.actor, text, unit_ids, on=today)
    page = pagination.keyset(
        rows, ("sort_key", "id"), after=request.GET.get("after"), before=request.GET.get("before"), size=50
    )
    context = {
        "text": text,
        "unit_text": unit_text,
        "unit_unknown": bool(unit_text) and not found,
        "page": page,
        "count": pagination.count(rows),
        "kinds": dict(AssignmentKind.choices),
        "manages": can(request.actor, Action.MANAGE_PEOPLE),
    }
    return render(request, "organisation/people.html", context)


@require_GET
def person(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """Show one person: contact, posts, and, to those who oversee access, roles and account."""
    at = clock.now()
    shown = queries.access_person(request.actor, public_id)
    context = {
        "person": shown,
        "assignments": queries.assignments_of(shown.pk, formats.local(at).date()),
        "kinds": dict(AssignmentKind.choices),
        "spheres": dict(Sphere.choices),
        "grants": queries.grants_of(request.actor, shown.pk, at),
        "account": queries.account_of(shown.pk),
        "sees_access": can(request.actor, Action.VIEW_ACCESS) or request.actor.id == shown.pk,
        "manages": can(request.actor, Action.MANAGE_PEOPLE),
    }
    return render(request, "organisation/person.html", context)


@require_http_methods(["GET", "POST"])
def add(request: OfficerRequest) -> HttpResponse:
    """Add a person."""
    form = PersonForm(sent(request))
    if request.method == "POST" and form.is_valid():
        at, made = clock.now(), list[Person]()
        chosen = form.cleaned_data
        if done(form, lambda: made.append(services.add_person(**chosen, actor=request.actor, at=at))):
            messages.success(
                request, _("Đã thêm %(name)s. Giao chức vụ và vai trò tiếp theo.") % {"name": made[0].full_name}
            )
            return redirect("organisation:person", made[0].public_id)
    context = {
        "form": form,
        "title": _("Thêm người"),
        "button": _("Thêm người"),
        "back": reverse("organisation:people"),
    }
    return render(request, "organisation/form.html", context)


@require_http_methods(["GET", "POST"])
def change(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """Correct name and contact of a person."""
    shown = queries.access_person(request.actor, public_id)
    initial = {"full_name": shown.full_name, "phone": shown.phone, "email": shown.email}
    form = PersonForm(sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        at, chosen = clock.now(), form.cleaned_data
        if done(form, lambda: services.change_person(person_id=shown.pk, **chosen, actor=request.actor, at=at)):
            messages.success(request, _("Đã lưu thông tin."))
            return redirect("organisation:person", public_id)
    return _form_page(request, form, shown, _("Sửa thông tin"), _("Lưu"))


@require_http_methods(["GET", "POST"])
def assign(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """Let a person take up a post."""
    today = _today()
    shown = queries.access_person(request.actor, public_id)
    initial = {"valid_from": today, "kind": AssignmentKind.MAIN, "sphere": Sphere.STATE}
    form = AssignmentForm(sent(request), initial=initial, actor=request.actor, day=today)
    if request.method == "POST" and form.is_valid():
        at, chosen = clock.now(), dict(form.cleaned_data)
        unit = chosen.pop("unit")
        chosen |= {"kind": AssignmentKind(chosen["kind"]), "sphere": Sphere(chosen["sphere"])}
        if done(
            form,
            lambda: services.open_assignment(person_id=shown.pk, unit_id=unit.pk, **chosen, actor=request.actor, at=at),
        ):
            messages.success(request, _("Đã giao chức vụ."))
            return redirect("organisation:person", public_id)
    return _form_page(request, form, shown, _("Giao chức vụ"), _("Giao chức vụ"))


@require_http_methods(["GET", "POST"])
def close(request: OfficerRequest, public_id: UUID, assignment_id: int) -> HttpResponse:
    """End an assignment on a day, after repeating what ends."""
    shown = queries.access_person(request.actor, public_id)
    assignment = queries.access_assignment(request.actor, shown.pk, assignment_id)
    form = CloseForm(sent(request), initial={"on": _today()})
    if request.method == "POST" and form.is_valid():
        at, on = clock.now(), form.cleaned_data["on"]
        if done(
            form,
            lambda: services.close_assignment(assignment_id=assignment.pk, on=on, actor=request.actor, at=at),
        ):
            messages.success(request, _("Đã ghi thôi giữ chức vụ."))
            return redirect("organisation:person", public_id)
    confirm = ConfirmPage(
        title=_("Thôi giữ chức vụ"),
        button=_("Thôi giữ chức vụ"),
        cancel_url=reverse("organisation:person", args=[public_id]),
        effect=_("Vai trò trong hệ thống không đổi theo. Thu hồi vai trò riêng nếu người này không còn làm việc đó."),
        facts=(
            (_("Người"), shown.full_name),
            (_("Chức vụ"), assignment.post.title),
            (_("Đơn vị"), assignment.post.unit.name),
            (_("Từ ngày"), formats.day(assignment.valid_from)),
        ),
    )
    return render(request, "ui/confirm.html", {"confirm": confirm, "form": form})


def _form_page(
    request: OfficerRequest, form: PersonForm | AssignmentForm, shown: Person, title: str, button: str
) -> HttpResponse:
    context = {
        "form": form,
        "person": shown,
        "title": title,
        "button": button,
        "back": reverse("organisation:person", args=[shown.public_id]),
    }
    return render(request, "organisation/form.html", context)
