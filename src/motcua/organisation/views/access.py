"""Roles and accounts of a person: granting, revoking, first passwords, locking."""

from datetime import datetime, time
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.common import clock, formats
from motcua.domain.errors import NotFound
from motcua.organisation import queries, services
from motcua.organisation.forms.people import AccountForm, GrantForm
from motcua.organisation.http import OfficerRequest
from motcua.organisation.models import Account, Person
from motcua.organisation.roles import ROLE_LABELS, Role
from motcua.organisation.views.doing import done, sent
from motcua.ui.parts import ConfirmPage


@require_http_methods(["GET", "POST"])
def grant(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """Give a person a role."""
    at = clock.now()
    shown = queries.access_person(request.actor, public_id)
    form = GrantForm(sent(request), actor=request.actor, day=formats.local(at).date())
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        until = chosen["until"]
        if done(
            form,
            lambda: services.grant_role(
                person_id=shown.pk,
                role=Role(chosen["role"]),
                unit_id=chosen["unit"].pk if chosen["unit"] else None,
                ends_at=datetime.combine(until, time.min, tzinfo=formats.ZONE) if until else None,
                actor=request.actor,
                at=at,
            ),
        ):
            messages.success(request, _("Đã giao vai trò."))
            return redirect("organisation:person", public_id)
    return _page(request, "organisation/form.html", form, shown, _("Giao vai trò"))


@require_http_methods(["GET", "POST"])
def revoke(request: OfficerRequest, public_id: UUID, grant_id: int) -> HttpResponse:
    """Take a role away, after repeating what is taken."""
    shown = queries.access_person(request.actor, public_id)
    row = queries.access_grant(request.actor, shown.pk, grant_id)
    form = Form(sent(request))
    if request.method == "POST":
        at = clock.now()
        form.is_valid()
        if done(form, lambda: services.revoke_role(grant_id=row.pk, actor=request.actor, at=at)):
            messages.success(request, _("Đã thu hồi vai trò."))
            return redirect("organisation:person", public_id)
    unit = row.unit.name if row.unit else _("toàn hệ thống")
    confirm = ConfirmPage(
        title=_("Thu hồi vai trò"),
        button=_("Thu hồi"),
        cancel_url=reverse("organisation:person", args=[public_id]),
        effect=_("Quyền mất ngay, kể cả trên các trang đang mở. Việc đã làm vẫn còn trong lịch sử."),
        facts=(
            (_("Người"), shown.full_name),
            (_("Vai trò"), str(ROLE_LABELS[Role(row.role)])),
            (_("Đơn vị"), unit),
            (_("Từ"), formats.instant(row.starts_at)),
        ),
    )
    return render(request, "ui/confirm.html", {"confirm": confirm, "form": form})


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def create_account(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """Make an account; its first password is shown once, on the page that answers."""
    shown = queries.access_person(request.actor, public_id)
    form = AccountForm(sent(request), initial={"email": shown.email})
    if request.method == "POST" and form.is_valid():
        at, password, chosen = clock.now(), services.random_password(), form.cleaned_data
        if done(
            form,
            lambda: services.create_account(
                person_id=shown.pk, **chosen, password=password, actor=request.actor, at=at
            ),
        ):
            return _password_page(request, shown, _account(shown), password)
    return _page(request, "organisation/form.html", form, shown, _("Tạo tài khoản"))


@never_cache
@require_http_methods(["GET", "POST"])
def reset_password(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """Give an account a new first password, after repeating whose it is."""
    shown = queries.access_person(request.actor, public_id)
    account = _account(shown)
    form = Form(sent(request))
    if request.method == "POST":
        at, password = clock.now(), services.random_password()
        form.is_valid()
        if done(
            form,
            lambda: services.reset_password(account_id=account.pk, password=password, actor=request.actor, at=at),
        ):
            return _password_page(request, shown, account, password)
    confirm = ConfirmPage(
        title=_("Đặt lại mật khẩu"),
        button=_("Đặt lại mật khẩu"),
        cancel_url=reverse("organisation:person", args=[public_id]),
        effect=_("Mật khẩu đang dùng mất tác dụng ngay và mọi phiên đang mở bị đóng."),
        facts=((_("Người"), shown.full_name), (_("Tên đăng nhập"), account.username)),
    )
    return render(request, "ui/confirm.html", {"confirm": confirm, "form": form})


@require_http_methods(["GET", "POST"])
def lock(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """Bar an account from signing in, after repeating whose it is."""
    shown = queries.access_person(request.actor, public_id)
    account = _account(shown)
    form = Form(sent(request))
    if request.method == "POST":
        at = clock.now()
        form.is_valid()
        if done(form, lambda: services.lock_account(account_id=account.pk, actor=request.actor, at=at)):
            messages.success(request, _("Đã khóa tài khoản %(username)s.") % {"username": account.username})
            return redirect("organisation:person", public_id)
    confirm = ConfirmPage(
        title=_("Khóa tài khoản"),
        button=_("Khóa tài khoản"),
        cancel_url=reverse("organisation:person", args=[public_id]),
        effect=_("Người này không đăng nhập được nữa, mọi phiên đang mở bị đóng. Có thể mở khóa bất cứ lúc nào."),
        facts=((_("Người"), shown.full_name), (_("Tên đăng nhập"), account.username)),
    )
    return render(request, "ui/confirm.html", {"confirm": confirm, "form": form})


@require_POST
def unlock(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """Let a barred account sign in again."""
    account = _account(queries.access_person(request.actor, public_id))
    services.unlock_account(account_id=account.pk, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã mở khóa tài khoản %(username)s.") % {"username": account.username})
    return redirect("organisation:person", public_id)


@require_GET
def profile(request: OfficerRequest) -> HttpResponse:
    """One's own page: posts, roles, how the pages look, password and two-factor sign-in."""
    at = clock.now()
    own = request.user.person_id
    context = {
        "account": request.user,
        "assignments": [a for a in queries.assignments_of(own, formats.local(at).date()) if a.active],
        "grants": [line for line in queries.grants_of(request.actor, own, at) if line.active],
    }
    return render(request, "organisation/profile.html", context)


def _account(shown: Person) -> Account:
    account = queries.account_of(shown.pk)
    if account is None:
        raise NotFound(subject="account", value=shown.public_id)
    return account


def _password_page(request: OfficerRequest, shown: Person, account: Account, password: str) -> HttpResponse:
    context = {"person": shown, "account": account, "password": password}
    return render(request, "organisation/password_once.html", context)


def _page(
    request: OfficerRequest, template: str, form: GrantForm | AccountForm, shown: Person, title: str
) -> HttpResponse:
    context = {
        "form": form,
        "person": shown,
        "title": title,
        "button": title,
        "back": reverse("organisation:person", args=[shown.public_id]),
    }
    return render(request, template, context)
