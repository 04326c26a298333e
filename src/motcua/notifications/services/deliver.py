"""Sending what waits: take a lease, send, say so. A sender that dies in between leaves a lease that runs out, and the
next one sends the message again under the same id, marked as a repeat.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet

from motcua.notifications import rendering
from motcua.notifications.models import ChannelRule, Delivery
from motcua.notifications.queries.preferences import Wishes, open_wishes
from motcua.notifications.queries.rules import rules_on
from motcua.notifications.quiet import allowed_from, gap_after
from motcua.notifications.sending import configured_channels
from motcua.notifications.services.channels import CarrierRefused, Carriers, Message
from motcua.notifications.topics import topic_of
from motcua.notifications.vocabulary import Channel, DeliveryState, RecipientKind, SkipReason

PORTION: Final = 10
LEASE: Final = timedelta(minutes=5)
"""Longer than a portion can take when every message runs into its timeout."""


@dataclass(slots=True)
class Taken:
    """What a sender took: rows under its lease, and how many were put off or dropped instead."""

    rows: list[Delivery]
    put_off: int = 0
    dropped: int = 0

    @property
    def found(self) -> bool:
        """Whether there was anything to look at."""
        return bool(self.rows or self.put_off or self.dropped)


def take(at: datetime, *, most: int = PORTION) -> Taken:
    """Lease the next messages that are due. What may not go now is put off, what nobody wants any more is dropped.

    Messages of a channel that the settings do not open wait untouched.
    """
    with transaction.atomic():
        due = _due(at).select_related("template")
        rows = list(due.select_for_update(skip_locked=True, of=("self",))[:most])
        rules = rules_on(at)
        wishes = _wishes(rows)
        taken = Taken([])
        for row in rows:
            if reason := _reason_against(row, wishes, rules, at):
                taken.dropped += 1
                row.state, row.reason = DeliveryState.SKIPPED.value, reason.value
            elif (later := _allowed_from(row, rules, at)) > at:
                taken.put_off += 1
                row.next_at = later
            else:
                taken.rows.append(row)
                row.attempts += 1
                row.lease_until, row.leased_by = at + LEASE, uuid.uuid4().hex
        Delivery.objects.bulk_update(rows, ["state", "reason", "next_at", "attempts", "lease_until", "leased_by"])
    return taken


def _due(at: datetime) -> QuerySet[Delivery]:
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=at)
    channels = [channel.value for channel in configured_channels()]
    rows = Delivery.objects.filter(free, state=DeliveryState.WAITING.value, next_at__lte=at, channel__in=channels)
    return rows.order_by("next_at", "id")


def _wishes(rows: Iterable[Delivery]) -> Wishes:
    ids: dict[RecipientKind, set[int]] = {}
    for row in rows:
        ids.setdefault(RecipientKind(row.recipient_kind), set()).add(row.recipient_id)
    return open_wishes(ids) if ids else {}


def _reason_against(
    row: Delivery, wishes: Wishes, rules: dict[Channel, ChannelRule], at: datetime
) -> SkipReason | None:
    """Why a message is dropped: it waited too long, or the recipient opted out since it was written."""
    rule = rules.get(Channel(row.channel))
    if rule is not None and at - row.next_at > timedelta(days=rule.keep_days):
        return SkipReason.STALE
    if row.channel not in wishes.get((row.recipient_kind, row.recipient_id), {}):
        return SkipReason.OPTED_OUT
    return None


def _allowed_from(row: Delivery, rules: dict[Channel, ChannelRule], at: datetime) -> datetime:
    rule = rules.get(Channel(row.channel))
    if rule is None or topic_of(row.topic).key in rule.urgent:
        return at
    return allowed_from(at, rule.quiet_from, rule.quiet_to)


def send(row: Delivery, carriers: Carriers, *, at: datetime) -> bool:
    """Send one leased message and write down what became of it; tell whether it left."""
    try:
        carriers.send(message_of(row, at))
    except CarrierRefused as refusal:
        _failed(row, refusal, at)
        return False
    except (KeyError, ValueError):
        # A text or an address that no carrier can take must not hold up what waits behind it.
        _failed(row, CarrierRefused("not_sendable", for_good=True), at)
        return False
    _write(row, state=DeliveryState.SENT.value, sent_at=at, last_error="")
    return True


def _failed(row: Delivery, refusal: CarrierRefused, at: datetime) -> None:
    gap = None if refusal.for_good else gap_after(row.attempts - row.budget_from, row.public_id)
    if gap is None:
        _write(row, state=DeliveryState.DEAD.value, last_error=refusal.code)
    else:
        _write(row, next_at=at + gap, last_error=refusal.code)


def _write(row: Delivery, **values: object) -> None:
    """Write only while the lease is still ours: a slow sender must not undo what another one wrote since."""
    held = Delivery.objects.filter(pk=row.pk, leased_by=row.leased_by, state=DeliveryState.WAITING.value)
    held.update(lease_until=None, leased_by="", **values)


def message_of(row: Delivery, at: datetime) -> Message:
    """The message with its words filled in, the same at every attempt."""
    words = rendering.written(row.values, row.language)
    template = row.template
    return Message(
        id=row.public_id,
        channel=Channel(row.channel),
        to=row.address,
        subject=rendering.fill(template.subject, words),
        text=rendering.fill(template.body, words),
        language=row.language,
        template=f"{template.topic}/{template.channel}/{template.language}/{template.number}",
        values={name: words[name] for name in row.values if name in words},
        stop=words["stop"],
        repeat=row.attempts > 1,
        at=at,
    )
