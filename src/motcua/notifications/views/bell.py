"""The bell of an officer: how much rang, the list, reading."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from motcua.common import clock
from motcua.notifications.policies import can_edit_templates, can_manage
from motcua.notifications.queries import bell as queries
from motcua.notifications.queries.deliveries import held_up
from motcua.notifications.services.bell import mark_all_read, mark_read
from motcua.organisation.http import OfficerRequest
from motcua.ui.parts import Shell

ALL = "tat-ca"


@never_cache
@require_GET
def bell(request: OfficerRequest) -> HttpResponse:
    """The actor's notices: those not read, or all."""
    unread = request.GET.get("xem") != ALL
    page, count = queries.page_of(
        request.actor, unread=unread, after=request.GET.get("after"), before=request.GET.get("before")
    )
    manages = can_manage(request.actor)
    context = {
        "unread": unread,
        "page": page,
        "count": count,
        "lines": queries.lines(page.rows),
        "waiting": queries.unread_count(request.actor),
        "manages": manages,
        "edits": can_edit_templates(request.actor),
        "held_up": held_up(clock.now()) if manages else [],
    }
    return render(request, "notifications/bell.html", context)


@never_cache
@require_GET
def count(request: OfficerRequest) -> HttpResponse:
    """The bell of the top bar, asked for every minute; says aloud only that something came since `truoc`."""
    number = queries.unread_count(request.actor)
    before = request.GET.get("truoc", "")
    shell = Shell(
        site_name="",
        bell_url=reverse("notifications:bell"),
        bell_count_url=reverse("notifications:bell_count"),
        bell_count=number,
    )
    response = HttpResponse(render_to_string("ui/components/bell.html", {"shell": shell}))
    if before.isdigit() and number > int(before):
        came = number - int(before)
        said = ngettext("Có %(count)s thông báo mới", "Có %(count)s thông báo mới", came) % {"count": came}
        response.headers["HX-Trigger"] = json.dumps({"mc:say": said})
    return response


@require_GET
def open_item(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """Go to what a notice is about; whoever goes there has read it."""
    item = queries.access_item(request.actor, public_id)
    mark_read(item, actor=request.actor, at=clock.now())
    return redirect(item.path or "notifications:bell")


@require_POST
def read(request: OfficerRequest, public_id: UUID) -> HttpResponse:
    """Mark one as read without going there."""
    item = queries.access_item(request.actor, public_id)
    mark_read(item, actor=request.actor, at=clock.now())
    return redirect("notifications:bell")


@require_POST
def read_all(request: OfficerRequest) -> HttpResponse:
    """Mark everything that rang as read."""
    number = mark_all_read(actor=request.actor, at=clock.now())
    said = ngettext("Đã đánh dấu %(count)s thông báo là đã đọc.", "Đã đánh dấu %(count)s thông báo là đã đọc.", number)
    messages.success(request, said % {"count": number})
    return redirect("notifications:bell")
