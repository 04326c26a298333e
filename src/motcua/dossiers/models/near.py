"""From when a dossier counts as near its date."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from motcua.common.privacy import PersonalData


class NearShare(models.Model):
    """How many per cent of a term are left when it comes near its end, for terms that begin in [valid_from, valid_to).

    A row is set on the day before it begins at the latest: what holds for a day that has begun never changes any more,
    so a date derived again comes out the same.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    percent = models.PositiveSmallIntegerField()
    valid_from = models.DateField(unique=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(percent__gte=1, percent__lte=99), name="dossiers_near_is_part"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="dossiers_near_period"
            ),
        ]
