"""Doing what is due, under leases. `work_once` does all of it in this thread; a worker has a lane for each sort."""

import logging
import time
from datetime import datetime

from django.db import transaction

from motcua.domain.errors import Conflict, MotcuaError
from motcua.domain.texts import Text
from motcua.jobs.gaps import gap
from motcua.jobs.models import Job
from motcua.jobs.registry import (
    JobCancelled,
    JobKind,
    JobLost,
    WorkerStopping,
    consumers,
    job_kind,
    job_kinds,
)
from motcua.jobs.services import outbox, tasks
from motcua.jobs.services.leases import Instants, Stopping, never, new_incident, new_lease
from motcua.jobs.services.running import Progress, Running, untold
from motcua.jobs.vocabulary import UNFINISHED, JobState

logger = logging.getLogger(__name__)

WATCHING = 0.5
"""Seconds between two looks at a job that another worker has."""


def work_once(at: datetime, *, stopping: Stopping = never) -> int:
    """Do everything that is due at `at`, and return how much that was."""
    return sum(work(at, stopping=stopping) for work in (run_tasks, run_consumers, run_jobs))


def run_tasks(at: datetime, *, stopping: Stopping = never) -> int:
    """Run the tasks of the clock that are due."""
    return tasks.run(Instants(at), stopping=stopping)


def run_consumers(at: datetime, *, stopping: Stopping = never) -> int:
    """Hand over what the outbox holds."""
    instants = Instants(at)
    return sum(outbox.run_consumer(consumer, instants, stopping=stopping) for consumer in consumers())


def run_jobs(at: datetime, *, stopping: Stopping = never) -> int:
    """Run jobs, one after the other, until none is due."""
    instants = Instants(at)
    done = 0
    while not stopping() and (job := take(instants.now())) is not None:
        _run(job, Instants(instants.now()), stopping=stopping)
        done += 1
    return done


def run_here(job: Job, progress: Progress = untold, *, at: datetime) -> Job:
    """Run a job in this process and return it as it stands then; one that a worker took first is watched to its end."""
    instants = Instants(at)
    while True:
        job = try_here(job, progress, at=instants.now())
        progress(job.done, job.total)
        if job.state not in UNFINISHED:
            return job
        time.sleep(WATCHING)


def try_here(job: Job, progress: Progress = untold, *, at: datetime) -> Job:
    """Run a job in this process, if no worker was first, and return it as it then stands: over or not."""
    instants = Instants(at)
    mine = take(instants.now(), pk=job.pk)
    if mine is not None:
        _run(mine, Instants(instants.now()), progress=progress)
    return Job.objects.get(pk=job.pk)


def take(at: datetime, *, pk: int | None = None) -> Job | None:
    """Lease the job that has been due longest (or job `pk`, if it is due), one that this worker knows how to do.

    On PostgreSQL a row that another worker is taking is passed over; on SQLite one transaction writes at a time.
    """
    due = Job.objects.filter(state__in=UNFINISHED, next_at__lte=at, kind__in=job_kinds()).order_by("next_at", "id")
    due = due if pk is None else due.filter(pk=pk)
    while due.exists():
        with transaction.atomic():
            job = due.select_for_update(skip_locked=True).first()
            if job is None:
                return None
            if _lease(job, at):
                return job
    return None


def _lease(job: Job, at: datetime) -> bool:
    """Make the job ours; one that was to be cancelled or whose workers died too often ends here instead."""
    kind = job_kind(job.kind)
    if job.cancel_asked:
        job.state, job.finished_at = JobState.CANCELLED, at
    elif job.attempts >= kind.attempts:
        job.state, job.finished_at, job.incident = JobState.FAILED, at, new_incident()
        logger.error("job_abandoned", extra=_told(job))
    else:
        job.state, job.attempts, job.started_at = JobState.RUNNING, job.attempts + 1, job.started_at or at
        job.next_at, job.leased_by = at + kind.lease, new_lease()
        job.done = job.done if job.position is not None else 0
    job.save()
    return job.state == JobState.RUNNING


def _run(job: Job, instants: Instants, *, stopping: Stopping = never, progress: Progress = untold) -> None:
    """Do a leased job and write how it ended."""
    kind = job_kind(job.kind)
    running = Running(job, kind, instants, stopping=stopping, progress=progress)
    try:
        kind.run(running)
    except JobLost:
        logger.warning("job_lost", extra=_told(job))
    except JobCancelled:
        running.settle(state=JobState.CANCELLED, finished_at=instants.now())
    except WorkerStopping:
        running.settle(state=JobState.QUEUED, next_at=instants.now(), attempts=job.attempts - 1)
    except Exception as error:  # noqa: BLE001  any fault of a job is a failed job, not a dead worker
        _failed(job, kind, running, error, instants.now())
    else:
        running.settle_done(instants.now())


def _failed(job: Job, kind: JobKind, running: Running, error: Exception, at: datetime) -> None:
    """What people can mend is said in words at once; anything else is tried again, each time after a longer wait."""
    if isinstance(error, MotcuaError) and not isinstance(error, Conflict):
        running.say(Text(error.template, error.params))
        running.settle(state=JobState.FAILED, finished_at=at)
        return
    incident = new_incident()
    logger.exception("job_failed", exc_info=error, extra=_told(job) | {"incident": incident})
    if job.attempts >= kind.attempts:
        running.settle(state=JobState.FAILED, finished_at=at, incident=incident)
    else:
        running.settle(state=JobState.QUEUED, next_at=at + gap(job.attempts), incident=incident)


def _told(job: Job) -> dict[str, object]:
    return {"job": str(job.public_id), "kind": job.kind, "attempt": job.attempts}
