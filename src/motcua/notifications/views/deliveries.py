"""What was sent and what was not; dead letters are sent again here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from motcua.common import clock, formats
from motcua.notifications.forms.deliveries import DeliveryFilterForm
from motcua.notifications.models import Delivery
from motcua.notifications.policies import require_manage
from motcua.notifications.queries import deliveries as queries
from motcua.notifications.services.resend import resend as resend_all
from motcua.notifications.topics import topic_of
from motcua.notifications.vocabulary import DeliveryState, SkipReason
from motcua.organisation.http import OfficerRequest
from motcua.ui.parts import ConfirmPage

MOST_AT_ONCE = 1000

ICONS = {
    DeliveryState.WAITING: "hourglass",
    DeliveryState.SENT: "check2",
    DeliveryState.DEAD: "x-octagon",
    DeliveryState.SKIPPED: "slash-circle",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One delivery as the list shows it."""

    delivery: Delivery
    topic: str
    code: str
    to: str
    icon: str
    state: str
    why: str
    resendable: bool


@require_GET
def deliveries(request: OfficerRequest) -> HttpResponse:
    """The list, newest first, with a chip for each state."""
    require_manage(request.actor)
    form = DeliveryFilterForm(request.GET)
    filters = form.filters()
    page, count = queries.page_of(filters, after=request.GET.get("after"), before=request.GET.get("before"))
    rows = [_row(row) for row in page.rows]
    context = {
        "form": form,
        "filters": filters,
        "chips": _chips(request, filters.state),
        "page": page,
        "count": count,
        "rows": rows,
        "any_dead": any(row.resendable for row in rows),
        "held_up": queries.held_up(clock.now()),
    }
    return render(request, "notifications/deliveries.html", context)


def _row(row: Delivery) -> Row:
    why = str(SkipReason(row.reason).label) if row.reason else _failure(row.last_error)
    return Row(
        delivery=row,
        topic=_(topic_of(row.topic).label),
        code=row.values.get("code", ""),
        to=queries.masked(row.address),
        icon=ICONS[DeliveryState(row.state)],
        state=str(DeliveryState(row.state).label),
        why=why,
        resendable=row.state == DeliveryState.DEAD or row.reason == SkipReason.STALE,
    )


def _failure(code: str) -> str:
    """The carrier's answer in words; the code itself stands beside them for whoever looks into its log."""
    if not code:
        return ""
    words = {
        "smtp_sign_in": _("Máy chủ thư không nhận tên hoặc mật khẩu"),
        "smtp_timeout": _("Máy chủ thư không trả lời kịp"),
        "smtp_unreachable": _("Không nối được máy chủ thư"),
        "smtp_recipient": _("Máy chủ thư không nhận địa chỉ này"),
        "smtp_message": _("Máy chủ thư không nhận thư"),
        "gateway_timeout": _("Cổng tin nhắn không trả lời kịp"),
        "gateway_unreachable": _("Không nối được cổng tin nhắn"),
        "gateway": _("Cổng tin nhắn không nhận tin"),
        "not_sendable": _("Nội dung hoặc địa chỉ không gửi được"),
    }
    said = words.get(code) or words.get(code.rpartition("_")[0], "")
    return f"{said} ({code})" if said else code


def _chips(request: HttpRequest, chosen: str) -> list[dict[str, Any]]:
    """All, then each state with its number; a chip keeps the other filters."""
    numbers = queries.counts_by_state()
    found = [{"label": _("Tất cả"), "icon": "", "n": sum(numbers.values()), "state": ""}]
    found += [{"label": s.label, "icon": ICONS[s], "n": numbers[s.value], "state": s.value} for s in DeliveryState]
    for chip in found:
        asked = request.GET.copy()
        for name in ("after", "before", "tinh_trang"):
            asked.pop(name, None)
        if chip["state"]:
            asked["tinh_trang"] = str(chip["state"])
        chip |= {"url": f"{reverse('notifications:deliveries')}?{asked.urlencode()}", "on": chip["state"] == chosen}
    return found


@require_POST
def resend(request: OfficerRequest) -> HttpResponse:
    """First what would be sent again, then, confirmed, it waits again."""
    require_manage(request.actor)
    at = clock.now()
    back = _back(request)
    chosen = _chosen(request)
    if not chosen:
        messages.info(request, _("Không có tin nào gửi lại được."))
        return redirect(back)
    if request.POST.get("confirmed") == "yes":
        number = resend_all(chosen, actor=request.actor, at=at)
        said = ngettext("%(count)s tin đang chờ gửi lại.", "%(count)s tin đang chờ gửi lại.", number)
        messages.success(request, said % {"count": number})
        return redirect(back)
    return render(request, "notifications/resend.html", _confirmation(chosen, back))


def _confirmation(chosen: Sequence[Delivery], back: str) -> dict[str, Any]:
    first = min(row.created_at for row in chosen)
    confirm = ConfirmPage(
        title=_("Gửi lại tin"),
        button=_("Gửi lại"),
        cancel_url=back,
        effect=_("Mỗi tin giữ mã cũ, để người nhận biết nếu đã nhận rồi. Lời là lời đang dùng bây giờ."),
        facts=(
            (_("Số tin"), str(len(chosen))),
            (_("Viết sớm nhất ngày"), formats.day(first)),
            (_("Kênh"), ", ".join(sorted({row.get_channel_display() for row in chosen}))),
        ),
        icon="send",
    )
    return {"confirm": confirm, "ids": [row.public_id for row in chosen], "back": back}


def _chosen(request: OfficerRequest) -> Sequence[Delivery]:
    """The deliveries ticked, or all that the list's filters show."""
    if request.POST.get("all") == "yes":
        return queries.all_resendable(DeliveryFilterForm(request.POST).filters(), MOST_AT_ONCE)
    return queries.resendable(_uuids(request.POST.getlist("tin")[:MOST_AT_ONCE]))


def _uuids(texts: Sequence[str]) -> list[UUID]:
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _back(request: HttpRequest) -> str:
    """The list as it was narrowed; never another site."""
    wanted = request.POST.get("next", "")
    good = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if good else reverse("notifications:deliveries")
