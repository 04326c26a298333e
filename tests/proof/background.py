"""A worker with work of the tests' own, to be killed: `python -m tests.proof.background FILE`.

A job in portions writes one message each, in the transaction that remembers the position; a consumer writes each
message that it is handed to FILE, outside the store.
"""

import os
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.project.settings")

if TYPE_CHECKING:
    from collections.abc import Sequence

    from motcua.jobs.registry import Entry, RunningJob

PORTIONS = 30
LEASE = timedelta(seconds=1)


def portions(job: "RunningJob") -> None:
    """Write a message for each portion that the store does not have yet."""
    from django.db import transaction

    from motcua.jobs.services.outbox import Message, put

    job.total(PORTIONS)
    for number in range(job.position or 0, PORTIONS):
        with transaction.atomic():
            put([Message("proof.portion", "portion", number, job.at)])
            job.advance(position=number + 1)
        time.sleep(0.02)


def main(file: Path) -> None:
    """Ask for the job, unless it was asked for before, and work until killed."""
    django.setup()
    from motcua.audit.actors import ActorRef
    from motcua.common import clock
    from motcua.jobs import registry
    from motcua.jobs.services import lanes
    from motcua.jobs.services.jobs import enqueue

    def tell(entries: "Sequence[Entry]", at: datetime) -> None:
        with file.open("a") as out:
            for entry in entries:
                out.write(f"{entry.public_id}\n")
                out.flush()
                time.sleep(0.01)

    for known in (registry._tasks, registry._consumers):
        known.clear()  # the product's own work would only take time
    registry.register_job("proof.portions", portions, title="Việc thử", lease=LEASE)
    registry.register_consumer(["proof.portion"], tell, portion=5, lease=LEASE)
    enqueue("proof.portions", {}, requested_by=ActorRef("system", None, "proof"), at=clock.now(), key="proof")
    for thread in lanes.start(Event(), lambda: None):
        thread.join()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
