"""Who is told that a dossier comes near its date, is late, or waits too long: rules as data, and what was told."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from motcua.common.privacy import PersonalData
from motcua.domain.watching import Level, Trigger
from motcua.notifications.vocabulary import Channel


class _Dated(models.Model):
    """A row in force in [valid_from, valid_to), set by somebody; `unit` is the desk it is for, None for every desk."""

    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    set_at = models.DateTimeField()
    set_by_kind = models.CharField(max_length=16)
    set_by_id = models.BigIntegerField(null=True, blank=True)
    set_by_label = models.CharField(max_length=200)

    personal_data: ClassVar[dict[str, PersonalData]] = {"set_by_label": PersonalData.NAME}

    class Meta:
        abstract = True


class EscalationRule(_Dated):
    """One rule: whom to tell when, by which channel (empty: by whatever the person asked for).

    `series` stays the same over the versions of a rule, and in the copies that a desk makes its own: what one version
    told, no other tells again. `after_days` and `at_time` mean what `domain.watching.Rule` says.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {"set_by_label": PersonalData.NAME}

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    series = models.UUIDField(default=uuid.uuid4, editable=False)
    trigger = models.CharField(max_length=16, choices=[(each.value, each.value) for each in Trigger])
    level = models.CharField(max_length=16, choices=[(each.value, each.value) for each in Level])
    channel = models.CharField(max_length=8, choices=Channel.choices, blank=True)
    after_days = models.PositiveSmallIntegerField(default=0)
    at_time = models.TimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "series"], condition=Q(valid_to__isnull=True), name="notifications_escalation_one_open"
            ),
            models.UniqueConstraint(
                fields=["series"],
                condition=Q(valid_to__isnull=True, unit__isnull=True),
                name="notifications_escalation_one_general",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="notifications_escalation_period",
            ),
        ]


class WatchThreshold(_Dated):
    """From how many days on something takes too long: paused, waiting for others, ready and not fetched."""

    personal_data: ClassVar[dict[str, PersonalData]] = {"set_by_label": PersonalData.NAME}

    paused_days = models.PositiveSmallIntegerField()
    waiting_days = models.PositiveSmallIntegerField()
    uncollected_days = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit"], condition=Q(valid_to__isnull=True), name="notifications_threshold_one_open"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="notifications_threshold_period",
            ),
        ]


class EscalationSending(models.Model):
    """What was told: by which rule, about which dossier and which of its due dates (`anchor_at`), to whom."""

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    series = models.UUIDField()
    rule = models.ForeignKey(EscalationRule, on_delete=models.PROTECT, related_name="sendings", db_index=False)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.CASCADE, related_name="+", db_index=False)
    anchor_at = models.DateTimeField()
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    told_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["dossier", "series", "anchor_at", "person"], name="notifications_told_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["told_at"], name="notifications_told_at")]
