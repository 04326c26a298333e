"""Work in the background: one job with its progress, and for administrators all of it."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.common import clock
from motcua.desk.pages.jobs import job_page
from motcua.domain.errors import Conflict
from motcua.jobs import queries
from motcua.jobs.registry import task_title
from motcua.jobs.services import jobs, outbox
from motcua.organisation.http import OfficerRequest
from motcua.organisation.roles import Role
from motcua.ui.parts import ConfirmPage

if TYPE_CHECKING:
    from motcua.jobs.models import Job


@never_cache
@require_GET
def job(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """How far a job is; htmx asks for the part that changes, the page works by reloading too."""
    found = _access(request, public_id)
    context = {
        "page": job_page(found),
        "oversees": _oversees(request),
        "unattended": queries.is_unattended(found, clock.now()),
    }
    return render(request, "desk/job_progress.html" if request.htmx else "desk/job.html", context)


@require_http_methods(["GET", "POST"])
def cancel_job(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """Cancel a job, after repeating which."""
    shown = job_page(_access(request, public_id))
    if request.method == "POST":
        try:
            jobs.cancel(public_id, actor=request.actor.ref, at=clock.now())
        except Conflict as error:
            messages.warning(request, error.message(_))
        else:
            messages.success(request, _("Đã yêu cầu hủy. Việc đang chạy dừng sau phần đang làm dở."))
        return redirect("desk:job", public_id)
    confirm = ConfirmPage(
        title=_("Hủy việc đang chạy nền"),
        button=_("Hủy việc này"),
        cancel_url=reverse("desk:job", args=[public_id]),
        effect=_("Phần đã làm xong được giữ lại; phần còn lại không làm nữa. Có thể chạy lại sau."),
        facts=((_("Việc"), shown.title), (_("Đã làm"), shown.count or "0")),
        icon="x-lg",
    )
    return render(request, "ui/confirm.html", {"confirm": confirm})


@require_POST
def retry_job(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """Run a job again that failed or was cancelled."""
    _access(request, public_id)
    try:
        jobs.retry(public_id, actor=request.actor.ref, at=clock.now())
    except Conflict as error:
        messages.warning(request, error.message(_))
    else:
        messages.success(request, _("Việc đã được xếp chạy lại."))
    return redirect("desk:job", public_id)


@never_cache
@require_GET
def all_jobs(request: OfficerRequest) -> HttpResponse:
    """Everything in the background: what runs, waits, failed, is over; tasks of the clock; messages laid aside."""
    at = clock.now()
    found = queries.overview(at)
    groups = [
        (_("Không xong"), [job_page(row) for row in found.failed], _("Không có việc nào hỏng.")),
        (_("Đang chạy"), [job_page(row) for row in found.running], _("Không có việc nào đang chạy.")),
        (_("Đang chờ"), [job_page(row) for row in found.queued], _("Không có việc nào đang chờ.")),
        (_("Gần đây"), [job_page(row) for row in found.over], _("Chưa có việc nào.")),
    ]
    tasks = [(row, task_title(row.name)) for row in found.tasks]
    return render(request, "desk/jobs.html", {"groups": groups, "found": found, "tasks": tasks, "at": at})


@require_POST
def resend_message(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """Let a message that was laid aside be tried again."""
    outbox.resend(public_id, actor=request.actor.ref, at=clock.now())
    messages.success(request, _("Tin đã được xếp xử lý lại."))
    return redirect("desk:jobs")


def _access(request: OfficerRequest, public_id: UUID) -> "Job":
    return queries.access_job(public_id, asker=request.actor.ref, oversees=_oversees(request))


def _oversees(request: OfficerRequest) -> bool:
    return request.actor.has(Role.ADMINISTRATOR)
