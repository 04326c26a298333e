"""`{% load desk %}`: words of dossiers for templates."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from motcua.catalogue.values import CaseRow
from motcua.catalogue.vocabulary import CHANNELS
from motcua.desk.pages import rows, words
from motcua.desk.pages.ticks import Tick
from motcua.desk.pages.time_marks import TimeMark, time_mark
from motcua.domain import identity
from motcua.domain.lifecycle import State
from motcua.ui.templatetags.mc import time_class, time_icon, time_word

register = template.Library()


@register.filter
def state_words(state: str) -> str:
    """`{{ dossier.state|state_words }}`: what the state is called."""
    return words.state_words(state)


@register.filter
def state_icon(state: str) -> str:
    """`{{ dossier.state|state_icon }}`: the icon beside it."""
    return words.STATE_ICONS[State(state)]


@register.filter
def outcome_words(outcome: str) -> str:
    """`{{ dossier.outcome|outcome_words }}`: how it ended."""
    return words.outcome_words(outcome)


@register.filter
def masked(number: str) -> str:
    """`{{ party.identity_number|masked }}`: all but the first four and last three characters hidden."""
    return identity.masked(number)


@register.filter
def phone(number: str) -> str:
    """`{{ party.phone|phone }}`: `0912 000 146`, `0209 0000 115`."""
    if len(number) == identity.MOBILE_DIGITS:
        return f"{number[:4]} {number[4:7]} {number[7:]}"
    if len(number) == identity.LANDLINE_DIGITS:
        return f"{number[:4]} {number[4:8]} {number[8:]}"
    return number


@register.filter
def channel_words(dossier: Any) -> str:
    """`{{ dossier|channel_words }}`: how it was filed; what another system said stands as it is."""
    known = {channel.value: _("nộp %(how)s") % {"how": str(channel.label).lower()} for channel in CHANNELS}
    return known.get(dossier.channel, str(dossier.channel))


@register.filter
def identity_label(party: Any) -> str:
    """`{{ party|identity_label }}`: what the number is, without its format."""
    return str(party.get_identity_kind_display()).split(" (")[0]


@register.filter
def paper_count(case: CaseRow) -> int:
    """`{{ case|paper_count }}`: how many papers a case asks for, remarks left out."""
    return sum(1 for component in case.components if component.is_document)


@register.filter
def draft_owner(data: Mapping[str, Any]) -> str:
    """`{{ draft.data|draft_owner }}`: whose dossier a draft will be, as far as typed."""
    return str(data.get("owner-full_name", ""))


@register.simple_tag
def label_of(dossier: Any, labels: Mapping[int, Any]) -> str:
    """`{% label_of dossier labels %}`: the name people use for its procedure."""
    return rows.label_of(dossier, labels)


@register.simple_tag
def procedure_label(apology: Any, labels: Mapping[int, Any]) -> str:
    """`{% procedure_label apology labels %}`: the name people use for the procedure of a duty's dossier."""
    label = labels.get(apology.procedure_version_id)
    return str(apology.dossier.title) if label is None else str(label.label)


@register.simple_tag
def new_key() -> str:
    """`{% new_key %}`: an idempotency key for one form; a double press then does one thing."""
    return uuid4().hex


@register.filter
def time_name(state: Any) -> str:
    """`{{ state|time_name }}`: what a state of time is called."""
    return time_word(state)


@register.simple_tag
def live_badge(mark: TimeMark) -> SafeString:
    """`{% live_badge mark %}`: the badge of a state of time whose words go on counting down in the browser."""
    name = time_class(mark.state)
    text = mark.badge or time_word(mark.state)
    said = text if mark.tick is None else format_html("<span{}>{}</span>", _ticking(mark.tick, "badge"), text)
    return format_html('<span class="mc-time mc-time--{}">{}{}</span>', name, time_icon(mark.state), said)


@register.simple_tag
def live_left(mark: TimeMark) -> SafeString:
    """`{% live_left mark %}`: what is left in full words, counting down in the browser."""
    if mark.tick is None:
        return format_html("{}", mark.left)
    return format_html("<span{}>{}</span>", _ticking(mark.tick, "left"), mark.left)


def _ticking(tick: Tick, form: str) -> SafeString:
    """The attributes that `ui/js/clock.js` reads: numbers and words of our own, which need no escaping."""
    late = ' data-late="1"' if tick.late else ""
    return mark_safe(  # noqa: S308  see above
        f' data-left="{tick.minutes}" data-form="{form}" data-day="{tick.day}" data-sessions="{tick.sessions}"'
        f' data-second="{tick.second}" data-turn="{tick.turn}"{late}'
    )


@register.simple_tag
def clock_words() -> SafeString:
    """`{% clock_words %}`: the words by which the browser says what is left, the same as the server's."""
    spoken = {
        "dh": _("%(days)s ngày %(hours)s giờ"),
        "dm": _("%(days)s ngày %(minutes)s phút"),
        "d": _("%(days)s ngày"),
        "hm": _("%(hours)s giờ %(minutes)s phút"),
        "h": _("%(hours)s giờ"),
        "m": _("%(minutes)s phút"),
        "badge-left": _("Còn %(time)s"),
        "badge-late": _("Quá %(time)s"),
        "badge-just": _("Vừa quá hạn"),
        "left-left": _("còn %(time)s làm việc"),
        "left-late": _("quá %(time)s làm việc"),
        "left-just": _("vừa quá hạn"),
    }
    attributes = format_html_join("", ' data-{}="{}"', spoken.items())
    return format_html("<template data-clock-words{}></template>", attributes)


@register.simple_tag
def mark_of(dossier: Any, at: datetime) -> TimeMark:
    """`{% mark_of dossier at as mark %}`: badge, words and colour of its time."""
    return time_mark(dossier, at)
