"""Figures that people declare, each with its history: a correction is a new row, and nothing is overwritten."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from motcua.common.privacy import PersonalData
from motcua.domain.published import Qualifier
from motcua.domain.typed_figures import LONGEST_SOURCE


class DeclaredFigure(models.Model):
    """One declared number of a unit and a period [starts, ends). Append-only.

    `replaces` is the row that this one corrects: each is corrected once at most, so that versions form one line.
    `withdrawn` takes a figure back. `declared_by` is None where the system or an import declared it.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {"declared_by_label": PersonalData.NAME}

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    scope = models.CharField(max_length=120, blank=True)
    code = models.CharField(max_length=40)
    base = models.CharField(max_length=24, blank=True)
    starts = models.DateField()
    ends = models.DateField()
    label = models.CharField(max_length=80, blank=True)
    closing = models.DateField(null=True, blank=True)
    value = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    places = models.PositiveSmallIntegerField(default=0)
    qualifier = models.CharField(max_length=12, default=Qualifier.EXACT.value)
    still_late = models.BooleanField(default=False)
    source = models.CharField(max_length=LONGEST_SOURCE)
    version = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    withdrawn = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    declared_by_label = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="reporting_declared_period"),
            models.CheckConstraint(
                condition=Q(qualifier__in=[each.value for each in Qualifier]), name="reporting_declared_qualifier"
            ),
            models.UniqueConstraint(
                fields=["unit", "scope", "code", "base", "starts", "ends", "version"], name="reporting_declared_once"
            ),
        ]
