"""The rules of channels."""

from datetime import datetime

from django.db.models import Q

from motcua.domain.worktime import local_date
from motcua.notifications.models import ChannelRule
from motcua.notifications.vocabulary import Channel


def rules_on(at: datetime) -> dict[Channel, ChannelRule]:
    """The rule of each channel in force at an instant. One query."""
    on = local_date(at)
    rows = ChannelRule.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)
    return {Channel(row.channel): row for row in rows.order_by("valid_from", "id")}


def all_rules() -> list[ChannelRule]:
    """Every rule there ever was, by channel, newest first."""
    return list(ChannelRule.objects.order_by("channel", "-valid_from", "-id"))
