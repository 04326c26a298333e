"""What a calendar would do to running dossiers: the last trial of each, kept until the next one."""

from typing import ClassVar

from django.db import models

from motcua.common.privacy import PersonalData


class CalendarTrial(models.Model):
    """One run through the running dossiers that a calendar version would reach; nothing of them is changed.

    `key` and `content` say what was tried (`Proposal.key`, the fingerprint of what the version said): a draft that was
    changed since has to be tried again. `totals` grow portion by portion (`calendar_effect.Totals` as JSON).
    `unreached` counts dossiers that the calendar cannot count, `unreached_shown` names the first of them with the
    reason. A trial is no record: the next one of the same calendar takes its place.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    version = models.ForeignKey("calendars.CalendarVersion", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=40)
    content = models.CharField(max_length=10)
    job = models.OneToOneField("jobs.Job", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    requested_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    totals = models.JSONField(default=dict)
    unreached = models.PositiveIntegerField(default=0)
    unreached_shown = models.JSONField(default=list)


class TrialMove(models.Model):
    """One dossier whose date a trial moves: a `calendar_effect.Effect` as it was then."""

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    trial = models.ForeignKey(CalendarTrial, on_delete=models.CASCADE, related_name="moves", db_index=False)
    dossier_id = models.BigIntegerField()
    code = models.CharField(max_length=64)
    unit_id = models.BigIntegerField()
    due_before = models.DateTimeField()
    due = models.DateTimeField()
    minutes = models.IntegerField()
    day_minutes = models.PositiveIntegerField()
    promised_at = models.DateTimeField(null=True, blank=True)
    paused = models.BooleanField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["trial", "due_before", "id"], name="dossiers_trial_moves")]
