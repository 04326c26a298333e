"""`{% load mc %}`: the components of the design system as template tags.

Words come from the caller; the few that stand here (names of the time states, "Trang sau") mean the same on every page.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from motcua.common import formats
from motcua.common.pagination import Count, KeysetPage
from motcua.ui import day_bar as days
from motcua.ui import form_fields
from motcua.ui.parts import DayCell, TimelineEntry, TrackStep
from motcua.ui.week_rows import WeekPicture

register = template.Library()

TIME_ICONS = {
    "intime": "check-circle",
    "near": "hourglass-split",
    "today": "bell-fill",
    "late": "exclamation-octagon-fill",
    "paused": "pause-circle",
}
"""The five states of time and the icon of each; word, icon and colour always come together."""

TIME_WORDS = {
    "intime": gettext_noop("Trong hạn"),
    "near": gettext_noop("Sắp đến hạn"),
    "today": gettext_noop("Hôm nay"),
    "late": gettext_noop("Quá hạn"),
    "paused": gettext_noop("Tạm dừng"),
}

NOTE_KINDS = ("", "late", "near", "ok")
EMPTY = mark_safe("")


def _state(state: object) -> str:
    """Name of a time state, from its enum or its word; a wrong one is a mistake of the page."""
    name = str(getattr(state, "value", state)).lower()
    if name not in TIME_ICONS:
        raise template.TemplateSyntaxError(f"{name!r} is no state of time")
    return name


def time_word(state: object) -> str:
    """What a state of time is called."""
    return _(TIME_WORDS[_state(state)])


@register.simple_tag
@lru_cache(maxsize=256, typed=True)
def icon(name: str, label: str = "") -> SafeString:
    """`{% icon "bell" %}` hidden from readers, or with a label that they read."""
    if label:
        return format_html('<i class="bi bi-{}" role="img" aria-label="{}"></i>', name, label)
    return format_html('<i class="bi bi-{}" aria-hidden="true"></i>', name)


@register.simple_tag
def time_badge(state: object, text: str = "") -> SafeString:
    """`{% time_badge state text %}`: word + icon + colour; without text the state's own word."""
    name = _state(state)
    return format_html(
        '<span class="mc-time mc-time--{}">{}{}</span>', name, icon(TIME_ICONS[name]), text or time_word(name)
    )


@register.simple_tag
def time_text(state: object, text: str, *, with_icon: bool = False) -> SafeString:
    """`{% time_text state "còn 2 giờ" %}`: words on paper in the colour of their state."""
    name = _state(state)
    drawn = icon(TIME_ICONS[name]) if with_icon else EMPTY
    return format_html('<span class="t-{}">{}{}{}</span>', name, drawn, " " if with_icon else "", text)


@register.filter
def time_class(state: object) -> str:
    """`{{ state|time_class }}` gives `late`, for classes that end in a state."""
    return _state(state)


@register.simple_tag
def time_icon(state: object) -> SafeString:
    """`{% time_icon state %}`: the icon alone, where its word stands beside it."""
    return icon(TIME_ICONS[_state(state)])


@register.simple_tag
def status_badge(icon_name: str, text: str) -> SafeString:
    """`{% status_badge icon text %}`: outlined pill; the state of work is never coloured."""
    return format_html('<span class="mc-state">{}{}</span>', icon(icon_name), text)


@register.simple_tag
def key(keys: str) -> SafeString:
    """`{% key "n" %}`: the cap of a key beside what it does, for the eyes only."""
    return format_html('<span class="mc-key mc-only-lg" aria-hidden="true">{}</span>', keys)


@register.simple_tag
def figure(value: int | None, url: str = "", label: str = "") -> SafeString:
    """`{% figure 12 url "12 hồ sơ quá hạn của Phòng Kinh tế" %}`: a count that opens the rows it counts.

    Zero opens nothing and is grey; unknown is a dash.
    """
    if value is None:
        return format_html('<span class="mc-zero">{}</span>', "–")
    written = formats.number(value)
    if value == 0 or not url:
        return format_html('<span class="mc-num{}">{}</span>', " mc-zero" if value == 0 else "", written)
    if label:
        return format_html('<a class="mc-fig mc-num" href="{}" aria-label="{}">{}</a>', url, label, written)
    return format_html('<a class="mc-fig mc-num" href="{}">{}</a>', url, written)


@register.simple_tag
def count_text(count: Count) -> str:
    """`{% count_text count %}`: `83`, or `hơn 10.000` where it was not counted to the end."""
    written = formats.number(count.number)
    return written if count.exact else _("hơn %(number)s") % {"number": written}


@register.simple_block_tag
def note(content: str, kind: str = "", id: str = "") -> SafeString:  # noqa: A002  the attribute it becomes
    """`{% note kind="near" %}…{% endnote %}`: a duty or a rule of law beside the action it concerns."""
    if kind not in NOTE_KINDS:
        raise template.TemplateSyntaxError(f"{kind!r} is no kind of note")
    name = format_html(' id="{}"', id) if id else EMPTY
    return format_html('<div class="mc-note{}"{}>{}</div>', f" mc-note--{kind}" if kind else "", name, content)


@register.simple_block_tag
def panel(content: str, title: str, id: str, note: str = "", url: str = "", link: str = "") -> SafeString:  # noqa: A002
    """`{% panel "Thành phần hồ sơ" "h-comp" note="đủ 5 trên 5" url=u link="Mở" %}…{% endpanel %}`.

    Its content is padded by the caller (`mc-body`) or is a table or a list that fills it.
    """
    place = "mc-sm mc-muted" if url else "end mc-muted"
    aside = format_html('<span class="{}">{}</span>', place, note) if note else EMPTY
    end = format_html('<span class="end"><a href="{}">{}</a></span>', url, link) if url else EMPTY
    return format_html(
        '<section class="mc-panel" aria-labelledby="{0}"><header><h2 id="{0}">{1}</h2>{2}{3}</header>{4}</section>',
        id,
        title,
        aside,
        end,
        content,
    )


@register.simple_tag
def empty(text: str, url: str = "", label: str = "") -> SafeString:
    """`{% empty "Không có hồ sơ quá hạn." url "Mở danh sách" %}`: one sentence, at most one action."""
    action = format_html(' <a href="{}">{}</a>', url, label) if url else EMPTY
    return format_html('<p class="mc-empty">{}{}</p>', text, action)


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """`{% error_summary form other_form formset %}`: what is wrong, on top, each line leading to its field."""
    faults = form_fields.faults(forms)
    title = ngettext("Có %(count)s chỗ cần sửa", "Có %(count)s chỗ cần sửa", len(faults)) % {"count": len(faults)}
    return {"faults": faults, "title": title}


@register.simple_tag
def field(
    bound: BoundField, width: str = "", hint: str = "", *, optional: bool = True, large: bool = False
) -> SafeString:
    """`{% field form.phone width="s2" %}`: label, control, help and error, tied together for readers.

    `width` is a span of the six columns of `mc-fields`; `optional=False` hides "(không bắt buộc)"; `large` makes
    choices into bordered lines.
    """
    drawn = form_fields.draw(bound, width=width, hint=hint, say_optional=optional, large=large)
    return render_to_string(f"ui/components/field_{drawn['kind']}.html", drawn)


@register.simple_tag
def form_fields_of(form: BaseForm, width: str = "s3") -> SafeString:
    """`{% form_fields_of form %}`: every visible field in order, hidden ones after, for plain forms."""
    shown = format_html_join("", "{}", ((field(bound, width),) for bound in form.visible_fields()))
    hidden = format_html_join("", "{}", ((bound.as_widget(),) for bound in form.hidden_fields()))
    return format_html('<div class="mc-fields">{}</div>{}', shown, hidden)


@register.inclusion_tag("ui/components/pager.html", takes_context=True)
def pager(context: Context, page: KeysetPage[Any], count: Count | None = None, exact_url: str = "") -> dict[str, Any]:
    """`{% pager page count %}`: keyset paging that keeps the filter of the address.

    With `count` it says how many rows there are; `exact_url` offers to count on where counting stopped.
    """
    request = context["request"]

    def address(name: str, value: str | None) -> str:
        if value is None:
            return ""
        query = request.GET.copy()
        for other in ("after", "before"):
            query.pop(other, None)
        query[name] = value
        return f"?{query.urlencode()}"

    return {
        "rows": len(page.rows),
        "count": count,
        "exact_url": exact_url,
        "previous": address("before", page.previous),
        "next": address("after", page.next),
    }


@register.inclusion_tag("ui/components/steps.html")
def steps(track: Sequence[TrackStep], label: str) -> dict[str, Any]:
    """`{% steps track "Các bước xử lý" %}`: done, now and next, with who and used/limit under each name."""
    return {"track": track, "label": label}


@register.inclusion_tag("ui/components/public_steps.html")
def public_steps(track: Sequence[TrackStep], label: str) -> dict[str, Any]:
    """`{% public_steps track "Các bước" %}`: the track for citizens, always downwards, `note` under each name."""
    return {"track": track, "label": label}


@register.inclusion_tag("ui/components/timeline.html")
def timeline(entries: Iterable[TimelineEntry], label: str) -> dict[str, Any]:
    """`{% timeline entries "Diễn biến" %}`: what happened; the caller gives the newest first."""
    return {"entries": entries, "label": label}


@register.inclusion_tag("ui/components/day_bar.html")
def day_bar(cells: Sequence[DayCell], label: str, id: str = "days") -> dict[str, Any]:  # noqa: A002
    """`{% day_bar cells "Thanh thời gian từ … đến …" %}`: one cell a day; the whole story stands in the label.

    The caller prints the same facts as a table beneath.
    """
    return {"bar": days.layout(cells), "label": label, "id": id}


@register.inclusion_tag("ui/components/week_rows.html")
def week_rows(picture: WeekPicture, caption: str, id: str = "weeks") -> dict[str, Any]:  # noqa: A002
    """`{% week_rows picture "Các ngày từ … đến …" %}`: a term in rows of weeks, one square a day, with its legend."""
    monday = date(2024, 1, 1)
    week = [monday + timedelta(days=n) for n in range(7)]
    heads = [(formats.weekday_short(on), formats.weekday(on)) for on in week]
    return {"picture": picture, "caption": caption, "id": id, "heads": heads}


@register.inclusion_tag("ui/components/gauge.html")
def gauge(used: int, total: int, label: str, state: object = "intime") -> dict[str, Any]:
    """`{% gauge used total label state %}`: how much of a limit is used; what is left takes the state's colour."""
    total = max(total, 1)
    used = min(max(used, 0), total)
    return {"used": used, "left": total - used, "total": total, "label": label, "state": _state(state)}
