"""Rows that workers lease. No row holds a name or a number of a person: arguments and data are ids and codes.

A lease is an instant: whoever took a row set `next_at` to the end of the lease and `leased_by` to a token of its own.
A worker that dies renews nothing, so the row comes due again; one that only slept finds that its token is gone.
"""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from motcua.common.privacy import PersonalData
from motcua.jobs.vocabulary import UNFINISHED, JobState


class Job(models.Model):
    """One piece of long work that somebody asked for.

    `next_at` is when a worker may take it: the wait after a failure or, while it runs, the end of the lease.
    `position` is where an interrupted run goes on, in the job's own terms; `note` a sentence of the job
    (`template` and `params`), its refusal where it failed for a reason that people can mend; `incident` is what the log
    calls a failure that they cannot.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "requested_by_label": PersonalData.NAME,
        "note": PersonalData.FREE_TEXT,
    }

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=64)
    key = models.CharField(max_length=128, null=True, blank=True, unique=True)
    arguments: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    state = models.CharField(max_length=16, choices=JobState.choices, default=JobState.QUEUED)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True, blank=True)
    position: "models.JSONField[Any, Any]" = models.JSONField(null=True, blank=True)
    note: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    result: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    incident = models.CharField(max_length=16, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    leased_by = models.CharField(max_length=96, blank=True)
    cancel_asked = models.BooleanField(default=False)
    requested_by_kind = models.CharField(max_length=20)
    requested_by_id = models.BigIntegerField(null=True, blank=True)
    requested_by_label = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="jobs_job_state"),
            models.CheckConstraint(
                condition=Q(state__in=UNFINISHED) | Q(finished_at__isnull=False), name="jobs_job_over_has_end"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["next_at", "id"], name="jobs_job_due", condition=Q(state__in=UNFINISHED)),
            models.Index(fields=["state", "-id"], name="jobs_job_by_state"),
            models.Index(fields=["requested_by_kind", "requested_by_id", "-id"], name="jobs_job_by_asker"),
        ]


class TaskRun(models.Model):
    """The row of a periodic task: whoever leases it runs the task, so two workers never run one at once.

    `next_at` is when it is due or, while it runs, the end of the lease.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    name = models.CharField(max_length=64, unique=True)
    next_at = models.DateTimeField()
    leased_by = models.CharField(max_length=96, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    incident = models.CharField(max_length=16, blank=True)


class Outbox(models.Model):
    """Something that happened and that somebody is to be told: written in the transaction in which it happened.

    `topic` says what (`dossier.accepted`), `data` holds ids and codes, `at` when it took effect. The one consumer of
    the topic takes it over (`taken_at`), or it fails so often that a person must look (`failed_at`).
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    topic = models.CharField(max_length=64)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    data: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    at = models.DateTimeField()
    next_at = models.DateTimeField()
    leased_by = models.CharField(max_length=96, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    incident = models.CharField(max_length=16, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["next_at", "id"],
                name="jobs_outbox_due",
                condition=Q(taken_at__isnull=True, failed_at__isnull=True),
            ),
            models.Index(fields=["failed_at"], name="jobs_outbox_failed", condition=Q(failed_at__isnull=False)),
        ]
