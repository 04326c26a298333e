"""Changing the rule of a channel: from today on, the row before is closed."""

from collections.abc import Sequence
from datetime import datetime, time

from django.db import transaction

from motcua.audit import log
from motcua.domain.worktime import local_date
from motcua.notifications.models import ChannelRule
from motcua.notifications.policies import require_manage
from motcua.notifications.services.signing import set_by
from motcua.notifications.vocabulary import Channel
from motcua.organisation.actors import Actor


def set_rule(
    channel: Channel,
    *,
    quiet_from: time,
    quiet_to: time,
    keep_days: int,
    urgent: Sequence[str],
    actor: Actor,
    at: datetime,
) -> ChannelRule:
    """Let another rule hold from today on; raises NotAllowed."""
    require_manage(actor)
    on = local_date(at)
    with transaction.atomic():
        ChannelRule.objects.filter(channel=channel.value, valid_to__isnull=True).update(valid_to=on)
        row = ChannelRule.objects.create(
            channel=channel.value,
            quiet_from=quiet_from,
            quiet_to=quiet_to,
            keep_days=keep_days,
            urgent=sorted(urgent),
            valid_from=on,
            **set_by(actor, at),
        )
        log.write(actor.ref, "notifications.rule_set", "channel", channel.value, at=at)
    return row
