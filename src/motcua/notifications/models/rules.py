"""How a channel behaves: when it keeps quiet, what may break the quiet, how old a message may be."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from motcua.common.privacy import PersonalData
from motcua.notifications.vocabulary import OUTWARD


class ChannelRule(models.Model):
    """The rule of one channel during [valid_from, valid_to). Equal times mean that it never keeps quiet.

    `urgent` lists topics that go out in quiet hours too; what waits longer than `keep_days` is no longer sent.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {"set_by_label": PersonalData.NAME}

    channel = models.CharField(max_length=8, choices=[(c.value, c.label) for c in OUTWARD])
    quiet_from = models.TimeField()
    quiet_to = models.TimeField()
    urgent = models.JSONField(default=list)
    keep_days = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    set_at = models.DateTimeField()
    set_by_kind = models.CharField(max_length=16)
    set_by_id = models.BigIntegerField(null=True, blank=True)
    set_by_label = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["channel"], condition=Q(valid_to__isnull=True), name="notifications_rule_one_open"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="notifications_rule_period"
            ),
            models.CheckConstraint(condition=Q(keep_days__gte=1), name="notifications_rule_keeps"),
        ]
