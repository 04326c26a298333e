"""Internal processes (quy trình nội bộ): approved, versioned, made of steps (NĐ 118/2025 art. 36(5), 38(1)(d))."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from motcua.catalogue.models.procedures import Procedure
from motcua.catalogue.vocabulary import Origin
from motcua.common.privacy import PersonalData


class Process(models.Model):
    """The way one procedure is handled; `owner` is the unit that approved it, empty for one shipped with the product.

    `key` names the shipped pattern («p7-5-working_days»); a unit that changes a pattern gets its own process.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="processes")
    owner = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    key = models.CharField(max_length=64, blank=True)
    name = models.TextField()

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("procedure", "owner"),
                condition=Q(owner__isnull=False),
                name="catalogue_one_process_of_a_unit",
            ),
            models.UniqueConstraint(
                fields=("procedure", "key"), condition=Q(owner__isnull=True), name="catalogue_shipped_process_key"
            ),
        )


class ProcessVersion(models.Model):
    """The steps in force in [valid_from, valid_to); a running dossier finishes on the version it began with."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    origin = models.CharField(max_length=16, choices=Origin.choices)
    decision_no = models.CharField(max_length=128, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    content_hash = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=255)

    personal_data: ClassVar[dict[str, PersonalData]] = {"recorded_by": PersonalData.NAME}

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("process", "number"), name="catalogue_process_version_number"),
            models.UniqueConstraint(
                fields=("process",), condition=Q(valid_to__isnull=True), name="catalogue_one_open_process_version"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="catalogue_process_version_period",
            ),
        )


class ProcessStep(models.Model):
    """One step as approved; the pure value is `motcua.domain.routing.Step`."""

    version = models.ForeignKey(ProcessVersion, on_delete=models.CASCADE, related_name="steps")
    no = models.PositiveIntegerField()
    name = models.TextField()
    role = models.CharField(max_length=32)
    place = models.CharField(max_length=16)
    kind = models.CharField(max_length=16)
    limit = models.CharField(max_length=64)
    paper = models.CharField(max_length=255, blank=True)
    next = models.JSONField(default=list)

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    class Meta:
        ordering = ("version", "no")
        constraints = (models.UniqueConstraint(fields=("version", "no"), name="catalogue_step_no"),)
