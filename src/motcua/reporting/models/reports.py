"""Reports: where each stands, its frozen versions, and what was done with it."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from motcua.common.privacy import PersonalData
from motcua.domain.report_periods import PeriodKind
from motcua.domain.report_sheets import SheetKind
from motcua.domain.report_states import ReportState


class Report(models.Model):
    """The report of one kind, unit and period [starts, ends).

    `content` holds the figures at hand (a frozen sheet as JSON), `known_at` as of when. `version` is the one at hand:
    it is frozen once a `ReportVersion` bears its number. `revision` rises with every change, so that of two people at
    one report the second is told.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=16)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    period_kind = models.CharField(max_length=16)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    starts = models.DateField()
    ends = models.DateField()
    regime = models.CharField(max_length=24)
    state = models.CharField(max_length=24, default=ReportState.COLLECTING.value)
    version = models.PositiveSmallIntegerField(default=1)
    revision = models.PositiveIntegerField(default=0)
    content: "models.JSONField[dict[str, Any] | None, dict[str, Any] | None]" = models.JSONField(null=True, blank=True)
    known_at = models.DateTimeField(null=True, blank=True)
    collected_by = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="reporting_report_period"),
            models.CheckConstraint(
                condition=Q(kind__in=[each.value for each in SheetKind]), name="reporting_report_kind"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in ReportState]), name="reporting_report_state"
            ),
            models.CheckConstraint(
                condition=Q(period_kind__in=[each.value for each in PeriodKind]), name="reporting_report_period_kind"
            ),
            models.UniqueConstraint(
                fields=["unit", "kind", "period_kind", "starts", "ends"], name="reporting_report_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-ends", "-id"], name="reporting_reports_latest"),
        ]


class ReportVersion(models.Model):
    """A report as it was submitted. Append-only.

    `row_seal` is SHA-256 over the hashes of the ids of the rows behind every cell; `seal` over the whole content with
    `row_seal`. `changes` says what differs from the version before, `reason` why there is another.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {"frozen_by_label": PersonalData.NAME}

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="versions", db_index=False)
    version = models.PositiveSmallIntegerField()
    known_at = models.DateTimeField()
    content: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()
    row_seal = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)
    changes: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField(default=list)
    reason = models.CharField(max_length=300, blank=True)
    frozen_at = models.DateTimeField()
    frozen_by_label = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "version"], name="reporting_version_once"),
        ]


class ReportEvent(models.Model):
    """One thing done with a report. Append-only. `reason` speaks of figures and names no person."""

    personal_data: ClassVar[dict[str, PersonalData]] = {"actor_label": PersonalData.NAME}

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="events", db_index=False)
    seq = models.PositiveIntegerField()
    action = models.CharField(max_length=24)
    before = models.CharField(max_length=24, blank=True)
    after = models.CharField(max_length=24)
    version = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=20)
    actor_id = models.BigIntegerField(null=True, blank=True)
    actor_label = models.CharField(max_length=200)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "seq"], name="reporting_event_once"),
        ]
