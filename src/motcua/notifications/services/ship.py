"""Put the shipped texts and rules into the store: after every migrate, changing nothing that people wrote."""

from datetime import datetime

from django.db import transaction

from motcua.notifications.models import ChannelRule, NoticeTemplate
from motcua.notifications.queries.templates import TemplateKey, all_in_use
from motcua.notifications.shipped_texts import FIRST_DAY, KEEP_DAYS, QUIET, ShippedText, texts
from motcua.notifications.vocabulary import OUTWARD, Channel
from motcua.organisation.actors import Actor, ActorKind


def ship(*, actor: Actor, at: datetime) -> int:
    """Store the texts that are missing, and newer ones where the last was shipped too; returns how many were new."""
    known = all_in_use()
    fresh = [text for text in texts() if _is_new(text, known)]
    with transaction.atomic():
        NoticeTemplate.objects.bulk_create(_row(text, known, actor, at) for text in fresh)
        _rules(actor, at)
    return len(fresh)


def _is_new(text: ShippedText, known: dict[TemplateKey, NoticeTemplate]) -> bool:
    row = known.get((text.topic, text.channel, text.language))
    if row is None:
        return True
    return row.made_by_kind == ActorKind.SYSTEM and (row.subject, row.body) != (text.subject, text.body)


def _row(text: ShippedText, known: dict[TemplateKey, NoticeTemplate], actor: Actor, at: datetime) -> NoticeTemplate:
    before = known.get((text.topic, text.channel, text.language))
    return NoticeTemplate(
        topic=text.topic,
        channel=text.channel.value,
        language=text.language.value,
        number=1 if before is None else before.number + 1,
        subject=text.subject,
        body=text.body,
        made_at=at,
        made_by_kind=actor.kind.value,
        made_by_id=actor.id,
        made_by_label=actor.label,
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
            set_at=at,
            set_by_kind=actor.kind.value,
            set_by_id=actor.id,
            set_by_label=actor.label,
        )
        for channel in OUTWARD
        if channel.value not in known
    )
