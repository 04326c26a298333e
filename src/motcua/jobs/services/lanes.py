"""A worker's lanes: threads for messages, for tasks and for jobs, so that an export holds up no notice.

Tasks have two: while a mail server does not answer, what the law says of time still happens.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from threading import Event, Thread
from typing import Final, Protocol

from django.db import close_old_connections, connections

from motcua.common import clock
from motcua.jobs.services.leases import Stopping
from motcua.jobs.services.run import run_consumers, run_jobs, run_tasks

logger = logging.getLogger(__name__)

IDLE: Final = 1.0
"""Seconds between two looks when nothing was due."""

LONGEST_PAUSE: Final = 60.0
"""Seconds; the most that a lane waits after it failed, as when the database is away."""


class Work(Protocol):
    """What a lane does again and again: all that is due, and how much that was."""

    def __call__(self, at: datetime, *, stopping: Stopping) -> int:
        """Do it, until there is no more or the worker is told to end."""


def start(stop: Event, ready: Callable[[], None]) -> list[Thread]:
    """Start the lanes; each ends soon after `stop` is set, when the portion at hand is done.

    `ready` raises while the store is not fit for work.
    """
    lanes = (run_consumers, run_tasks, run_tasks, run_jobs)
    threads = [Thread(target=keep_working, args=(work, stop, ready), name=work.__name__, daemon=True) for work in lanes]
    for thread in threads:
        thread.start()
    return threads


def keep_working(work: Work, stop: Event, ready: Callable[[], None]) -> None:
    """Work until told to stop. A failure of the lane itself is logged and waited out, longer each time."""
    failures = 0
    while not stop.is_set():
        try:
            close_old_connections()
            ready()
            done = work(clock.now(), stopping=stop.is_set)
        except Exception:
            # A worker outlives a database that is away.
            failures += 1
            logger.exception("worker_failed", extra={"failures": failures})
            connections.close_all()
            stop.wait(pause(failures))
        else:
            failures = 0
            if not done:
                stop.wait(IDLE)
    connections.close_all()


def pause(failures: int) -> float:
    """Seconds to wait after so many failures in a row: 1, 2, 4 … up to a minute."""
    return min(2.0 ** (min(failures, 10) - 1), LONGEST_PAUSE)
