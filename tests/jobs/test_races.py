"""Many workers at once: every job, message and task is done by one of them. Real threads, real commits."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from motcua.jobs.registry import RunningJob, register_consumer, register_job, register_task
from motcua.jobs.services.jobs import enqueue
from motcua.jobs.services.outbox import Message, put
from motcua.jobs.services.run import work_once
from tests.cast import AT
from tests.jobs.work import ASKER, KIND

pytestmark = pytest.mark.postgresql

WORKERS, EACH = 8, 5


def together(do: Callable[[], int]) -> int:
    """Let all workers begin at the same moment; what they did between them."""
    barrier = Barrier(WORKERS, timeout=30)

    def one(_number: int) -> int:
        try:
            barrier.wait()
            return do()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WORKERS) as pool:
        return sum(pool.map(one, range(WORKERS)))


def test_each_job_message_and_task_is_done_by_one_worker(committing: None) -> None:
    done: list[Any] = []

    def run(job: RunningJob) -> None:
        done.append(("job", job.arguments["number"]))

    register_job(KIND, run, title="Việc thử")
    register_consumer(["tests."], lambda entries, at: done.extend(("said", e.subject_id) for e in entries), portion=3)
    register_task("tests.tick", timedelta(hours=1), lambda at: done.append("tick"), title="Nhịp")
    for number in range(WORKERS * EACH):
        enqueue(KIND, {"number": number}, requested_by=ASKER, at=AT)
        put([Message("tests.said", "thing", number, AT)])
    assert together(lambda: work_once(AT + timedelta(seconds=1))) == 2 * WORKERS * EACH + 1
    assert set(Counter(done).values()) == {1}
    assert len(done) == 2 * WORKERS * EACH + 1


def test_a_key_pressed_by_all_at_once_asks_for_one_job(committing: None) -> None:
    register_job(KIND, lambda job: None, title="Việc thử")
    asked: list[int] = []

    def ask() -> int:
        asked.append(enqueue(KIND, {}, requested_by=ASKER, at=AT, key="the same").pk)
        return 1

    together(ask)
    assert len(set(asked)) == 1
