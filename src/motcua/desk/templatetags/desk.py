"""`{% load desk %}`: words of dossiers for templates."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django import template
from django.utils.translation import gettext as _

from motcua.catalogue.values import CaseRow
from motcua.catalogue.vocabulary import CHANNELS
from motcua.desk.pages import rows, words
from motcua.desk.pages.time_marks import TimeMark, time_mark
from motcua.domain import identity
from motcua.domain.lifecycle import State
from motcua.ui.templatetags.mc import time_word

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
def new_key() -> str:
    """`{% new_key %}`: an idempotency key for one form; a double press then does one thing."""
    return uuid4().hex


@register.filter
def time_name(state: Any) -> str:
    """`{{ state|time_name }}`: what a state of time is called."""
    return time_word(state)


@register.simple_tag
def mark_of(dossier: Any, at: datetime) -> TimeMark:
    """`{% mark_of dossier at as mark %}`: badge, words and colour of its time."""
    return time_mark(dossier, at)
