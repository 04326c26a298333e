"""Messages that leave the house, one row each, from writing to the answer of whoever carried them."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.common.privacy import PersonalData
from motcua.notifications.models.templates import NoticeTemplate
from motcua.notifications.vocabulary import (
    OUTWARD,
    DeliveryState,
    Language,
    RecipientKind,
    SkipReason,
)


class Delivery(models.Model):
    """One message to one recipient by one channel. `key` is unique: nobody is told the same thing twice.

    `values` hold codes and dates that fill the template; `public_id` travels with the message, so that whoever
    receives it can tell a repeat. A sender holds the row until `lease_until`; when it dies the row is free again.
    `attempts` counts every attempt, `budget_from` those before somebody sent a dead message again.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {"address": PersonalData.CONTACT}

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    topic = models.CharField(max_length=64)
    subject_kind = models.CharField(max_length=16)
    subject_id = models.BigIntegerField()
    recipient_kind = models.CharField(max_length=16, choices=RecipientKind.choices)
    recipient_id = models.BigIntegerField()
    channel = models.CharField(max_length=8, choices=[(c.value, c.label) for c in OUTWARD])
    address = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=2, choices=Language.choices)
    template = models.ForeignKey(NoticeTemplate, on_delete=models.PROTECT, related_name="+", db_index=False)
    values = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    reason = models.CharField(max_length=16, choices=SkipReason.choices, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    budget_from = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    leased_by = models.CharField(max_length=64, blank=True)
    last_error = models.CharField(max_length=32, blank=True)
    key = models.CharField(max_length=128, unique=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=DeliveryState.values, channel__in=[c.value for c in OUTWARD]),
                name="notifications_delivery_words",
            ),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.SKIPPED.value) ^ Q(reason=""), name="notifications_skipped_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.SENT.value) ^ Q(sent_at__isnull=True), name="notifications_sent_when"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["next_at", "id"],
                name="notifications_due",
                condition=Q(state=DeliveryState.WAITING.value),
            ),
            models.Index(fields=["state", "-id"], name="notifications_by_state"),
            models.Index(fields=["subject_kind", "subject_id"], name="notifications_by_subject"),
        ]
