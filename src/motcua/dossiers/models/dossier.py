"""The aggregate's head row: where it stands now. Everything in it is pinned at acceptance or derived from events."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.common.privacy import PersonalData
from motcua.domain.lifecycle import Outcome, State
from motcua.dossiers.vocabulary import ResultChannel


class Dossier(models.Model):
    """One dossier (hồ sơ).

    `version` counts its events: a writer names the version it read, and a row that moved since refuses (compare and
    swap). Pinned at acceptance: rule set, form set, procedure and process version, offering, case, limits, mode.
    `promised_at` is what the paper says, `due_at` the committed term over all events, `near_at` the instant from which
    little of the limit is left (`NearShare`), `clock_started_at` when the running term began, `sort_at` the instant
    lists are ordered by (never empty), `live` whether anything is still to happen (lists of work read only these rows).
    `legs_sent` counts the parallel legs ever sent, `leg_units` names the units whose leg is open.
    What others are asked for stands in the row: the units whose opinion is awaited (`asked_units`) with the earliest of
    their terms, since when, since when something is verified, since when a payment is awaited.
    `clock_stood` and `step_stood` are the working minutes for which the clock stood since the running term began, and
    since the dossier came to its step. `resume_state` is where a supplement leads back to, `withdrawal_from` where a
    refused withdrawal does. `owner_name` repeats the owner's name for lists.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "owner_name": PersonalData.NAME,
        "summary": PersonalData.FREE_TEXT,
    }

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=64, unique=True)
    public_token = models.CharField(max_length=32, null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    state = models.CharField(max_length=24, choices=[(s.value, s.value) for s in State])
    live = models.BooleanField(default=True)
    outcome = models.CharField(max_length=16, blank=True)
    proposed_outcome = models.CharField(max_length=16, blank=True)
    resume_state = models.CharField(max_length=24, blank=True)
    withdrawal_from = models.CharField(max_length=24, blank=True)
    supplements_before = models.PositiveSmallIntegerField(default=0)
    supplements_after = models.PositiveSmallIntegerField(default=0)
    reappointments = models.PositiveSmallIntegerField(default=0)

    title = models.TextField()
    summary = models.CharField(max_length=1000, blank=True)
    owner_name = models.CharField(max_length=255)
    channel = models.CharField(max_length=16)
    result_channel = models.CharField(max_length=16, choices=ResultChannel.choices, default=ResultChannel.DESK)
    copies = models.PositiveSmallIntegerField(default=1)
    rule_set = models.CharField(max_length=16)
    form_set = models.CharField(max_length=16, blank=True)
    offering = models.ForeignKey(
        "catalogue.Offering", on_delete=models.PROTECT, related_name="+", db_index=False, null=True, blank=True
    )
    procedure_version = models.ForeignKey(
        "catalogue.ProcedureVersion", on_delete=models.PROTECT, related_name="+", db_index=False, null=True, blank=True
    )
    process_version = models.ForeignKey(
        "catalogue.ProcessVersion", on_delete=models.PROTECT, related_name="+", db_index=False, null=True, blank=True
    )
    case = models.ForeignKey(
        "catalogue.Case", on_delete=models.PROTECT, related_name="+", db_index=False, null=True, blank=True
    )
    sector = models.ForeignKey(
        "catalogue.Sector", on_delete=models.PROTECT, related_name="+", db_index=False, null=True, blank=True
    )
    limit = models.CharField(max_length=64, blank=True)
    statutory_limit = models.CharField(max_length=64, blank=True)
    mode = models.CharField(max_length=16, blank=True)
    calendar_version = models.CharField(max_length=96, blank=True)

    receiving_unit = models.ForeignKey(
        "organisation.Unit", on_delete=models.PROTECT, related_name="+", db_index=False, null=True, blank=True
    )
    competent_unit = models.ForeignKey(
        "organisation.Unit", on_delete=models.PROTECT, related_name="+", db_index=False, null=True, blank=True
    )
    executing_unit = models.ForeignKey(
        "organisation.Unit", on_delete=models.PROTECT, related_name="+", db_index=False, null=True, blank=True
    )
    holder_unit = models.ForeignKey(
        "organisation.Unit", on_delete=models.PROTECT, related_name="+", db_index=False, null=True, blank=True
    )
    holder = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, related_name="+", db_index=False, null=True, blank=True
    )
    step_no = models.PositiveSmallIntegerField(default=0)
    step_name = models.TextField(blank=True)
    step_role = models.CharField(max_length=32, blank=True)
    step_since = models.DateTimeField(null=True, blank=True)
    step_due_at = models.DateTimeField(null=True, blank=True)
    step_stood = models.PositiveIntegerField(default=0)

    submitted_at = models.DateTimeField(null=True, blank=True)
    answer_due_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    promised_at = models.DateTimeField(null=True, blank=True)
    statutory_due_at = models.DateTimeField(null=True, blank=True)
    first_due_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    clock_started_at = models.DateTimeField(null=True, blank=True)
    clock_stood = models.PositiveIntegerField(default=0)
    near_at = models.DateTimeField(null=True, blank=True)
    sort_at = models.DateTimeField()
    provisional = models.BooleanField(default=False)
    paused_since = models.DateTimeField(null=True, blank=True)
    closing_at = models.DateTimeField(null=True, blank=True)
    processing_ended_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    correction_due_at = models.DateTimeField(null=True, blank=True)
    legs_sent = models.PositiveSmallIntegerField(default=0)
    leg_units = models.JSONField(default=list, blank=True)
    asked_units = models.JSONField(default=list, blank=True)
    opinion_due_at = models.DateTimeField(null=True, blank=True)
    consulting_since = models.DateTimeField(null=True, blank=True)
    verifying_since = models.DateTimeField(null=True, blank=True)
    payment_asked_at = models.DateTimeField(null=True, blank=True)
    papers_returned_at = models.DateTimeField(null=True, blank=True)
    result_number = models.CharField(max_length=64, blank=True)

    import_source = models.ForeignKey(
        "dossiers.ImportSource",
        on_delete=models.PROTECT,
        related_name="dossiers",
        db_index=False,
        null=True,
        blank=True,
    )

    class Meta:
        # Rows move often, so every index costs: foreign keys have none of their own where no list reads by them.
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["public_token"], name="dossiers_public_token"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in State]), name="dossiers_state"),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(outcome__in=[o.value for o in Outcome]), name="dossiers_outcome"
            ),
            models.CheckConstraint(
                condition=Q(import_source__isnull=False)
                | Q(offering__isnull=False, receiving_unit__isnull=False, competent_unit__isnull=False),
                name="dossiers_offering_or_source",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(due_at__isnull=False) | Q(import_source__isnull=False),
                name="dossiers_accepted_has_due",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["sort_at", "id"], name="dossiers_by_sort"),
            models.Index(fields=["sort_at", "id"], name="dossiers_live", condition=Q(live=True)),
            models.Index(fields=["receiving_unit", "sort_at"], name="dossiers_desk_work", condition=Q(live=True)),
            models.Index(fields=["holder_unit", "sort_at"], name="dossiers_unit_work", condition=Q(live=True)),
            models.Index(fields=["holder", "sort_at"], name="dossiers_person_work", condition=Q(live=True)),
            models.Index(fields=["receiving_unit", "accepted_at"], name="dossiers_register"),
            models.Index(fields=["closing_at"], name="dossiers_closing", condition=Q(closing_at__isnull=False)),
            models.Index(
                fields=["import_source", "sort_at"],
                name="dossiers_by_source",
                condition=Q(import_source__isnull=False),
            ),
        ]


class DossierUnit(models.Model):
    """A unit that may see the dossier: receiving, competent, or one that a step or leg ever lay with.

    `live` repeats the dossier's: a unit's work of a week is found among a province's years without reading them.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="units", db_index=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    live = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dossier", "unit"], name="dossiers_unit_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "dossier"], name="dossiers_of_unit"),
            models.Index(fields=["unit", "dossier"], name="dossiers_live_of_unit", condition=Q(live=True)),
        ]
