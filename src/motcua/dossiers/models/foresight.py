"""What the past of a competent unit says about its running dossiers, and from when a forecast counts as certain."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from motcua.common.privacy import PersonalData


class Foresight(models.Model):
    """What was learnt from the dossiers of one competent unit, with its judgement. A new one is learnt every day.

    `groups` counts similar dossiers (`domain.foresight.Model`), `usual` and `workload` are open dossiers by executing
    unit: usually, and when it was learnt. `judgement` says how good it was on the unit's own past, `shown` whether it
    may speak, `followed` which dossiers stand behind all these numbers (`queries.followed`). Of a row that is no longer
    `current` only the judgement is kept.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    learnt_at = models.DateTimeField()
    current = models.BooleanField(default=True)
    dossiers = models.PositiveIntegerField()
    groups = models.JSONField(default=dict)
    usual = models.JSONField(default=dict)
    workload = models.JSONField(default=dict)
    judgement = models.JSONField(default=dict)
    followed = models.JSONField(default=dict)
    shown = models.BooleanField()
    certain_from = models.FloatField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit"], condition=Q(current=True), name="dossiers_one_foresight"),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "learnt_at"], name="dossiers_foresights")]


class ForesightThreshold(models.Model):
    """From which probability of missing its date a dossier *will* miss it: then an apology is owed. By dates."""

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    probability = models.FloatField()
    ground = models.CharField(max_length=500)
    valid_from = models.DateField(unique=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(probability__gt=0, probability__lte=1), name="dossiers_threshold_is_probability"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="dossiers_threshold_period"
            ),
        ]
