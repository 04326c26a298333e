"""The menu and other context of every page. Items show to those who may open them; nothing unfinished stands here."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.project.access import TABLE


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: URL name, Bootstrap icon, label."""

    url_name: str
    icon: str
    label: str


GROUPS: tuple[tuple[str, tuple[Item, ...]], ...] = (
    ("", ()),
    (gettext_noop("Danh mục"), ()),
)


def context(request: HttpRequest) -> dict[str, Any]:
    """Return what the page shell shows: menu, theme, demo mark."""
    return {
        "menu": _menu(request),
        "demo": settings.DEMO,
        "theme": request.COOKIES.get("theme") if request.COOKIES.get("theme") in {"light", "dark"} else "auto",
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
                "current": item.url_name == current,
            }
            for item in items
            if TABLE[item.url_name].admits(signed_in=True, held=held)
        ]
        if shown:
            groups.append({"title": _(title) if title else "", "items": shown})
    return groups
