"""Decisions that a published calendar reaches the dossiers that run already."""

import uuid
from typing import ClassVar

from django.db import models

from motcua.common.privacy import PersonalData


class CalendarApplication(models.Model):
    """The decision to apply one calendar version to running dossiers, and what came of it.

    What it did to each dossier stands in that dossier's event; `totals` adds it up (`calendar_effect.Totals` as JSON),
    portion by portion in the portion's own transaction, so that they are right after any interruption. `keys` are the
    calendars that dossiers came to. `left_behind` counts dossiers that the calendar cannot count, `left_codes` names
    the first of them. `job` is the work on it. `superseded`: a later version was published before all were done.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {"requested_by_label": PersonalData.NAME}

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.OneToOneField("calendars.CalendarVersion", on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=200)
    job = models.OneToOneField("jobs.Job", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    requested_at = models.DateTimeField()
    requested_by_kind = models.CharField(max_length=20)
    requested_by_id = models.BigIntegerField(null=True, blank=True)
    requested_by_label = models.CharField(max_length=200)
    finished_at = models.DateTimeField(null=True, blank=True)
    superseded = models.BooleanField(default=False)
    totals = models.JSONField(default=dict)
    keys = models.JSONField(default=list)
    left_behind = models.PositiveIntegerField(default=0)
    left_codes = models.JSONField(default=list)
