"""A worker may die before any statement that it sends: the next one ends with the same rows, whatever the point was."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest
from django.db import connection, transaction

from motcua.jobs.models import Job, Outbox, TaskRun
from motcua.jobs.registry import Entry, RunningJob, register_consumer, register_job, register_task
from motcua.jobs.services.jobs import enqueue
from motcua.jobs.services.outbox import Message, put
from motcua.jobs.services.run import work_once
from motcua.jobs.vocabulary import JobState
from tests.cast import AT
from tests.jobs.work import ASKER, KIND, seconds

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PORTIONS = 3
MOST_POINTS = 60


class Died(BaseException):
    """kill -9: nothing catches it."""


@contextmanager
def dying_before(number: int) -> Iterator[list[str]]:
    """Die before statement `number` (from 1); gives the statements that were sent."""
    sent: list[str] = []

    def send(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if "SAVEPOINT" not in sql:
            if len(sent) + 1 == number:
                raise Died
            sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(send):
        yield sent


def each_point(arrange: Callable[[], None], check: Callable[[], None]) -> int:
    """Arrange, die at a point, let another worker come after the lease, check; for every point there is."""
    for point in range(1, MOST_POINTS):
        arrange()
        try:
            with dying_before(point):
                work_once(AT)
        except Died:
            transaction.set_rollback(False)  # the test's own transaction goes on, as the store would
            assert work_once(AT + seconds(601)) <= 10
            check()
        else:
            check()
            return point - 1
    raise AssertionError("there is no end to the points")


def test_a_job_is_done_once() -> None:
    def run(job: RunningJob) -> None:
        job.total(PORTIONS)
        for number in range(job.position or 0, PORTIONS):
            with transaction.atomic():
                put([Message("portion", "portion", number, AT)])
                job.advance(position=number + 1)
        job.finish({"portions": PORTIONS})

    register_job(KIND, run, title="Việc thử")

    def arrange() -> None:
        Job.objects.all().delete()
        Outbox.objects.all().delete()
        enqueue(KIND, {}, requested_by=ASKER, at=AT)

    def check() -> None:
        job = Job.objects.get()
        assert (job.state, job.done, job.result) == (JobState.DONE, PORTIONS, {"portions": PORTIONS})
        assert list(Outbox.objects.order_by("id").values_list("subject_id", flat=True)) == list(range(PORTIONS))

    assert each_point(arrange, check) > 3 * PORTIONS


def test_a_message_reaches_its_consumer_at_least_once_and_the_store_once() -> None:
    heard: set[int] = set()

    def handle(entries: Sequence[Entry], at: datetime) -> None:
        heard.update(entry.subject_id for entry in entries)
        put([Message("made", "thing", entry.subject_id, at) for entry in entries])

    register_consumer(["said"], handle, portion=2)

    def arrange() -> None:
        heard.clear()
        Outbox.objects.all().delete()
        put([Message("said", "thing", number, AT) for number in range(3)])

    def check() -> None:
        assert heard == {0, 1, 2}
        assert sorted(Outbox.objects.filter(topic="made").values_list("subject_id", flat=True)) == [0, 1, 2]
        assert not Outbox.objects.filter(topic="said", taken_at=None).exists()

    assert each_point(arrange, check) > 6


def test_a_task_runs_again_after_its_lease() -> None:
    ran: list[datetime] = []
    register_task("tests.tick", seconds(300), ran.append, title="Nhịp")

    def arrange() -> None:
        ran.clear()
        TaskRun.objects.all().delete()

    def check() -> None:
        assert ran
        assert TaskRun.objects.get().leased_by == ""

    assert each_point(arrange, check) >= 4
