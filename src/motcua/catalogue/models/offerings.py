"""What a unit offers at its desk: a procedure version, who handles it, how, and in what time."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from motcua.catalogue.models.procedures import ChannelLimit, Procedure, ProcedureVersion
from motcua.catalogue.models.processes import ProcessVersion
from motcua.common.privacy import PersonalData


class Offering(models.Model):
    """`unit` receives dossiers of `procedure_version` in [valid_from, valid_to).

    `mode` is the counting mode of the clock (`worktime.CountingMode`). Shorter promises of the unit are its
    `commitments`. `payment_stop` is the source of law by which the clock stands while the applicant meets a financial
    duty; empty where no law says so, and the clock then runs on. A unit has one open offering of a procedure at a time.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="offerings")
    procedure_version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="offerings")
    process_version = models.ForeignKey(ProcessVersion, on_delete=models.PROTECT, related_name="offerings")
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    competent_unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    executing_unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    mode = models.CharField(max_length=16)
    payment_stop = models.TextField(blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=255)

    personal_data: ClassVar[dict[str, PersonalData]] = {"opened_by": PersonalData.NAME}

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "procedure"), condition=Q(valid_to__isnull=True), name="catalogue_one_open_offering"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="catalogue_offering_period",
            ),
        )
        indexes = (models.Index(fields=("unit", "valid_from", "valid_to"), name="catalogue_offering_unit"),)


class Commitment(models.Model):
    """A term shorter than the statutory one that the unit promises for one limit («3 working_days»)."""

    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="commitments")
    limit = models.ForeignKey(ChannelLimit, on_delete=models.PROTECT, related_name="+")
    committed = models.CharField(max_length=64)

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    class Meta:
        constraints = (models.UniqueConstraint(fields=("offering", "limit"), name="catalogue_one_commitment"),)
