"""Put the shipped texts and rules into the store: after every migrate, changing nothing that people wrote."""

from datetime import datetime
from typing import Final

from django.db import transaction

from motcua.domain.watching import MORNING, USUAL, Level, Trigger
from motcua.notifications.models import ChannelRule, EscalationRule, NoticeTemplate, WatchThreshold
from motcua.notifications.queries.templates import TemplateKey, all_in_use
from motcua.notifications.services.signing import set_by, written_by
from motcua.notifications.shipped_texts import FIRST_DAY, KEEP_DAYS, QUIET, ShippedText, texts
from motcua.notifications.vocabulary import OUTWARD, Channel
from motcua.organisation.actors import Actor, ActorKind

WATCH_RULES: Final = (
    (Trigger.NEAR, Level.OFFICER, 0, None),
    (Trigger.TODAY, Level.OFFICER, 0, MORNING),
    (Trigger.LATE, Level.OFFICER, 0, None),
    (Trigger.LATE, Level.UNIT_HEAD, 1, None),
    (Trigger.LATE, Level.LEADER, 3, None),
    (Trigger.PAUSED, Level.OFFICER, 0, MORNING),
    (Trigger.WAITING, Level.OFFICER, 0, MORNING),
    (Trigger.OPINION, Level.ONE_STOP_HEAD, 0, None),
    (Trigger.UNCOLLECTED, Level.OFFICER, 0, MORNING),
)
"""First the officer, then the head, then the leader; an overdue opinion is told to the head of one-stop, as the law
wants (NĐ 118/2025 art. 19(4)(d)).
"""


def ship(*, actor: Actor, at: datetime) -> int:
    """Store the texts that are missing, and newer ones where the last was shipped too; returns how many were new."""
    known = all_in_use()
    fresh = [text for text in texts() if _is_new(text, known)]
    with transaction.atomic():
        NoticeTemplate.objects.bulk_create(_row(text, known, actor, at) for text in fresh)
        _rules(actor, at)
        _watch_rules(actor, at)
    return len(fresh)


def _is_new(text: ShippedText, known: dict[TemplateKey, NoticeTemplate]) -> bool:
    row = known.get((text.topic, text.channel, text.language))
    if row is None:
        return True
    return row.made_by_kind == ActorKind.SYSTEM and (row.subject, row.body) != (text.subject, text.body)


def _row(text: ShippedText, known: dict[TemplateKey, NoticeTemplate], actor: Actor, at: datetime) -> NoticeTemplate:
    key = (text.topic, text.channel, text.language)
    return written_by(key, text.subject, text.body, known.get(key), actor=actor, at=at)


def _watch_rules(actor: Actor, at: datetime) -> None:
    """The rules of watching and their thresholds, where there never were any."""
    by = {"valid_from": FIRST_DAY, **set_by(actor, at)}
    if not EscalationRule.objects.filter(unit__isnull=True).exists():
        EscalationRule.objects.bulk_create(
            EscalationRule(trigger=trigger.value, level=level.value, after_days=days, at_time=hour, **by)
            for trigger, level, days, hour in WATCH_RULES
        )
    if not WatchThreshold.objects.filter(unit__isnull=True).exists():
        WatchThreshold.objects.create(
            paused_days=USUAL.paused_days,
            waiting_days=USUAL.waiting_days,
            uncollected_days=USUAL.uncollected_days,
            **by,
        )


def _rules(actor: Actor, at: datetime) -> None:
    """Quiet nights for telephones; e-mail disturbs nobody."""
    known = set(ChannelRule.objects.values_list("channel", flat=True))
    ChannelRule.objects.bulk_create(
        ChannelRule(
            channel=channel.value,
            quiet_from=QUIET[0],
            quiet_to=QUIET[0] if channel is Channel.EMAIL else QUIET[1],
            keep_days=KEEP_DAYS,
            valid_from=FIRST_DAY,
            **set_by(actor, at),
        )
        for channel in OUTWARD
        if channel.value not in known
    )
