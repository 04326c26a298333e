"""The menu and other context of every page. Items show to those who may open them; nothing unfinished stands here."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.common import clock
from motcua.notifications.queries import unread_count
from motcua.organisation import queries as organisation
from motcua.project.access import TABLE
from motcua.ui.parts import Shell, ShellLink


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: URL name, Bootstrap icon, label, and a single-key shortcut if it has one."""

    url_name: str
    icon: str
    label: str
    key: str = ""


GROUPS: tuple[tuple[str, tuple[Item, ...]], ...] = (
    (
        "",
        (
            Item("desk:my_work", "inboxes", gettext_noop("Việc của tôi")),
            Item("desk:watch", "hourglass-split", gettext_noop("Theo dõi hạn")),
            Item("desk:intake", "plus-square", gettext_noop("Tiếp nhận hồ sơ"), "n"),
            Item("desk:list", "folder2-open", gettext_noop("Hồ sơ")),
            Item("desk:results", "box-arrow-right", gettext_noop("Trả kết quả")),
            Item("desk:apologies", "envelope-exclamation", gettext_noop("Xin lỗi và hẹn lại")),
            Item("desk:register", "journal-bookmark", gettext_noop("Sổ theo dõi hồ sơ")),
        ),
    ),
    (
        gettext_noop("Số liệu"),
        (
            Item("reporting:dashboards", "speedometer2", gettext_noop("Bảng điều hành")),
            Item("reporting:reports", "table", gettext_noop("Báo cáo")),
            Item("reporting:declared", "pencil-square", gettext_noop("Số liệu khai")),
            Item("reporting:definitions", "calculator", gettext_noop("Số liệu và cách tính")),
            Item("reporting:export_figures", "download", gettext_noop("Xuất số liệu")),
        ),
    ),
    (
        gettext_noop("Kiểm tra"),
        (
            Item("inspections:signs", "clipboard-check", gettext_noop("Đối chiếu thực tế")),
            Item("inspections:checks", "shuffle", gettext_noop("Kiểm tra ngẫu nhiên")),
        ),
    ),
    (
        gettext_noop("Danh mục"),
        (
            Item("catalogue:procedures", "journal-text", gettext_noop("Thủ tục hành chính")),
            Item("calendars:index", "calendar3", gettext_noop("Lịch làm việc")),
            Item("organisation:tree", "diagram-3", gettext_noop("Cơ cấu tổ chức")),
            Item("organisation:people", "people", gettext_noop("Danh sách người")),
        ),
    ),
    (
        gettext_noop("Hệ thống"),
        (
            Item("notifications:templates", "chat-left-text", gettext_noop("Lời của thông báo")),
            Item("notifications:escalation", "bell", gettext_noop("Quy tắc nhắc hạn")),
            Item("notifications:deliveries", "send", gettext_noop("Tin gửi đi")),
            Item("notifications:rules", "sliders", gettext_noop("Kênh gửi và giờ yên lặng")),
            Item("desk:jobs", "arrow-repeat", gettext_noop("Việc chạy nền")),
        ),
    ),
)


def context(request: HttpRequest) -> dict[str, Any]:
    """Return what the page shell shows: menu, demo mark, and what stands around the page."""
    return {
        "menu": _menu(request),
        "demo": settings.DEMO,
        "shell": _shell(request),
    }


def _menu(request: HttpRequest) -> list[dict[str, Any]]:
    actor = getattr(request, "actor", None)
    if actor is None:
        return []
    held = frozenset(grant.role for grant in actor.grants)
    current = request.resolver_match.view_name if request.resolver_match else ""
    groups = []
    for title, items in GROUPS:
        shown = [
            {
                "url": reverse(item.url_name),
                "icon": item.icon,
                "label": _(item.label),
                "key": item.key,
                "current": item.url_name == current,
            }
            for item in items
            if TABLE[item.url_name].admits(signed_in=True, held=held)
        ]
        if shown:
            groups.append({"title": _(title) if title else "", "items": shown})
    return groups


def _shell(request: HttpRequest) -> Shell:
    """Return the search form, the person's menu and the banner; a part whose address does not exist is left out."""
    actor = getattr(request, "actor", None)
    banner = _("Đây là bản trình diễn: người, hồ sơ và văn bản đều không có thật.") if settings.DEMO else ""
    if actor is None:
        return Shell(
            site_name=_("Một Cửa"),
            public_menu=_public_menu(request),
            sign_in_url=_address("account_login"),
            banner=banner,
        )
    units = organisation.unit_names(actor.assigned).values()
    return Shell(
        site_name=_("Một Cửa"),
        search_url=_address("desk:search"),
        search_label=_("Tìm hồ sơ theo mã, họ tên, số điện thoại hoặc số định danh"),
        search_hint=_("Tìm mã hồ sơ, họ tên, điện thoại, số định danh"),
        person_name=actor.label,
        person_note=", ".join(units),
        account_url=_address("organisation:profile"),
        sign_out_url=_address("account_logout"),
        banner=banner,
        now=clock.now(),
        bell_url=_address("notifications:bell"),
        bell_count_url=_address("notifications:bell_count"),
        bell_count=unread_count(actor),
    )


def _public_menu(request: HttpRequest) -> tuple[ShellLink, ...]:
    """Return the links that every citizen's page bears; a page that does not exist has none."""
    current = request.resolver_match.view_name if request.resolver_match else ""
    found = (
        ("home", _("Trang chủ")),
        ("catalogue:public_procedures", _("Thủ tục")),
        ("portal:lookup", _("Tra cứu hồ sơ")),
        ("calendars:due", _("Khi nào đến hạn?")),
        ("reporting:public", _("Số liệu")),
    )
    return tuple(ShellLink(label, url, current=name == current) for name, label in found if (url := _address(name)))


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
