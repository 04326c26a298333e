"""Tasks of the clock: by one worker at a time, again when they are due, held up by nobody's fault."""

from datetime import datetime, timedelta

import pytest

from motcua.jobs.models import TaskRun
from motcua.jobs.registry import register_task, task_title
from motcua.jobs.services.run import work_once
from tests.cast import AT
from tests.jobs.work import seconds

pytestmark = [pytest.mark.django_db, pytest.mark.database]

EVERY = timedelta(minutes=5)


def test_a_task_runs_when_it_is_due_and_not_before() -> None:
    ran: list[datetime] = []
    register_task("tests.tick", EVERY, ran.append, title="Nhịp")
    assert [work_once(AT + seconds(n)) for n in (0, 1, 298, 302)] == [1, 0, 0, 1]
    assert len(ran) == 2
    assert (task_title("tests.tick"), task_title("tests.gone")) == ("Nhịp", "tests.gone")


def test_a_task_that_runs_is_left_to_its_worker_until_the_lease_ends() -> None:
    inner: list[int] = []

    def run(at: datetime) -> None:
        inner.append(work_once(at))

    register_task("tests.tick", EVERY, run, title="Nhịp")
    assert work_once(AT) == 1
    assert inner == [0]


def test_a_worker_that_died_in_a_task_is_followed_after_the_lease() -> None:
    ran: list[datetime] = []

    def run(at: datetime) -> None:
        ran.append(at)
        if len(ran) == 1:
            raise SystemExit

    register_task("tests.tick", EVERY, run, title="Nhịp", lease=timedelta(minutes=2))
    with pytest.raises(SystemExit):
        work_once(AT)
    assert [work_once(AT + seconds(n)) for n in (60, 121)] == [0, 1]
    assert TaskRun.objects.get().finished_at is not None


def test_a_task_that_fails_is_tried_again_soon_and_holds_up_no_other() -> None:
    ran: list[str] = []

    def fail(at: datetime) -> None:
        ran.append("fails")
        raise OSError

    register_task("tests.fails", EVERY, fail, title="Hỏng")
    register_task("tests.works", EVERY, lambda at: ran.append("works"), title="Chạy")
    assert work_once(AT) == 2
    assert sorted(ran) == ["fails", "works"]
    row = TaskRun.objects.get(name="tests.fails")
    assert (row.failures, len(row.incident)) == (1, 8)
    assert [work_once(AT + seconds(n)) for n in (5, 11, 60, 75)] == [0, 1, 0, 1]
    for _ in range(20):
        row.refresh_from_db()
        work_once(row.next_at)
    before = row.next_at
    row.refresh_from_db()
    assert row.next_at - before <= EVERY + seconds(1), "never rarer than when it works"


def test_a_worker_told_to_end_begins_no_task() -> None:
    ran: list[datetime] = []
    register_task("tests.tick", EVERY, ran.append, title="Nhịp")
    assert work_once(AT, stopping=lambda: True) == 0
    assert ran == []
