"""What workers can do. Each app registers its own in `AppConfig.ready`; nothing here knows any of them.

Three sorts: a *job* is long work that somebody asked for and watches, a *task* is done again and again by the clock, a
*consumer* takes over what the outbox holds under its topics.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from motcua.domain.texts import Text

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LEASE = timedelta(minutes=1)
"""How long a worker may be silent before another one takes its work over, where a registration says nothing else."""

MOST_ATTEMPTS = 6


class JobStopped(Exception):  # noqa: N818  not a fault: work that ends before its end
    """Base of what `RunningJob` raises to end a run; a job lets it pass."""


class JobCancelled(JobStopped):
    """Somebody asked to cancel the job."""


class JobLost(JobStopped):
    """The lease ran out and another worker may have the job: nothing more may be written."""


class WorkerStopping(JobStopped):
    """The worker is told to end; another one will go on."""


class RunningJob(Protocol):
    """The job as its work sees it.

    Work that goes in portions commits each portion by itself and calls `advance` after it. A worker can die between
    any two statements: a portion done before must be seen as done by the next run, by what the store says or by
    `position`, which is written in the portion's own transaction when `advance(position=…)` is called within it.
    """

    @property
    def arguments(self) -> Mapping[str, Any]:
        """What was asked for: ids and codes."""

    @property
    def position(self) -> Any:
        """Where the last run came to (what `advance` was given), None at the first."""

    @property
    def at(self) -> datetime:
        """The instant of this run: use it as the `at` of what the job writes."""

    def total(self, number: int) -> None:
        """Say how many units of work there are."""

    def advance(self, number: int = 1, *, position: Any = None) -> None:
        """Say that so many more are done, and renew the lease.

        Raises JobCancelled, JobLost or WorkerStopping, which the job lets pass.
        """

    def say(self, text: Text) -> None:
        """Say in words what is going on; shown from the next `advance` or `total` on."""

    def finish(self, result: Mapping[str, Any]) -> None:
        """Keep a result (JSON values: counts, ids, codes) for when the job's work returns."""


@dataclass(frozen=True, slots=True)
class JobKind:
    """A registered kind of job; see `register_job`."""

    kind: str
    title: "StrOrPromise"
    run: Callable[[RunningJob], None]
    lease: timedelta
    attempts: int
    result_text: Callable[[Mapping[str, Any]], str] | None
    result_url: Callable[[Mapping[str, Any]], str] | None


@dataclass(frozen=True, slots=True)
class Task:
    """A registered periodic task; see `register_task`."""

    name: str
    title: "StrOrPromise"
    every: timedelta
    run: Callable[[datetime], object]
    lease: timedelta


@dataclass(frozen=True, slots=True)
class Entry:
    """A message of the outbox as its consumer gets it. `public_id` tells a repeat apart."""

    id: int
    public_id: UUID
    topic: str
    subject_kind: str
    subject_id: int
    data: Mapping[str, Any]
    at: datetime
    attempts: int
    lease: str


@dataclass(frozen=True, slots=True)
class Consumer:
    """A registered consumer; see `register_consumer`."""

    prefixes: tuple[str, ...]
    handle: Callable[[Sequence[Entry], datetime], object]
    portion: int
    lease: timedelta


_jobs: dict[str, JobKind] = {}
_tasks: dict[str, Task] = {}
_consumers: dict[str, Consumer] = {}


def register_job(
    kind: str,
    run: Callable[[RunningJob], None],
    *,
    title: "StrOrPromise",
    lease: timedelta = LEASE,
    attempts: int = MOST_ATTEMPTS,
    result_text: Callable[[Mapping[str, Any]], str] | None = None,
    result_url: Callable[[Mapping[str, Any]], str] | None = None,
) -> None:
    """Let workers do jobs of a kind, `<app>.<what>`.

    title: lazy translated words of the kind, for its page. lease: longer than the longest silence between two calls of
    `advance`. attempts: how often a run may fail or die before the job has failed. result_text, result_url: from the
    result, the sentence and the address that the page of a finished job shows.
    """
    _once(_jobs, kind)
    _jobs[kind] = JobKind(kind, title, run, lease, attempts, result_text, result_url)


def register_task(
    name: str,
    every: timedelta,
    run: Callable[[datetime], object],
    *,
    title: "StrOrPromise",
    lease: timedelta = timedelta(minutes=10),
) -> None:
    """Let workers call `run(at)` so often: by one of them at a time, again if it died on the way.

    title: lazy translated words for the administrator's page. What takes minutes is a job that the task asks for.
    """
    _once(_tasks, name)
    _tasks[name] = Task(name, title, every, run, lease)


def register_consumer(
    prefixes: Sequence[str],
    handle: Callable[[Sequence[Entry], datetime], object],
    *,
    portion: int = 200,
    lease: timedelta = LEASE,
) -> None:
    """Let workers hand the messages whose topic begins with one of `prefixes` to `handle(entries, at)`.

    It is called in a transaction that also says that they were taken over: what it writes in the store is written
    once. What it does outside the store may happen again.
    """
    for prefix in prefixes:
        _once(_consumers, prefix)
        _consumers[prefix] = Consumer(tuple(prefixes), handle, portion, lease)


def _once(known: Mapping[str, object], name: str) -> None:
    if name in known:
        raise ValueError(f"{name!r} is registered already")


def job_kind(kind: str) -> JobKind:
    """The registered kind; ValueError for one that nobody registered."""
    try:
        return _jobs[kind]
    except KeyError:
        raise ValueError(f"nobody registered jobs of kind {kind!r}") from None


def title_of(kind: str) -> str:
    """The words of a kind; the kind itself where this version of the product no longer knows it."""
    return str(_jobs[kind].title) if kind in _jobs else kind


def job_kinds() -> tuple[str, ...]:
    """The kinds that this worker can do."""
    return tuple(_jobs)


def task_title(name: str) -> str:
    """The words of a task; its name where this version of the product no longer knows it."""
    return str(_tasks[name].title) if name in _tasks else name


def tasks() -> tuple[Task, ...]:
    """The periodic tasks."""
    return tuple(_tasks.values())


def consumers() -> tuple[Consumer, ...]:
    """The consumers, each once."""
    return tuple(dict.fromkeys(_consumers.values()))
