"""Asking for a job, cancelling it, trying a failed one again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.audit import log
from motcua.audit.actors import ActorRef
from motcua.common import writing
from motcua.domain.errors import NotFound
from motcua.domain.errors_jobs import JobNotStopped, JobOver
from motcua.jobs.models import Job
from motcua.jobs.registry import job_kind
from motcua.jobs.vocabulary import JobState


def enqueue(kind: str, arguments: Mapping[str, Any], *, requested_by: ActorRef, at: datetime, key: str = "") -> Job:
    """Ask for a job in the caller's transaction, and return it: a worker takes it once that commits.

    arguments: JSON values, ids and codes only. The same `key` again returns the first job as it stands and asks for
    nothing. The caller has checked that the actor may.
    """
    job_kind(kind)
    job = Job(
        kind=kind,
        key=key or None,
        arguments=dict(arguments),
        next_at=at,
        requested_by_kind=requested_by.kind,
        requested_by_id=requested_by.id,
        requested_by_label=requested_by.label,
        created_at=at,
    )
    if not key:
        writing.insert([job])
        return job
    writing.insert([job], unless_there=True)
    return Job.objects.get(key=key)


def cancel(public_id: UUID, *, actor: ActorRef, at: datetime) -> Job:
    """Cancel a job: one that waits at once, one that runs at its next portion. Raises NotFound, JobOver."""
    with transaction.atomic():
        job = _locked(public_id)
        if job.state == JobState.QUEUED:
            job.state, job.finished_at = JobState.CANCELLED, at
        elif job.state == JobState.RUNNING:
            job.cancel_asked = True
        else:
            raise JobOver()
        job.save(update_fields=["state", "finished_at", "cancel_asked"])
        log.write(actor, "jobs.cancelled", "job", job.public_id, at=at, data={"kind": job.kind})
    return job


def retry(public_id: UUID, *, actor: ActorRef, at: datetime) -> Job:
    """Let a job that failed or was cancelled run again from where it came to. Raises NotFound, JobNotStopped."""
    with transaction.atomic():
        job = _locked(public_id)
        if job.state not in (JobState.FAILED, JobState.CANCELLED):
            raise JobNotStopped()
        job.state, job.next_at, job.attempts = JobState.QUEUED, at, 0
        job.cancel_asked, job.finished_at, job.incident, job.note = False, None, "", {}
        job.save()
        log.write(actor, "jobs.tried_again", "job", job.public_id, at=at, data={"kind": job.kind})
    return job


def _locked(public_id: UUID) -> Job:
    job = Job.objects.select_for_update().filter(public_id=public_id).first()
    if job is None:
        raise NotFound(subject="job", value=str(public_id))
    return job
