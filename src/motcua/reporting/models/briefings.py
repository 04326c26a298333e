"""Slides that were asked for."""

import uuid
from typing import ClassVar

from django.db import models

from motcua.common.privacy import PersonalData


class Briefing(models.Model):
    """Slides of a briefing as they were made, for whoever asked; `query` is the address of the dashboard they show.

    They hold counts and names of units and procedures, never of people, and are deleted after a while.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person_id = models.BigIntegerField()
    query = models.CharField(max_length=400, blank=True)
    name = models.CharField(max_length=120)
    pdf = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["made_at"], name="reporting_briefing_age")]
