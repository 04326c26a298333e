"""Reads of jobs. Who may see a job: whoever asked for it, and who oversees all (the caller knows by the role)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from motcua.audit.actors import ActorRef
from motcua.domain.errors import NotFound
from motcua.domain.texts import Text
from motcua.jobs.models import Job, Outbox, TaskRun
from motcua.jobs.registry import tasks
from motcua.jobs.sentences import as_text
from motcua.jobs.vocabulary import UNFINISHED, JobState

SHOWN = 50

PATIENCE = timedelta(minutes=1)
"""What has been due so long and was not taken: no worker runs, or none can follow."""


def access_job(public_id: UUID, *, asker: ActorRef, oversees: bool = False) -> Job:
    """The job, for whoever asked for it and for who oversees all. Raises NotFound."""
    job = Job.objects.filter(public_id=public_id).first()
    own = job is not None and asker.id is not None and asked_by(job) == (asker.kind, asker.id)
    if job is None or not (oversees or own):
        raise NotFound(subject="job", value=str(public_id))
    return job


def asked_by(job: Job) -> tuple[str, int | None]:
    """Who asked for a job: kind and id."""
    return job.requested_by_kind, job.requested_by_id


@dataclass(frozen=True, slots=True)
class Overview:
    """All work in the background, newest first, as many as one page shows of each sort."""

    running: list[Job]
    queued: list[Job]
    failed: list[Job]
    over: list[Job]
    messages: list[Outbox]
    waiting_messages: int
    tasks: list[TaskRun]
    unattended_since: datetime | None


def is_unattended(job: Job, at: datetime) -> bool:
    """Whether a job has been due for long and no worker took it."""
    return job.state in UNFINISHED and job.next_at < at - PATIENCE


def overview(at: datetime) -> Overview:
    """What runs, waits, failed and is over; what of the outbox was laid aside; the periodic tasks.

    `unattended_since` is when the first task came due that no worker took, None where workers follow.
    """
    tasks_now = list(TaskRun.objects.filter(name__in=[task.name for task in tasks()]).order_by("name"))
    first = min((row.next_at for row in tasks_now), default=at)
    return Overview(
        running=_jobs(JobState.RUNNING),
        queued=_jobs(JobState.QUEUED),
        failed=_jobs(JobState.FAILED),
        over=_jobs(JobState.DONE, JobState.CANCELLED),
        messages=list(Outbox.objects.filter(failed_at__isnull=False).order_by("-failed_at", "-id")[:SHOWN]),
        waiting_messages=Outbox.objects.filter(taken_at__isnull=True, failed_at__isnull=True).count(),
        tasks=tasks_now,
        unattended_since=first if first < at - PATIENCE else None,
    )


def _jobs(*states: JobState) -> list[Job]:
    return list(Job.objects.filter(state__in=states).order_by("-id")[:SHOWN])


def note_of(job: Job) -> Text:
    """The sentence of a job, to be said in the reader's language; empty where it has none."""
    return as_text(job.note)
