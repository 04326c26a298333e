"""A job while it runs: what its work says of progress goes to the row, what people asked meanwhile comes back."""

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from motcua.domain.texts import Text
from motcua.jobs.models import Job
from motcua.jobs.registry import JobCancelled, JobKind, JobLost, WorkerStopping
from motcua.jobs.sentences import as_data
from motcua.jobs.services.leases import Instants, Stopping, never
from motcua.jobs.vocabulary import JobState

Progress = Callable[[int, int | None], None]
"""Called with what is done and the total, None while that is not known."""

TELLING = 0.3
"""Seconds between two writes of progress: the page asks once a second."""


def untold(done: int, total: int | None) -> None:
    """Nobody watches."""


class Running:
    """Implements `registry.RunningJob` for a job that is leased under `job.leased_by`."""

    def __init__(
        self,
        job: Job,
        kind: JobKind,
        instants: Instants,
        *,
        stopping: Stopping = never,
        progress: Progress = untold,
    ) -> None:
        self._job = job
        self._kind = kind
        self._instants = instants
        self._stopping = stopping
        self._progress = progress
        self._told = time.monotonic()
        self.result: dict[str, Any] = {}

    @property
    def arguments(self) -> Mapping[str, Any]:
        """See RunningJob."""
        return self._job.arguments

    @property
    def position(self) -> Any:
        """See RunningJob."""
        return self._job.position

    @property
    def at(self) -> datetime:
        """See RunningJob."""
        return self._instants.at

    def total(self, number: int) -> None:
        """See RunningJob."""
        self._job.total = number
        self._write()

    def advance(self, number: int = 1, *, position: Any = None) -> None:
        """See RunningJob. A position is written at once, mere progress a few times a second."""
        self._job.done += number
        if position is not None:
            self._job.position = position
        self._progress(self._job.done, self._job.total)
        if position is not None or time.monotonic() - self._told >= TELLING:
            self._write()
            self._obey()

    def say(self, text: Text) -> None:
        """See RunningJob."""
        self._job.note = as_data(text)

    def finish(self, result: Mapping[str, Any]) -> None:
        """See RunningJob."""
        self.result = dict(result)

    def settle(self, **values: Any) -> bool:
        """Write the end of this run, if the lease still holds; tell whether it did.

        Progress stays as it was last written: what was said since may have been rolled back with its portion.
        """
        return self._update({"note": self._job.note, "leased_by": "", **values})

    def settle_done(self, at: datetime) -> bool:
        """Write that the work is done, with its result and its last count."""
        job = self._job
        values = {"done": job.done, "total": job.total, "result": self.result, "incident": "", "finished_at": at}
        return self.settle(state=JobState.DONE, **values)

    def _write(self) -> None:
        self._told = time.monotonic()
        job = self._job
        values = {"done": job.done, "total": job.total, "position": job.position, "note": job.note}
        if not self._update({**values, "next_at": self._instants.now() + self._kind.lease}):
            raise JobLost(job.public_id)

    def _update(self, values: dict[str, Any]) -> bool:
        """Compare and swap: only who holds the lease writes."""
        held = Job.objects.filter(pk=self._job.pk, state=JobState.RUNNING, leased_by=self._job.leased_by)
        return held.update(**values) == 1

    def _obey(self) -> None:
        if Job.objects.filter(pk=self._job.pk, cancel_asked=True).exists():
            raise JobCancelled(self._job.public_id)
        if self._stopping():
            raise WorkerStopping(self._job.public_id)
