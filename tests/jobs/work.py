"""Jobs for the tests."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from motcua.audit.actors import ActorRef
from motcua.jobs.models import Job
from motcua.jobs.registry import RunningJob, register_job
from motcua.jobs.services.jobs import enqueue
from tests.cast import AT

ASKER = ActorRef("person", 7, "Hoàng Thị Thử")
KIND = "tests.work"

Run = Callable[[RunningJob], None]


def a_job(run: Run, *, key: str = "", arguments: dict[str, Any] | None = None, **registration: Any) -> Job:
    """A job of a kind that is registered for it, asked for at `AT`."""
    register_job(KIND, run, title="Việc thử", **registration)
    return enqueue(KIND, arguments or {}, requested_by=ASKER, at=AT, key=key)


def now(job: Job) -> Job:
    """The job as it stands in the store."""
    return Job.objects.get(pk=job.pk)


def seconds(number: float) -> timedelta:
    """So many seconds."""
    return timedelta(seconds=number)
