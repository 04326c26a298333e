"""The fact tables that figures read: a row per dossier and correction, a row per stay at a step; all precomputed.

And how far an older store's rows are filled.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.common.privacy import PersonalData
from motcua.dossiers.models.dossier import Dossier


class DossierFact(models.Model):
    """What is known of a dossier during [recorded_from, recorded_to); the open row is the current knowledge.

    Local dates and working minutes are computed in Python when the row is written: an expression compares, counts and
    groups, it never converts zones or subtracts instants. Ids are plain numbers so that the table exports as it is.
    `ended_on` is the day on which the dossier was done with: of one closed for want of papers the day of the closing,
    though `ended_at` is that of the request. `minutes_used` counts working time from the last start of the clock to the
    end of processing without what the clock stood; None while open. `officer_id`, the papers, the fee and the apology
    are defined in docs/rules/statistics.md; what is unknown is None, never nothing.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="facts", db_index=False)
    recorded_from = models.DateTimeField()
    recorded_to = models.DateTimeField(null=True, blank=True)
    official = models.BooleanField(default=True)
    import_source_id = models.BigIntegerField(null=True, blank=True)
    receiving_unit_id = models.BigIntegerField(null=True, blank=True)
    competent_unit_id = models.BigIntegerField(null=True, blank=True)
    executing_unit_id = models.BigIntegerField(null=True, blank=True)
    sector_id = models.BigIntegerField(null=True, blank=True)
    procedure_version_id = models.BigIntegerField(null=True, blank=True)
    channel = models.CharField(max_length=16)
    rule_set = models.CharField(max_length=16)
    outcome = models.CharField(max_length=16, blank=True)
    paused = models.BooleanField(default=False)
    supplements_before = models.PositiveSmallIntegerField(default=0)
    supplements_after = models.PositiveSmallIntegerField(default=0)
    submitted_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    statutory_due_at = models.DateTimeField(null=True, blank=True)
    first_due_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_on = models.DateField(null=True, blank=True)
    refused_on = models.DateField(null=True, blank=True)
    limit_minutes = models.IntegerField(null=True, blank=True)
    minutes_used = models.IntegerField(null=True, blank=True)
    level = models.CharField(max_length=16, null=True, blank=True)
    officer_id = models.BigIntegerField(null=True, blank=True)
    supplement_asked_at = models.DateTimeField(null=True, blank=True)
    apology_due_at = models.DateTimeField(null=True, blank=True)
    apology_due_on = models.DateField(null=True, blank=True)
    apology_sent_at = models.DateTimeField(null=True, blank=True)
    apology_sent_on = models.DateField(null=True, blank=True)
    components = models.PositiveSmallIntegerField(null=True, blank=True)
    components_digitised = models.PositiveSmallIntegerField(null=True, blank=True)
    components_reused = models.PositiveSmallIntegerField(null=True, blank=True)
    electronic_result = models.BooleanField(null=True, blank=True)
    with_fee = models.BooleanField(null=True, blank=True)
    paid_online = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(recorded_to__isnull=True), name="dossiers_one_open_fact"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["dossier", "recorded_from"], name="dossiers_fact_history"),
            # Form 06, what stands beside it, a trend by days, and both by field and procedure are counted from this
            # index alone, in its order.
            models.Index(
                fields=[
                    *("accepted_on", "ended_on", "competent_unit_id", "executing_unit_id", "receiving_unit_id"),
                    *("official", "ended_at", "due_at", "statutory_due_at", "due_on", "paused", "channel"),
                    *("minutes_used", "sector_id", "procedure_version_id"),
                ],
                name="dossiers_fact_counted",
                condition=Q(recorded_to__isnull=True),
            ),
            # What an office finishes on a usual day, and how long it took, is counted from this index alone.
            models.Index(
                fields=[
                    *("ended_on", "competent_unit_id", "executing_unit_id", "receiving_unit_id"),
                    *("official", "accepted_on", "minutes_used"),
                ],
                name="dossiers_fact_finished",
                condition=Q(recorded_to__isnull=True),
            ),
        ]


class StepFact(models.Model):
    """One finished stay of a dossier at one step, known during [recorded_from, recorded_to).

    Written with the event that ended the stay, whose number is `seq`; an undo closes the row. `step` is the kind of the
    step, so that different processes can be told together; `executing_unit_id` is the unit in which it lay. `due_at` is
    None for the return of the result: there the applicant is waited for. `minutes_used` counts working time of the
    dossier's calendar without what the clock stood.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="step_facts", db_index=False)
    seq = models.PositiveIntegerField()
    recorded_from = models.DateTimeField()
    recorded_to = models.DateTimeField(null=True, blank=True)
    official = models.BooleanField(default=True)
    step = models.CharField(max_length=16)
    receiving_unit_id = models.BigIntegerField(null=True, blank=True)
    competent_unit_id = models.BigIntegerField(null=True, blank=True)
    executing_unit_id = models.BigIntegerField(null=True, blank=True)
    sector_id = models.BigIntegerField(null=True, blank=True)
    procedure_version_id = models.BigIntegerField(null=True, blank=True)
    channel = models.CharField(max_length=16)
    officer_id = models.BigIntegerField(null=True, blank=True)
    arrived_on = models.DateField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    minutes_used = models.IntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["dossier", "seq"], condition=Q(recorded_to__isnull=True), name="dossiers_one_open_step_fact"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["left_on"], name="dossiers_step_fact_left", condition=Q(recorded_to__isnull=True)),
        ]


class FactFilling(models.Model):
    """The one row of a store whose fact rows are from before they told all that they tell now; gone when they do.

    Dossiers with an id in (`reached`, `until`] are still to be filled from their events; later ones never need it.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    reached = models.BigIntegerField()
    until = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=1), name="dossiers_one_fact_filling"),
        ]
