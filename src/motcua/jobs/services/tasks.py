"""Tasks of the clock: each has one row, and whoever leases it runs the task."""

import logging
from datetime import datetime

from motcua.common import writing
from motcua.jobs.gaps import gap
from motcua.jobs.models import TaskRun
from motcua.jobs.registry import Task, tasks
from motcua.jobs.services.leases import Instants, Stopping, never, new_incident, new_lease

logger = logging.getLogger(__name__)


def run(instants: Instants, *, stopping: Stopping = never) -> int:
    """Run every registered task that is due, and return how many ran."""
    known = {task.name: task for task in tasks()}
    rows = {row.name: row for row in TaskRun.objects.filter(name__in=known)}
    if missing := known.keys() - rows.keys():
        writing.insert([TaskRun(name=name, next_at=instants.at) for name in sorted(missing)], unless_there=True)
        rows = {row.name: row for row in TaskRun.objects.filter(name__in=known)}
    due = [row for row in rows.values() if row.next_at <= instants.at]
    done = 0
    for row in sorted(due, key=lambda row: row.next_at):
        if stopping():
            break
        done += _run(known[row.name], row, instants)
    return done


def _run(task: Task, row: TaskRun, instants: Instants) -> bool:
    """Lease the row by compare and swap and run the task; False where another worker was first."""
    at, lease = instants.now(), new_lease()
    read = TaskRun.objects.filter(pk=row.pk, next_at=row.next_at, leased_by=row.leased_by)
    if not read.update(next_at=at + task.lease, leased_by=lease, started_at=at):
        return False
    mine = TaskRun.objects.filter(pk=row.pk, leased_by=lease)
    try:
        task.run(at)
    except Exception as error:  # noqa: BLE001  one task's fault holds up no other
        _failed(task, row, lease, error, instants.now())
    else:
        mine.update(next_at=at + task.every, leased_by="", finished_at=instants.now(), failures=0, incident="")
    return True


def _failed(task: Task, row: TaskRun, lease: str, error: Exception, at: datetime) -> None:
    """Try again after a growing wait, never later than the task would have run anyway."""
    incident, failures = new_incident(), row.failures + 1
    logger.exception("task_failed", exc_info=error, extra={"task": task.name, "incident": incident})
    TaskRun.objects.filter(pk=row.pk, leased_by=lease).update(
        next_at=at + min(gap(failures), task.every), leased_by="", failures=min(failures, 9999), incident=incident
    )
