"""Drawn pictures, kept by what they show."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from motcua.common.privacy import PersonalData


class ChartPicture(models.Model):
    """One picture at one size under the digest of its values; `svg` is empty until a worker has drawn it.

    A cache: every row may be deleted, and is when it was asked for long ago. It holds counts, shares and the names of
    units, fields and procedures, never of people.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    digest = models.CharField(max_length=64, unique=True)
    size = models.CharField(max_length=8)
    picture: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    svg = models.TextField(blank=True)
    asked_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["asked_at"], name="reporting_chart_age"),
            models.Index(fields=["asked_at"], name="reporting_chart_waiting", condition=Q(svg="")),
        ]
